/// A certificate with the intermediate ones behind it, and its key.
public struct TLSCredentials: Sendable {
  /// PEM; the own certificate first.
  public var certificateChain: [UInt8]
  /// PEM, not encrypted.
  public var privateKey: [UInt8]

  public init(certificateChain: [UInt8], privateKey: [UInt8]) {
    self.certificateChain = certificateChain
    self.privateKey = privateKey
  }
}

/// What a server does about its callers' certificates. Whoever shows one is verified in every case, and refused when it is wrong.
public enum TLSClientCertificates: Sendable {
  /// None is asked for.
  case none
  /// One is asked for; who has none may go on. PEM of the authorities, at least one.
  case optional(authorities: [UInt8])
  /// Who has none is refused. PEM of the authorities, at least one.
  case required(authorities: [UInt8])

  var authorities: [UInt8]? {
    switch self {
    case .none: nil
    case .optional(let authorities), .required(let authorities): authorities
    }
  }
}

/// Whom a client trusts to name servers.
public enum TLSServerAuthorities: Sendable {
  /// The authorities of the operating system.
  case system
  /// PEM, at least one; nobody else then.
  case pem([UInt8])
}

/// The server that a client wants to reach, as its certificate must name it (RFC 9110 §4.3.4).
public enum TLSServerName: Sendable, Equatable {
  /// A DNS name: sent as SNI, and looked for among the certificate's DNS names. Common names do not count.
  case name(String)
  /// An IPv4 or IPv6 address in digits, without brackets: looked for among the certificate's IP addresses.
  case address(String)
}

/// Why a TLS context cannot be made: which part is wrong, and how.
public struct TLSConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
  public enum Part: String, Sendable {
    case certificate
    case key
    case authorities
    /// OpenSSL itself.
    case library
  }

  public var part: Part
  /// For the operator; holds nothing of a key.
  public var message: String

  public init(_ part: Part, _ message: String) {
    self.part = part
    self.message = message
  }

  public var description: String { "\(part.rawValue): \(message)" }
}
