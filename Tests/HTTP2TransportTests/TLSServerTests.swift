import Glibc
import TestCertificates
import Testing

@testable import EventLoop
@testable import HTTP2Transport
@testable import RPCCore

@Suite("The server with TLS on real sockets")
struct TLSServerTests {
  private let authority = TestAuthority()

  private func client(_ certificate: TestCertificate? = nil) throws -> TLSContext {
    let credentials = certificate.map { TLSCredentials(certificateChain: $0.certificate, privateKey: $0.key) }
    return try TLSContext(client: credentials, authorities: .pem(authority.certificate))
  }

  private func configuration(_ clientCertificates: TLSClientCertificates = .none) throws -> ServerConfiguration {
    let certificate = authority.issue()
    var configuration = ServerConfiguration()
    configuration.limits.tlsHandshakeMicrosecondsMax = 600_000_000
    configuration.tls = CurrentTLSContext(
      try TLSContext(
        server: TLSCredentials(certificateChain: certificate.certificate, privateKey: certificate.key),
        clientCertificates: clientCertificates))
    return configuration
  }

  @Test("IPv4, IPv6 and unix sockets answer alike")
  func addresses() async throws {
    let path = "/tmp/countersign-server-\(getpid())-\(UInt32.random(in: 0 ... .max)).sock"
    try await withServer(["127.0.0.1:0", "[::1]:0", "unix:\(path)"], configuration: try configuration()) {
      server, bound, _ in
      for address in bound {
        for _ in 0..<4 {
          let client = try SocketClient(address, tls: try client())
          #expect(await client.call("/t.S/Echo", sealed([1, 2])).messages == [[1, 2]])
          #expect(client.tlsVersion == .tls13)
        }
      }
      #expect(server.snapshot.tlsHandshakes == 12)
      #expect(server.snapshot.tlsFailures.allSatisfy { $0 == 0 })
    }
  }

  @Test("a handler knows who calls, by what version, and that a caller without a certificate is nobody")
  func peer() async throws {
    let configuration = try configuration(.optional(authorities: authority.certificate))
    try await withServer(["127.0.0.1:0"], configuration: configuration) { _, bound, handlers in
      let caller = authority.issue(TestSubject("desk", alternativeNames: ["URI:spiffe://a/desk"]))
      for certificate in [caller, nil] {
        let client = try SocketClient(bound[0], tls: try client(certificate))
        #expect(await client.call("/t.S/Peer", sealed([])).status == 0)
      }
      let peers = handlers.peers.withLock { $0 }
      #expect(peers.map(\.tlsVersion) == [.tls13, .tls13])
      #expect(peers[0].certificate?.name == .uri("spiffe://a/desk"))
      #expect(peers[0].certificate?.fingerprint == fingerprint(caller.certificate))
      #expect(peers[1].certificate == nil)
    }
  }

  @Test("a caller whose certificate is missing or wrong is refused, told why, and counted")
  func refusedCallers() async throws {
    let configuration = try configuration(.required(authorities: authority.certificate))
    try await withServer(["127.0.0.1:0"], configuration: configuration) { server, bound, _ in
      let stranger = TestAuthority("other").issue(TestSubject("desk"))
      let late = authority.issue(TestSubject("desk", validity: -7_200 ... -3_600))
      for certificate in [nil, stranger, late] {
        let client = try SocketClient(bound[0], tls: try client(certificate))
        #expect(await client.call("/t.S/Echo", sealed([])).status == nil)
        #expect(client.tlsFailure == .peerAlert)
      }
      let right = try SocketClient(bound[0], tls: try client(authority.issue(TestSubject("desk"))))
      #expect(await right.call("/t.S/Echo", sealed([])).status == 0)
      for reason in [TLSFailure.Reason.certificateRequired, .certificateUnknownAuthority, .certificateExpired] {
        #expect(server.snapshot[reason] == 1)
      }
    }
  }

  @Test("large messages flow both ways through a socket that fills up")
  func largeMessages() async throws {
    try await withServer(["127.0.0.1:0"], configuration: try configuration()) { server, bound, _ in
      let client = try SocketClient(bound[0], session: ClientSession(windowBytes: 1 << 20), tls: try client())
      let message = (0..<(4 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
      for _ in 0..<3 { #expect(await client.call("/t.S/Echo", sealed(message)).messages == [message]) }
    }
  }

  @Test("a thousand calls on one connection, many at a time, are each answered with their own message")
  func manyCalls() async throws {
    try await withServer(["127.0.0.1:0"], configuration: try configuration()) { _, bound, _ in
      let client = try SocketClient(bound[0], tls: try client())
      await client.run { $0.remoteSettings }
      for round in 0..<10 {
        let streams = (0..<100).map { number in
          (client.session.call("/t.S/Echo", sealed([UInt8(round), UInt8(number)])), [UInt8(round), UInt8(number)])
        }
        await client.run { session in streams.allSatisfy { session.answers[$0.0]!.isClosed } }
        for (streamID, message) in streams { #expect(client.session.answers[streamID]?.messages == [message]) }
      }
    }
  }

  @Test("a graceful end says GOAWAY twice, lets a call finish, and then close_notify")
  func drain() async throws {
    try await withServer(["127.0.0.1:0"], configuration: try configuration()) { server, bound, handlers in
      let client = try SocketClient(bound[0], tls: try client())
      await client.run { $0.remoteSettings }
      let streamID = client.session.call("/t.S/Wait", sealed([4]))
      client.flush()
      try await eventually { server.snapshot.activeHandlers == 1 }
      async let drained: Void = server.drain(gracePeriodMicroseconds: 30_000_000)
      await client.run { $0.goAways.count == 2 }
      handlers.release()
      await client.run { _ in false }
      #expect(client.tlsEnd == .closed)
      #expect(client.session.answers[streamID]?.messages == [[4]])
      await drained
      #expect(server.snapshot.connectionsOpen == 0)
    }
  }

  @Test("a connection that is still in its handshake does not hold up the end")
  func drainDuringHandshake() async throws {
    try await withServer(["127.0.0.1:0"], configuration: try configuration()) { server, bound, _ in
      let client = try SocketClient(bound[0])
      client.send([0x16, 3, 1])
      try await eventually { server.snapshot.connectionsOpen == 1 }
      await server.drain(gracePeriodMicroseconds: 30_000_000)
      #expect(server.snapshot.connectionsOpen == 0)
      #expect(await client.readToEnd() == [])
    }
  }

  @Test(
    "what is no TLS is told so, closed and counted",
    arguments: [
      ("GET / HTTP/1.1\r\n\r\n", TLSFailure.Reason.plainHTTP1, "HTTP/1.1 400 Bad Request"),
      ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", .plainHTTP2, "This port wants TLS."), ("\u{1}nonsense", .notTLS, ""),
    ])
  func cleartext(_ text: String, _ reason: TLSFailure.Reason, _ words: String) async throws {
    try await withServer(["127.0.0.1:0"], configuration: try configuration()) { server, bound, _ in
      let client = try SocketClient(bound[0])
      client.send(Array(text.utf8))
      let answer = String(decoding: await client.readToEnd(), as: UTF8.self)
      #expect(answer.contains(words))
      #expect(client.isClosedByServer)
      #expect(server.snapshot[reason] == 1)
      client.halfClose()
      try await eventually { server.snapshot.connectionsOpen == 0 }
    }
  }

  @Test("a caller in cleartext who speaks HTTP/1 gets an HTTP/1 answer, one who speaks TLS an alert")
  func foreignOnCleartext() async throws {
    try await withServer(["127.0.0.1:0"]) { server, bound, _ in
      let http = try SocketClient(bound[0])
      http.send(Array("GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n".utf8))
      let answer = String(decoding: await http.readToEnd(), as: UTF8.self)
      #expect(answer.hasPrefix("HTTP/1.1 505 HTTP Version Not Supported\r\n"))
      let body = answer.split(separator: "\r\n\r\n")[1]
      #expect(answer.contains("content-length: \(body.utf8.count)\r\n"))
      let tls = try SocketClient(bound[0], tls: try client())
      await tls.run { _ in false }
      #expect(tls.tlsEnd == .failed(TLSFailure(.peerAlert, detail: "sslv3 alert handshake failure")))
      #expect(server.snapshot.http1Refused == 1 && server.snapshot.unexpectedTLSRefused == 1)
    }
  }

  @Test("a handshake that takes too long is closed and counted")
  func timeout() async throws {
    var configuration = try configuration()
    configuration.limits.tlsHandshakeMicrosecondsMax = 20_000
    try await withServer(["127.0.0.1:0"], configuration: configuration) { server, bound, _ in
      let client = try SocketClient(bound[0])
      client.send([0x16, 3, 1, 2, 0])
      #expect(await client.readToEnd() == [])
      try await eventually { server.snapshot[TLSFailure.Reason.timeout] == 1 && server.snapshot.connectionsOpen == 0 }
    }
  }

  @Test("new connections get the new context, those that are there go on with the old one")
  func replaced() async throws {
    let configuration = try configuration()
    try await withServer(["127.0.0.1:0"], configuration: configuration) { _, bound, _ in
      let before = try SocketClient(bound[0], tls: try client())
      #expect(await before.call("/t.S/Echo", sealed([1])).status == 0)
      let other = TestAuthority("other")
      let certificate = other.issue()
      configuration.tls?.replace(
        with: try TLSContext(
          server: TLSCredentials(certificateChain: certificate.certificate, privateKey: certificate.key)))
      #expect(await before.call("/t.S/Echo", sealed([2])).messages == [[2]])
      let old = try SocketClient(bound[0], tls: try client())
      await old.run { _ in false }
      #expect(old.tlsFailure == .certificateUnknownAuthority)
      let new = try SocketClient(bound[0], tls: try TLSContext(authorities: .pem(other.certificate)))
      #expect(await new.call("/t.S/Echo", sealed([3])).messages == [[3]])
    }
  }
}
