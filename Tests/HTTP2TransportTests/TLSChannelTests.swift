import EventLoop
import RPCCore
import TestCertificates
import Testing

@testable import HTTP2Transport

@Suite("A channel with TLS")
struct TLSChannelTests {
  private let authority = TestAuthority()

  private func server(
    _ subject: TestSubject = .server, _ clientCertificates: TLSClientCertificates = .none
  ) throws -> ServerConfiguration {
    let certificate = authority.issue(subject)
    var configuration = ServerConfiguration()
    configuration.tls = CurrentTLSContext(
      try TLSContext(
        server: TLSCredentials(certificateChain: certificate.certificate, privateKey: certificate.key),
        clientCertificates: clientCertificates))
    return configuration
  }

  private func client(
    trusting authority: TestAuthority? = nil, certificate: TestCertificate? = nil
  ) throws -> ChannelConfiguration {
    let credentials = certificate.map { TLSCredentials(certificateChain: $0.certificate, privateKey: $0.key) }
    var configuration = ChannelConfiguration()
    configuration.tls = CurrentTLSContext(
      try TLSContext(client: credentials, authorities: .pem((authority ?? self.authority).certificate)))
    return configuration
  }

  @Test("Calls of every size are answered, by address and by name", arguments: ["127.0.0.1:0", "localhost:0"])
  func calls(address: String) async throws {
    let pair = try Pair(server: server(), client: client(), address: address)
    let large = (0..<(4 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    for message in [[], [1, 2, 3], large] { #expect(try await pair.unary("Echo", message) == message) }
    #expect(pair.server.snapshot.tlsHandshakes == 1)
    await pair.channel.close()
  }

  @Test("A client certificate that the server asks for is shown")
  func mutual() async throws {
    let required = try server(.server, .required(authorities: authority.certificate))
    let pair = try Pair(server: required, client: client(certificate: authority.issue(TestSubject("caller"))))
    #expect(try await pair.unary("Echo", [1]) == [1])
    await pair.channel.close()
  }

  @Test("Without the certificate that the server requires, calls fail")
  func certificateRequired() async throws {
    let required = try server(.server, .required(authorities: authority.certificate))
    let pair = try Pair(server: required, client: client())
    #expect(await failure { _ = try await pair.unary("Echo") }?.code == .unavailable)
    await pair.channel.close()
  }

  @Test("A server of an unknown authority, of another name, or out of date gets no call")
  func refused() async throws {
    let stranger = try Pair(server: server(), client: client(trusting: TestAuthority("stranger")))
    let unknown = await failure { _ = try await stranger.unary("Echo") }
    #expect(unknown?.code == .unavailable)
    #expect(unknown?.detail.contains("certificate_unknown_authority") == true)
    await stranger.channel.close()

    let other = try server(TestSubject("x", alternativeNames: ["DNS:elsewhere.example"]))
    let misnamed = try Pair(server: other, client: client())
    let name = await failure { _ = try await misnamed.unary("Echo") }
    #expect(name?.detail.contains("certificate_other_name") == true)
    await misnamed.channel.close()

    let old = try server(TestSubject("server", alternativeNames: ["IP:127.0.0.1"], validity: -7_200...(-3_600)))
    let expired = try Pair(server: old, client: client())
    let date = await failure { _ = try await expired.unary("Echo") }
    #expect(date?.detail.contains("certificate_expired") == true)
    await expired.channel.close()
  }

  @Test("A name of our choice is what the certificate must have")
  func serverName() async throws {
    var configuration = try client()
    configuration.serverName = .name("elsewhere.example")
    let other = try server(TestSubject("x", alternativeNames: ["DNS:elsewhere.example"]))
    let pair = try Pair(server: other, client: configuration)
    #expect(try await pair.unary("Echo", [1]) == [1])
    await pair.channel.close()
  }

  @Test("TLS and cleartext do not understand each other, and both sides say so")
  func mixed() async throws {
    let plainClient = try Pair(server: server())
    #expect(await failure { _ = try await plainClient.unary("Echo") }?.code == .unavailable)
    await plainClient.channel.close()
    let plainServer = try Pair(client: client())
    #expect(await failure { _ = try await plainServer.unary("Echo") }?.code == .unavailable)
    await plainServer.channel.close()
  }
}
