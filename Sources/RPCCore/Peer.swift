/// Who is at the other end of a connection; one for all its calls.
public final class Peer: Sendable {
  /// For example "127.0.0.1:40312".
  public let address: String
  /// Whom the peer has proven to be; nil without TLS, and where no certificate was asked for or shown.
  public let certificate: PeerCertificate?
  /// How the calls are encrypted; nil in cleartext.
  public let tlsVersion: TLSVersion?

  /// Versions that can be negotiated.
  public enum TLSVersion: String, Sendable {
    case tls12 = "TLS 1.2"
    case tls13 = "TLS 1.3"
  }

  public init(address: String, certificate: PeerCertificate? = nil, tlsVersion: TLSVersion? = nil) {
    self.address = address
    self.certificate = certificate
    self.tlsVersion = tlsVersion
  }
}

/// Whom a certificate names whose chain was verified and whose key its owner has shown to have.
public struct PeerCertificate: Sendable, Equatable {
  /// The subject.
  public enum Name: Sendable, Equatable {
    /// The whole of its one URI among the alternative names, for example a SPIFFE ID.
    case uri(String)
    /// Its one common name; only of a certificate without any URI.
    case commonName(String)
  }

  /// Nil for a certificate that names nobody, or several.
  public var name: Name?
  /// SHA-256 over its DER, 32 bytes.
  public var fingerprint: [UInt8]

  public init(name: Name?, fingerprint: [UInt8]) {
    self.name = name
    self.fingerprint = fingerprint
  }
}
