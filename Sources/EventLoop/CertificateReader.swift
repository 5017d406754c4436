private import COpenSSL
import Glibc

/// Whom a verified certificate names.
public struct TLSPeerCertificate: Sendable, Equatable {
  /// The subject.
  public enum Name: Sendable, Equatable, CustomStringConvertible {
    /// The whole of its one URI among the alternative names, for example a SPIFFE ID.
    case uri(String)
    /// Its one common name; only of a certificate without any URI.
    case commonName(String)

    public var description: String {
      switch self {
      case .uri(let text), .commonName(let text): text
      }
    }
  }

  /// Nil for a server's certificate, which is verified by its DNS names and addresses, when it has neither.
  public var name: Name?
  /// SHA-256 over its DER, 32 bytes.
  public var fingerprint: [UInt8]

  public init(name: Name?, fingerprint: [UInt8]) {
    self.name = name
    self.fingerprint = fingerprint
  }
}

/// Reads what we need of an X509.
enum CertificateReader {
  /// A longer name identifies nobody, in bytes.
  static let nameBytesMax = 512

  static func read(_ certificate: OpaquePointer) -> TLSPeerCertificate {
    TLSPeerCertificate(name: name(certificate), fingerprint: fingerprint(certificate))
  }

  /// Exactly one URI (X.509-SVID §2), or without any URI exactly one common name; nil for all else.
  static func name(_ certificate: OpaquePointer) -> TLSPeerCertificate.Name? {
    switch uris(certificate) {
    case .none: commonName(certificate).map { .commonName($0) }
    case .one(let text): .uri(text)
    case .unusable: nil
    }
  }

  private enum Found {
    case none
    case one(String)
    /// Several, or one that is no text.
    case unusable
  }

  private static func uris(_ certificate: OpaquePointer) -> Found {
    var critical: Int32 = 0
    guard let names = X509_get_ext_d2i(certificate, NID_subject_alt_name, &critical, nil) else {
      // -1: it has none. Anything else is broken, or there are several.
      return critical == -1 ? .none : .unusable
    }
    let list = OpaquePointer(names)
    defer { GENERAL_NAMES_free(list) }
    var found = Found.none
    for index in 0..<OPENSSL_sk_num(list) {
      guard let name = OPENSSL_sk_value(list, index)?.assumingMemoryBound(to: GENERAL_NAME.self),
        name.pointee.type == GEN_URI
      else { continue }
      guard case .none = found, let text = text(name.pointee.d.uniformResourceIdentifier) else { return .unusable }
      found = .one(text)
    }
    return found
  }

  private static func commonName(_ certificate: OpaquePointer) -> String? {
    let subject = X509_get_subject_name(certificate)
    let index = X509_NAME_get_index_by_NID(subject, NID_commonName, -1)
    guard index >= 0, X509_NAME_get_index_by_NID(subject, NID_commonName, index) < 0 else { return nil }
    let value = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, index))
    var bytes: UnsafeMutablePointer<UInt8>?
    let count = ASN1_STRING_to_UTF8(&bytes, value)
    guard count >= 0, let bytes else { return nil }
    defer { CRYPTO_free(bytes, nil, 0) }
    return text(UnsafeBufferPointer(start: bytes, count: Int(count)))
  }

  private static func text(_ string: UnsafePointer<ASN1_IA5STRING>?) -> String? {
    guard let string, let bytes = ASN1_STRING_get0_data(string) else { return nil }
    return text(UnsafeBufferPointer(start: bytes, count: Int(ASN1_STRING_length(string))))
  }

  /// Not empty, not too long, well-formed, and without control characters: a zero byte would show another name to whoever stops there.
  private static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    guard !bytes.isEmpty, bytes.count <= nameBytesMax, !bytes.contains(where: { $0 < 0x20 || $0 == 0x7f }) else {
      return nil
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func fingerprint(_ certificate: OpaquePointer) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    var count: UInt32 = 0
    X509_digest(certificate, EVP_sha256(), &digest, &count)
    return digest
  }

  static func endUnixSeconds(_ certificate: OpaquePointer) -> Int64? {
    var time = tm()
    guard ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &time) == 1 else { return nil }
    return Int64(timegm(&time))
  }
}
