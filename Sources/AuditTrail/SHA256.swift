private import COpenSSL

/// SHA-256 (FIPS 180-4) over bytes that come in pieces.
///
/// The state lies inline: making, copying and finishing one allocates nothing.
public struct SHA256: Sendable {
  private var context = SHA256_CTX()

  public init() { SHA256_Init(&context) }

  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    SHA256_Update(&context, bytes.baseAddress, bytes.count)
  }

  public mutating func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }

  /// The text's UTF-8.
  public mutating func update(_ text: String) {
    var text = text
    text.withUTF8 { update(UnsafeRawBufferPointer($0)) }
  }

  /// The digest's 32 bytes.
  public mutating func update(_ digest: SHA256Digest) { digest.withUnsafeBytes { update($0) } }

  /// The digest of all bytes so far; the hash can go on afterwards.
  public func digest() -> SHA256Digest {
    var copy = context
    return SHA256Digest(filledBy: { SHA256_Final($0, &copy) })
  }

  /// The digest of these bytes.
  public static func hash(_ bytes: [UInt8]) -> SHA256Digest {
    var hash = SHA256()
    hash.update(bytes)
    return hash.digest()
  }

  /// The digest of a text's UTF-8 followed by bytes: the form of every domain-separated hash here.
  public static func hash(_ domain: String, _ bytes: [UInt8]) -> SHA256Digest {
    var hash = SHA256()
    hash.update(domain)
    hash.update(bytes)
    return hash.digest()
  }
}
