import TestCertificates

@testable import EventLoop

/// One session and what it has to say.
final class TLSSide {
  let session: TLSSession
  private(set) var handshake = TLSSession.Handshake.needsMore
  private(set) var plain: [UInt8] = []
  /// How the reading ended.
  private(set) var end: TLSSession.Read?
  private var buffer = [UInt8](repeating: 0, count: 64 << 10)

  init(_ session: TLSSession) { self.session = session }

  convenience init(server context: TLSContext) {
    self.init(TLSSession(server: context, output: TLSOutput())!)
  }

  convenience init(client context: TLSContext, _ name: TLSServerName = .name("localhost")) {
    self.init(TLSSession(client: context, serverName: name, output: TLSOutput())!)
  }

  /// Takes bytes as the owner of a socket does.
  func receive(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { chunk in
      session.receive(chunk)
      handshake = session.handshake()
      guard handshake == .established else { return }
      readAll()
    }
  }

  func begin() { receive([]) }

  private func readAll() {
    while true {
      switch buffer.withUnsafeMutableBytes({ session.read(into: $0) }) {
      case .bytes(let count): plain += buffer[..<count]
      case .needsMore: return
      case .closed, .failed:
        end = buffer.withUnsafeMutableBytes { session.read(into: $0) }
        return
      }
    }
  }

  func write(_ bytes: [UInt8]) -> Bool { bytes.withUnsafeBytes { session.write($0) } }

  func takeOutput() -> [UInt8] {
    defer { session.output.removeAll() }
    return Array(session.output.bytes)
  }

  var failure: TLSFailure.Reason? {
    if case .failed(let failure) = handshake { return failure.reason }
    if case .failed(let failure) = end { return failure.reason }
    return nil
  }
}

/// Both sides, without a socket; bytes travel in pieces.
final class TLSPair {
  let client: TLSSide
  let server: TLSSide
  private let pieceBytes: Int

  init(client: TLSSide, server: TLSSide, pieceBytes: Int = .max) {
    self.client = client
    self.server = server
    self.pieceBytes = pieceBytes
  }

  /// Carries bytes until both are silent.
  func run() {
    if client.handshake == .needsMore { client.begin() }
    while carry(client, server) || carry(server, client) {}
  }

  private func carry(_ from: TLSSide, _ to: TLSSide) -> Bool {
    var rest = from.takeOutput()[...]
    guard !rest.isEmpty else { return false }
    while !rest.isEmpty {
      to.receive(Array(rest.prefix(pieceBytes)))
      rest = rest.dropFirst(pieceBytes)
    }
    return true
  }
}

extension TestCertificate {
  var credentials: TLSCredentials { TLSCredentials(certificateChain: certificate, privateKey: key) }
}

/// An authority, a server that it certified, and contexts of both sides.
struct TLSFixture {
  let authority = TestAuthority()

  func server(
    _ subject: TestSubject = .server, clientCertificates: TLSClientCertificates = .none
  ) throws -> TLSSide {
    TLSSide(
      server: try TLSContext(server: authority.issue(subject).credentials, clientCertificates: clientCertificates))
  }

  func client(
    _ certificate: TestCertificate? = nil, name: TLSServerName = .name("localhost"),
    trusting other: TestAuthority? = nil
  ) throws -> TLSSide {
    let context = try TLSContext(
      client: certificate?.credentials, authorities: .pem((other ?? authority).certificate))
    return TLSSide(client: context, name)
  }
}
