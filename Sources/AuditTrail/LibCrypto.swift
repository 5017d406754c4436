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

/// An Ed25519 private key (RFC 8032) in OpenSSL's hands, which wipes it when the last reference goes.
///
/// Immutable once made, so that any thread may sign with it at any time; each signature has a context of its own.
final class Ed25519PrivateKey: @unchecked Sendable {
  static let publicKeyByteCount = 32
  static let signatureByteCount = 64

  private let key: OpaquePointer

  private init(_ key: OpaquePointer) { self.key = key }

  deinit { EVP_PKEY_free(key) }

  /// A new key from the system's random numbers.
  ///
  /// - Returns: nil when there are none.
  static func generate() -> Ed25519PrivateKey? {
    defer { ERR_clear_error() }
    guard let context = EVP_PKEY_CTX_new_id(EVP_PKEY_ED25519, nil) else { return nil }
    defer { EVP_PKEY_CTX_free(context) }
    var key: OpaquePointer?
    guard EVP_PKEY_keygen_init(context) == 1, EVP_PKEY_keygen(context, &key) == 1 else { return nil }
    return key.map(Ed25519PrivateKey.init)
  }

  /// What a PEM text holds.
  enum Reading {
    case key(Ed25519PrivateKey)
    case otherAlgorithm
    case unreadable
  }

  /// Reads the first private key of a PEM text; an encrypted one is unreadable, as nobody is asked for a password.
  static func read(pem: UnsafeRawBufferPointer) -> Reading {
    defer { ERR_clear_error() }
    guard let start = pem.baseAddress, let bio = BIO_new_mem_buf(start, Int32(clamping: pem.count)) else {
      return .unreadable
    }
    defer { BIO_free(bio) }
    guard let key = PEM_read_bio_PrivateKey(bio, nil, { _, _, _, _ in -1 }, nil) else { return .unreadable }
    guard EVP_PKEY_get_id(key) == EVP_PKEY_ED25519 else {
      EVP_PKEY_free(key)
      return .otherAlgorithm
    }
    return .key(Ed25519PrivateKey(key))
  }

  /// PKCS #8 in PEM, unencrypted (RFC 8410 §7): "-----BEGIN PRIVATE KEY-----" and so on.
  var pem: [UInt8] {
    // A memory that OpenSSL wipes when it is freed.
    guard let bio = BIO_new(BIO_s_secmem()) else { preconditionFailure("malloc failed") }
    defer { BIO_free(bio) }
    precondition(PEM_write_bio_PKCS8PrivateKey(bio, key, nil, nil, 0, nil, nil) == 1, "malloc failed")
    var text = [UInt8](repeating: 0, count: Int(BIO_ctrl_pending(bio)))
    let read = BIO_read(bio, &text, Int32(text.count))
    precondition(read == text.count, "our bug: the PEM is shorter than it was")
    return text
  }

  /// The 32 bytes of RFC 8032 §5.1.5.
  var publicKey: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Self.publicKeyByteCount)
    var count = bytes.count
    precondition(
      EVP_PKEY_get_raw_public_key(key, &bytes, &count) == 1 && count == bytes.count, "our bug: no Ed25519 key")
    return bytes
  }

  /// The 64 bytes of RFC 8032 §5.1.6; the same message always gives the same ones.
  func signature(of message: [UInt8]) -> [UInt8] {
    guard let context = EVP_MD_CTX_new() else { preconditionFailure("malloc failed") }
    defer { EVP_MD_CTX_free(context) }
    var signature = [UInt8](repeating: 0, count: Self.signatureByteCount)
    var count = signature.count
    precondition(
      EVP_DigestSignInit(context, nil, nil, nil, key) == 1
        && EVP_DigestSign(context, &signature, &count, message, message.count) == 1 && count == signature.count,
      "our bug: no Ed25519 key")
    return signature
  }
}

/// Checks signatures of Ed25519 (RFC 8032 §5.1.7).
enum Ed25519PublicKey {
  /// - Returns: false also for a key or a signature of another length.
  static func isValid(_ signature: [UInt8], of message: [UInt8], publicKey: [UInt8]) -> Bool {
    defer { ERR_clear_error() }
    guard publicKey.count == Ed25519PrivateKey.publicKeyByteCount,
      signature.count == Ed25519PrivateKey.signatureByteCount,
      let key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, publicKey, publicKey.count)
    else { return false }
    defer { EVP_PKEY_free(key) }
    guard let context = EVP_MD_CTX_new() else { return false }
    defer { EVP_MD_CTX_free(context) }
    return EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1
      && EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
  }
}
