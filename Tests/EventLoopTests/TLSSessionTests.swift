import TestCertificates
import Testing

@testable import EventLoop

@Suite("TLS sessions, without a socket")
struct TLSSessionTests {
  private let fixture = TLSFixture()

  private func connected(pieceBytes: Int = .max) throws -> TLSPair {
    let pair = TLSPair(client: try fixture.client(), server: try fixture.server(), pieceBytes: pieceBytes)
    pair.run()
    return pair
  }

  @Test(
    "both sides come together and understand each other, however the bytes are split",
    arguments: [1, 2, 3, 5, 7, 64, 1_000, .max])
  func splits(pieceBytes: Int) throws {
    let pair = try connected(pieceBytes: pieceBytes)
    #expect(pair.client.handshake == .established && pair.server.handshake == .established)
    let question = (0..<40_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    #expect(pair.client.write(question))
    #expect(pair.server.write(Array("answer".utf8)))
    pair.run()
    #expect(pair.server.plain == question)
    #expect(pair.client.plain == Array("answer".utf8))
  }

  @Test(
    "the version is 1.3, the suite authenticated, the server's certificate known to the client and nobody's to the server"
  )
  func negotiated() throws {
    let pair = try connected()
    #expect(pair.client.session.version == .tls13 && pair.server.session.version == .tls13)
    #expect(pair.server.session.cipherSuite.hasPrefix("TLS_"))
    #expect(pair.server.session.peerCertificate == nil)
    #expect(pair.client.session.peerCertificate?.name == .commonName("server"))
  }

  @Test("what is written at once leaves in one record, up to 16 KiB")
  func oneRecord() throws {
    let pair = try connected()
    #expect(pair.server.write([UInt8](repeating: 1, count: 16 << 10)))
    let record = pair.server.takeOutput()
    #expect(record.count < (16 << 10) + 64)
    #expect(
      record[0] == 23 && Int(record[3]) << 8 | Int(record[4]) == record.count - 5, "one record of application data")
  }

  @Test("no tickets are sent: nothing follows the handshake by itself")
  func noTickets() throws {
    let pair = TLSPair(client: try fixture.client(), server: try fixture.server())
    pair.client.begin()
    pair.server.receive(pair.client.takeOutput())
    pair.client.receive(pair.server.takeOutput())
    pair.server.receive(pair.client.takeOutput())
    #expect(pair.server.handshake == .established)
    #expect(pair.server.takeOutput().isEmpty)
  }

  @Test("a close is told to the peer, and nothing can be written after it")
  func close() throws {
    let pair = try connected()
    #expect(pair.server.write([1]))
    pair.server.session.close()
    #expect(!pair.server.write([2]))
    pair.run()
    #expect(pair.client.plain == [1])
    #expect(pair.client.end == .closed)
  }

  @Test("nothing can be written before the handshake is done")
  func early() throws {
    let server = try fixture.server()
    #expect(!server.write([1]))
    #expect(server.session.version == nil && server.session.peerCertificate == nil)
  }

  @Test(
    "the server is known by its name or address, and by no other",
    arguments: [
      (TLSServerName.name("localhost"), nil), (.address("127.0.0.1"), nil), (.address("::1"), nil),
      (.name("server"), TLSFailure.Reason.certificateOtherName), (.name("localhost.evil"), .certificateOtherName),
      (.address("127.0.0.2"), .certificateOtherName), (.name("127.0.0.1"), .certificateOtherName),
    ] as [(TLSServerName, TLSFailure.Reason?)])
  func serverName(_ name: TLSServerName, _ reason: TLSFailure.Reason?) throws {
    let pair = TLSPair(client: try fixture.client(name: name), server: try fixture.server())
    pair.run()
    #expect(pair.client.failure == reason)
    #expect((pair.server.failure == .peerAlert) == (reason != nil))
  }

  @Test("a server of an unknown authority, and one whose time is over or not come, are refused")
  func serverCertificate() throws {
    for (client, subject, reason) in [
      (try fixture.client(trusting: TestAuthority("other")), TestSubject.server, .certificateUnknownAuthority),
      (try fixture.client(), subject(-7_200 ... -3_600), .certificateExpired),
      (try fixture.client(), subject(3_600...7_200), .certificateExpired),
    ] as [(TLSSide, TestSubject, TLSFailure.Reason)] {
      let pair = TLSPair(client: client, server: try fixture.server(subject))
      pair.run()
      #expect(client.failure == reason)
      #expect(pair.server.failure == .peerAlert)
    }
  }

  private func subject(_ validity: ClosedRange<Int>) -> TestSubject {
    TestSubject("server", alternativeNames: ["DNS:localhost"], validity: validity)
  }

  @Test("a record that was changed on its way ends the connection")
  func tampered() throws {
    let pair = try connected()
    #expect(pair.client.write([1, 2, 3]))
    var record = pair.client.takeOutput()
    record[record.count - 1] ^= 1
    pair.server.receive(record)
    #expect(pair.server.plain.isEmpty)
    #expect(pair.server.failure == .badRecord)
    #expect(!pair.server.takeOutput().isEmpty, "an alert")
    #expect(!pair.server.write([1]))
  }

  @Test("half a record is awaited, and is no error")
  func truncated() throws {
    let pair = try connected()
    #expect(pair.client.write([1, 2, 3]))
    let record = pair.client.takeOutput()
    pair.server.receive(Array(record.dropLast(4)))
    #expect(pair.server.plain.isEmpty && pair.server.end == nil)
    pair.server.receive(Array(record.suffix(4)))
    #expect(pair.server.plain == [1, 2, 3])
  }

  @Test("whatever a stranger sends, the session waits or fails, before the handshake and after it")
  func randomBytes() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var generator = Xorshift(seed: seed)
    for round in 0..<300 {
      let pair = try connected()
      let side = round % 2 == 0 ? try fixture.server() : pair.server
      let wasConnected = side.handshake == .established
      for _ in 0..<8 where side.failure == nil { side.receive(generator.chunk()) }
      #expect(side.plain.isEmpty, "seed \(seed)")
      #expect(wasConnected || side.handshake != .established, "seed \(seed)")
    }
  }

  @Test("a handshake with any one byte changed never reaches two sides that believe in it and differ")
  func changedHandshake() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var generator = Xorshift(seed: seed)
    let serverContext = try TLSContext(server: fixture.authority.issue().credentials)
    let clientContext = try TLSContext(authorities: .pem(fixture.authority.certificate))
    for _ in 0..<200 {
      let (client, server) = (TLSSide(client: clientContext), TLSSide(server: serverContext))
      client.begin()
      server.receive(generator.changed(client.takeOutput()))
      client.receive(generator.changed(server.takeOutput()))
      server.receive(client.takeOutput())
      #expect(!(client.handshake == .established && server.handshake == .established), "seed \(seed)")
    }
  }
}

/// Numbers that a printed seed brings back.
struct Xorshift {
  private var state: UInt64

  init(seed: UInt64) { state = seed | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }

  /// Random bytes, often behind the head of a record.
  mutating func chunk() -> [UInt8] {
    let count = Int(next() % 600)
    let bytes = (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
    guard next() % 4 != 0 else { return bytes }
    return [UInt8(20 + next() % 5), 3, UInt8(next() % 5), UInt8(count >> 8), UInt8(count & 255)] + bytes
  }

  /// One byte changed beyond the head of the first record.
  mutating func changed(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.count > 6 else { return bytes }
    var bytes = bytes
    bytes[5 + Int(next() % UInt64(bytes.count - 5))] ^= UInt8(1 + next() % 255)
    return bytes
  }
}
