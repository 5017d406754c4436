import TestCertificates
import Testing

@testable import EventLoop

@Suite("Certificates of callers")
struct TLSClientCertificateTests {
  private let fixture = TLSFixture()

  private func pair(_ certificate: TestCertificate?, required: Bool = true) throws -> TLSPair {
    let authorities = fixture.authority.certificate
    let pair = TLSPair(
      client: try fixture.client(certificate),
      server: try fixture.server(
        clientCertificates: required ? .required(authorities: authorities) : .optional(authorities: authorities)))
    pair.run()
    return pair
  }

  private func issue(_ subject: TestSubject, by authority: TestAuthority? = nil) -> TestCertificate {
    (authority ?? fixture.authority).issue(subject)
  }

  @Test(
    "the caller is its one URI, whole, or without any URI its one common name",
    arguments: [
      (TestSubject("desk-1"), TLSPeerCertificate.Name.commonName("desk-1")),
      (TestSubject("desk-1", alternativeNames: ["DNS:desk.example"]), .commonName("desk-1")),
      (TestSubject("desk-1", alternativeNames: ["URI:spiffe://a/desk"]), .uri("spiffe://a/desk")),
      (TestSubject(alternativeNames: ["DNS:b", "URI:spiffe://a/desk/1"]), .uri("spiffe://a/desk/1")),
      (TestSubject("Zoë"), .commonName("Zoë")),
    ])
  func names(_ subject: TestSubject, _ name: TLSPeerCertificate.Name) throws {
    let certificate = issue(subject)
    let server = try pair(certificate).server
    let peer = try #require(server.session.peerCertificate)
    #expect(peer.name == name)
    #expect(peer.fingerprint == fingerprint(certificate.certificate))
  }

  @Test(
    "a certificate that names nobody, or several, is refused",
    arguments: [
      TestSubject(), TestSubject("a", "b"),
      TestSubject("a", alternativeNames: ["URI:spiffe://a/b", "URI:spiffe://a/c"]),
      TestSubject("a\u{0}b"), TestSubject("a\nb"), TestSubject(alternativeNames: ["DNS:only.example"]),
    ])
  func noIdentity(_ subject: TestSubject) throws {
    for required in [true, false] {
      let pair = try pair(issue(subject), required: required)
      #expect(pair.server.failure == .certificateIdentity)
      #expect(pair.client.failure == .peerAlert)
    }
  }

  @Test("a wrong certificate is refused with its alert, also where none is required")
  func wrong() throws {
    let cases: [(TestCertificate, TLSFailure.Reason, String)] = [
      (issue(TestSubject("a"), by: TestAuthority("other")), .certificateUnknownAuthority, "unknown ca"),
      // The same name as the trusted authority's, and another key.
      (issue(TestSubject("a"), by: TestAuthority()), .certificateInvalid, "decrypt error"),
      (issue(TestSubject("a", validity: -7_200 ... -3_600)), .certificateExpired, "certificate expired"),
      (issue(TestSubject("a", validity: 3_600...7_200)), .certificateExpired, "bad certificate"),
    ]
    for (certificate, reason, alert) in cases {
      for required in [true, false] {
        let pair = try pair(certificate, required: required)
        #expect(pair.server.failure == reason)
        guard case .failed(let failure) = pair.client.end else {
          Issue.record("the client was not told: \(reason)")
          continue
        }
        #expect(failure.reason == .peerAlert)
        #expect(failure.detail.hasSuffix(alert), "\(failure)")
        #expect(pair.server.session.peerCertificate == nil)
      }
    }
  }

  @Test("a caller without a certificate is refused where one is required, else goes on without a name")
  func missing() throws {
    let refused = try pair(nil)
    #expect(refused.server.failure == .certificateRequired)
    guard case .failed(let failure) = refused.client.end else {
      Issue.record("the client was not told")
      return
    }
    #expect(failure.detail.contains("certificate required"), "\(failure)")
    let taken = try pair(nil, required: false)
    #expect(taken.server.handshake == .established)
    #expect(taken.server.session.peerCertificate == nil)
  }

  @Test("where no certificate is asked for, none is sent")
  func notAsked() throws {
    let pair = TLSPair(
      client: try fixture.client(issue(TestSubject("a"))), server: try fixture.server(clientCertificates: .none))
    pair.run()
    #expect(pair.server.handshake == .established && pair.server.session.peerCertificate == nil)
  }
}
