import AuditTrail
import Testing

/// Bytes of hexadecimal text.
func bytes(_ hexadecimal: String) -> [UInt8] {
  let digits = Array(hexadecimal)
  return stride(from: 0, to: digits.count, by: 2).map { UInt8(String(digits[$0...$0 + 1]), radix: 16)! }
}

/// A PKCS #8 text around base64.
func pem(_ base64: String) -> [UInt8] {
  Array("-----BEGIN PRIVATE KEY-----\n\(base64)\n-----END PRIVATE KEY-----\n".utf8)
}

/// Keys of RFC 8032 §7.1: known to everybody, for tests alone.
enum PublishedKeys {
  static let first = "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g"
  static let second = "MC4CAQAwBQYDK2VwBCIEIEzNCJso/5banbbDRuwRTg9bijGfNaumJNqM9u1PuKb7"
  static let third = "MC4CAQAwBQYDK2VwBCIEIMWqjfQ/n4N77bdELzHct7Fm04U1B28JS4XOOi4LRFj3"

  static func key(_ base64: String = first) -> SigningKey {
    do throws(SigningKeyError) { return try SigningKey(pem: pem(base64)) } catch { preconditionFailure("\(error)") }
  }
}

extension SigningKey {
  /// Its public half, in force since 1970 and for everything.
  func verificationKey(uses: Set<SigningUse> = Set(SigningUse.allCases)) -> VerificationKey {
    VerificationKey(keyID: keyID, publicKey: publicKey, uses: uses, notBeforeMicroseconds: 0)
  }
}

@Suite("Signing keys") struct SigningKeyTests {
  @Test(
    "the vectors of RFC 8032 §7.1 hold",
    arguments: [
      (
        PublishedKeys.first, "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24"
          + "655141438e7a100b"
      ),
      (
        PublishedKeys.second, "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aee"
          + "b00d291612bb0c00"
      ),
      (
        PublishedKeys.third, "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28d"
          + "c027beceea1ec40a"
      ),
    ])
  func vectors(base64: String, publicKey: String, message: String, signature: String) throws {
    let key = try SigningKey(pem: pem(base64))
    #expect(key.publicKey == bytes(publicKey))
    // A checkpoint's text is signed as it stands.
    #expect(key.sign(bytes(message), for: .checkpoint) == bytes(signature))
    #expect(key.verificationKey().isValid(bytes(signature), of: bytes(message), for: .checkpoint))
  }

  @Test("a key's id is the first 16 digits of SHA-256 of its public half") func identifier() {
    let key = PublishedKeys.key()
    #expect(key.keyID == String(SHA256.hash(key.publicKey).hexadecimal.prefix(16)))
    #expect(key.keyID == "21fe31dfa154a261")
  }

  @Test("a key that was written to PEM and read again is the same") func pemRoundTrip() throws {
    let key = try SigningKey.generate()
    let again = try SigningKey(pem: key.pem)
    #expect(again.publicKey == key.publicKey)
    #expect(again.sign([1, 2, 3], for: .permit) == key.sign([1, 2, 3], for: .permit))
    #expect(PublishedKeys.key().pem == pem(PublishedKeys.first))
    #expect(try SigningKey.generate().keyID != key.keyID)
  }

  @Test("a key never prints more than its id") func description() throws {
    let key = try SigningKey.generate()
    var dumped = ""
    dump(key, to: &dumped)
    for text in ["\(key)", String(reflecting: key), dumped] {
      #expect(text.contains(key.keyID))
      #expect(!text.contains("PRIVATE") && !text.contains("rivateKey"))
    }
  }

  static let encrypted = """
    -----BEGIN ENCRYPTED PRIVATE KEY-----
    MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAhqd7dYrMxhOQICCAAw
    -----END ENCRYPTED PRIVATE KEY-----

    """
  static let x25519 = """
    -----BEGIN PRIVATE KEY-----
    MC4CAQAwBQYDK2VuBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
    -----END PRIVATE KEY-----

    """

  @Test(
    "what is no unencrypted Ed25519 key is refused",
    arguments: [
      ("", SigningKeyError.unreadable), ("hello", .unreadable), (encrypted, .unreadable), (x25519, .notEd25519),
      (String(decoding: pem(String(PublishedKeys.first.dropLast(4))), as: UTF8.self), .unreadable),
    ])
  func refused(text: String, error: SigningKeyError) {
    #expect(throws: error) { try SigningKey(pem: Array(text.utf8)) }
  }

  // domain.md §4 Receipts.
  @Test("neither use verifies as another, nor under a key that is not for it (domain.md §4 Execution)") func uses() {
    let key = PublishedKeys.key()
    let statement = Array("{}".utf8)
    for use in SigningUse.allCases {
      let signature = key.sign(statement, for: use)
      #expect(signature.count == 64)
      for other in SigningUse.allCases {
        #expect(key.verificationKey().isValid(signature, of: statement, for: other) == (use == other))
        #expect(!key.verificationKey(uses: [other]).isValid(signature, of: statement, for: use) || use == other)
      }
      #expect(!key.verificationKey(uses: []).isValid(signature, of: statement, for: use))
    }
  }

  @Test("the prefixes are those that are published") func prefixes() {
    let key = PublishedKeys.key()
    let statement = Array("{\"a\":1}".utf8)
    for (use, prefix) in [(SigningUse.receipt, "countersign-receipt/v1\n"), (.permit, "countersign-permit/v1\n")] {
      #expect(key.sign(statement, for: use) == key.sign(Array(prefix.utf8) + statement, for: .checkpoint))
    }
  }

  @Test("a changed bit of the statement, the signature or the key is seen, and other lengths are refused") func bits() {
    let key = PublishedKeys.key()
    let statement = Array("{\"amount\":\"100\"}".utf8)
    let signature = key.sign(statement, for: .permit)
    let verification = key.verificationKey()
    #expect(verification.isValid(signature, of: statement, for: .permit))
    for index in 0..<64 {
      var changed = signature
      changed[index] ^= 1 << UInt8(index % 8)
      #expect(!verification.isValid(changed, of: statement, for: .permit))
    }
    for index in statement.indices {
      var changed = statement
      changed[index] ^= 1
      #expect(!verification.isValid(signature, of: changed, for: .permit))
    }
    var other = verification
    other.publicKey = PublishedKeys.key(PublishedKeys.second).publicKey
    #expect(!other.isValid(signature, of: statement, for: .permit))
    other.publicKey = []
    #expect(!other.isValid(signature, of: statement, for: .permit))
    #expect(!verification.isValid(Array(signature.dropLast()), of: statement, for: .permit))
    #expect(!verification.isValid(signature + [0], of: statement, for: .permit))
    #expect(!verification.isValid([], of: statement, for: .permit))
  }

  @Test(
    "a key is in force from not_before until it is retired, and never once it is revoked",
    arguments: [
      (99, nil, nil, false), (100, nil, nil, true), (199, 200, nil, true), (200, 200, nil, false),
      (201, 200, nil, false), (150, nil, 300, false), (150, 200, 100, false),
    ] as [(Int64, Int64?, Int64?, Bool)])
  func dates(instant: Int64, retired: Int64?, revoked: Int64?, isInForce: Bool) {
    var key = PublishedKeys.key().verificationKey()
    key.notBeforeMicroseconds = 100
    key.retiredAtMicroseconds = retired
    key.revokedAtMicroseconds = revoked
    #expect(key.isInForce(atMicroseconds: instant) == isInForce)
  }
}
