/// What a signature is for. One for another use never verifies, whatever was signed.
public enum SigningUse: String, Sendable, Hashable, CaseIterable {
  case receipt
  case permit
  /// A checkpoint is a C2SP signed note, whose signature covers the note's text as it stands. It cannot pass for a receipt or a
  /// permit: those go on with a JSON object after their first line, and a note's second line is a decimal number.
  case checkpoint

  /// What is signed before the statement (domain.md §4, Execution).
  public var prefix: String {
    switch self {
    case .receipt: "countersign-receipt/v1\n"
    case .permit: "countersign-permit/v1\n"
    case .checkpoint: ""
    }
  }

  /// The bytes that are signed.
  func message(_ statement: [UInt8]) -> [UInt8] { Array(prefix.utf8) + statement }
}

/// An Ed25519 key (RFC 8032) that signs. It does not print: a description shows its id alone.
public struct SigningKey: Sendable, CustomStringConvertible, CustomReflectable {
  /// The first 16 lower-case hexadecimal digits of SHA-256(`publicKey`); see `id(ofPublicKey:)`.
  public let keyID: String
  /// 32 bytes.
  public let publicKey: [UInt8]
  private let privateKey: Ed25519PrivateKey

  private init(_ privateKey: Ed25519PrivateKey) {
    self.privateKey = privateKey
    publicKey = privateKey.publicKey
    keyID = Self.id(ofPublicKey: publicKey)
  }

  /// A new key from the system's random numbers.
  ///
  /// - Throws: `.noRandomness`.
  public static func generate() throws(SigningKeyError) -> SigningKey {
    guard let key = Ed25519PrivateKey.generate() else { throw .noRandomness }
    return SigningKey(key)
  }

  /// Reads the first private key of a PEM text, PKCS #8 as `pem` and `openssl genpkey -algorithm ed25519` write it.
  ///
  /// - Throws: `.unreadable` (also for an encrypted one), `.notEd25519`.
  public init(pem: [UInt8]) throws(SigningKeyError) {
    switch pem.withUnsafeBytes(Ed25519PrivateKey.read) {
    case .key(let key): self.init(key)
    case .otherAlgorithm: throw .notEd25519
    case .unreadable: throw .unreadable
    }
  }

  /// PKCS #8 in PEM, unencrypted (RFC 8410 §7): a secret.
  public var pem: [UInt8] { privateKey.pem }

  /// The 64 bytes of a signature over the use's prefix and the statement: the same for the same, whenever it is made.
  public func sign(_ statement: [UInt8], for use: SigningUse) -> [UInt8] {
    privateKey.signature(of: use.message(statement))
  }

  /// Names a public key: the first 16 lower-case hexadecimal digits of its SHA-256. An id tells keys apart, no more: what a key may
  /// sign for is decided by who trusts it.
  public static func id(ofPublicKey publicKey: [UInt8]) -> String {
    String(SHA256.hash(publicKey).hexadecimal.prefix(16))
  }

  public var description: String { "SigningKey(\(keyID))" }
  public var customMirror: Mirror { Mirror(self, children: ["keyID": keyID]) }
}

/// Why there is no key.
public enum SigningKeyError: Error, Sendable, Equatable {
  /// No private key in PEM that OpenSSL reads without a password.
  case unreadable
  /// A private key of another algorithm.
  case notEd25519
  /// The system gave no random numbers.
  case noRandomness
}

/// A public key and what it may sign, as ListSigningKeys gives it.
public struct VerificationKey: Sendable, Equatable {
  /// As in receipts and permits.
  public var keyID: String
  /// 32 bytes.
  public var publicKey: [UInt8]
  /// A signature for another use is invalid.
  public var uses: Set<SigningUse>
  /// A signature dated before is invalid. Microseconds since 1970-01-01 UTC, as all here.
  public var notBeforeMicroseconds: Int64
  /// A signature dated from here on is invalid; nil while the key is in use.
  public var retiredAtMicroseconds: Int64?
  /// Nothing that this key signed is believed by its date alone; nil unless it is compromised.
  public var revokedAtMicroseconds: Int64?

  public init(
    keyID: String, publicKey: [UInt8], uses: Set<SigningUse>, notBeforeMicroseconds: Int64,
    retiredAtMicroseconds: Int64? = nil, revokedAtMicroseconds: Int64? = nil
  ) {
    self.keyID = keyID
    self.publicKey = publicKey
    self.uses = uses
    self.notBeforeMicroseconds = notBeforeMicroseconds
    self.retiredAtMicroseconds = retiredAtMicroseconds
    self.revokedAtMicroseconds = revokedAtMicroseconds
  }

  /// Whether this key may sign for this use and did sign exactly this. Dates are `isInForce(atMicroseconds:)`'s.
  public func isValid(_ signature: [UInt8], of statement: [UInt8], for use: SigningUse) -> Bool {
    uses.contains(use)
      && Ed25519PublicKey.isValid(signature, of: use.message(statement), publicKey: publicKey)
  }

  /// Whether what is dated so may be this key's.
  ///
  /// A revoked key's dates say nothing, as whoever has the private key writes any date: nothing of it is in force. What the log
  /// proves to be older than the revocation is for the reader of such a proof to accept.
  public func isInForce(atMicroseconds instant: Int64) -> Bool {
    guard revokedAtMicroseconds == nil, instant >= notBeforeMicroseconds else { return false }
    return retiredAtMicroseconds.map { instant < $0 } ?? true
  }
}
