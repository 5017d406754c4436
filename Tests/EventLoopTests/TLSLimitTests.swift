import COpenSSL
import TestCertificates
import Testing

@testable import EventLoop

/// A client of OpenSSL's own without any of our rules, that does what a bad one does.
private final class RawClient {
  private let context: OpaquePointer
  let session: OpaquePointer
  private let input = BIO_new(BIO_s_mem())
  private let output = BIO_new(BIO_s_mem())

  init(lowest: Int32, highest: Int32, protocols: [UInt8]) {
    context = SSL_CTX_new(TLS_client_method())
    SSL_CTX_set_security_level(context, 0)
    _ = tls_set_versions(context, lowest, highest)
    SSL_CTX_set_cipher_list(context, "ALL:@SECLEVEL=0")
    session = SSL_new(context)
    if !protocols.isEmpty { SSL_set_alpn_protos(session, protocols, UInt32(protocols.count)) }
    SSL_set_bio(session, input, output)
    SSL_set_connect_state(session)
  }

  deinit {
    SSL_free(session)
    SSL_CTX_free(context)
  }

  func takeOutput() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 64 << 10)
    let count = BIO_read(output, &bytes, Int32(bytes.count))
    return Array(bytes.prefix(max(0, Int(count))))
  }

  func receive(_ bytes: [UInt8]) { BIO_write(input, bytes, Int32(bytes.count)) }

  /// Carries bytes until the client has nothing to say.
  func run(_ server: TLSSide) {
    while true {
      ERR_clear_error()
      if SSL_is_init_finished(session) == 1 {
        var byte: UInt8 = 0
        SSL_read(session, &byte, 1)
      } else {
        SSL_do_handshake(session)
      }
      let said = takeOutput()
      if said.isEmpty { return }
      server.receive(said)
      receive(server.takeOutput())
    }
  }
}

@Suite("What TLS refuses")
struct TLSLimitTests {
  private let fixture = TLSFixture()
  private static let h2: [UInt8] = [2, 0x68, 0x32]

  private func meet(_ lowest: Int32, _ highest: Int32, _ protocols: [UInt8] = h2) throws -> (RawClient, TLSSide) {
    let client = RawClient(lowest: lowest, highest: highest, protocols: protocols)
    let server = try fixture.server()
    client.run(server)
    return (client, server)
  }

  @Test("TLS 1.2 and 1.3 are spoken, nothing older")
  func versions() throws {
    #expect(try meet(TLS1_2_VERSION, TLS1_2_VERSION).1.session.version == .tls12)
    #expect(try meet(TLS1_2_VERSION, TLS1_3_VERSION).1.session.version == .tls13)
    #expect(try meet(TLS1_1_VERSION, TLS1_1_VERSION).1.failure == .protocolVersion)
    #expect(try meet(TLS1_VERSION, TLS1_1_VERSION).1.failure == .protocolVersion)
  }

  @Test(
    "who does not offer h2 is refused, whatever else is offered",
    arguments: [
      [], [8] + Array("http/1.1".utf8), [3, 0x68, 0x32, 0x63], [1, 0x68], [2, 0x48, 0x32],
    ] as [[UInt8]])
  func protocols(_ offered: [UInt8]) throws {
    let (_, server) = try meet(TLS1_2_VERSION, TLS1_3_VERSION, offered)
    #expect(server.failure == .noApplicationProtocol)
  }

  @Test("h2 is found behind other names")
  func laterProtocol() throws {
    let (_, server) = try meet(TLS1_2_VERSION, TLS1_3_VERSION, [8] + Array("http/1.1".utf8) + Self.h2)
    #expect(server.handshake == .established)
  }

  @Test("a wish to renegotiate ends the connection")
  func renegotiation() throws {
    let (client, server) = try meet(TLS1_2_VERSION, TLS1_2_VERSION)
    #expect(server.handshake == .established)
    SSL_renegotiate(client.session)
    SSL_do_handshake(client.session)
    server.receive(client.takeOutput())
    #expect(server.failure == .renegotiation)
    #expect(!server.write([1]))
  }

  @Test("new keys are taken now and then, and not for ever")
  func keyUpdates() throws {
    let (client, server) = try meet(TLS1_3_VERSION, TLS1_3_VERSION)
    func update() {
      SSL_key_update(client.session, SSL_KEY_UPDATE_NOT_REQUESTED)
      SSL_do_handshake(client.session)
      server.receive(client.takeOutput())
    }
    for _ in 0..<TLSSession.keyUpdatesMax { update() }
    #expect(server.failure == nil)
    SSL_write(client.session, [7] as [UInt8], 1)
    server.receive(client.takeOutput())
    #expect(server.plain == [7])
    update()
    #expect(server.failure == .keyUpdates)
  }

  @Test("the client refuses a server that does not speak h2")
  func serverWithoutHTTP2() throws {
    let certificate = fixture.authority.issue()
    let context = SSL_CTX_new(TLS_server_method())
    defer { SSL_CTX_free(context) }
    let (bio, keyBIO) = (
      BIO_new_mem_buf(certificate.certificate, Int32(certificate.certificate.count)),
      BIO_new_mem_buf(certificate.key, Int32(certificate.key.count))
    )
    let (parsed, key) = (PEM_read_bio_X509(bio, nil, nil, nil), PEM_read_bio_PrivateKey(keyBIO, nil, nil, nil))
    SSL_CTX_use_certificate(context, parsed)
    SSL_CTX_use_PrivateKey(context, key)
    defer {
      X509_free(parsed)
      EVP_PKEY_free(key)
      BIO_free(bio)
      BIO_free(keyBIO)
    }
    let session = SSL_new(context)
    defer { SSL_free(session) }
    let (input, output) = (BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()))
    SSL_set_bio(session, input, output)
    SSL_set_accept_state(session)
    let client = try fixture.client()
    client.begin()
    let greeting = client.takeOutput()
    BIO_write(input, greeting, Int32(greeting.count))
    SSL_do_handshake(session)
    var bytes = [UInt8](repeating: 0, count: 64 << 10)
    let count = Int(BIO_read(output, &bytes, Int32(bytes.count)))
    client.receive(Array(bytes.prefix(count)))
    #expect(client.failure == .noApplicationProtocol)
    #expect(!client.write([1]))
  }
}
