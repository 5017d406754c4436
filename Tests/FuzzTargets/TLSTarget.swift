import EventLoop
import TestCertificates

/// What a peer sends where a handshake is expected. The first byte says in pieces of what size it arrives.
enum TLSTarget {
  private static let context: TLSContext = {
    let authority = TestAuthority()
    let server = authority.issue(.server)
    do {
      return try TLSContext(
        server: TLSCredentials(certificateChain: server.certificate, privateKey: server.key),
        clientCertificates: .none)
    } catch {
      preconditionFailure("\(error)")
    }
  }()

  static func exercise(_ input: UnsafeRawBufferPointer) {
    guard let first = input.first, let session = TLSSession(server: context, output: TLSOutput()) else { return }
    let pieceBytes = max(1, Int(first))
    var rest = input.dropFirst()
    while !rest.isEmpty {
      session.receive(UnsafeRawBufferPointer(rebasing: rest.prefix(pieceBytes)))
      rest = rest.dropFirst(pieceBytes)
      if case .failed = session.handshake() { return }
    }
  }
}
