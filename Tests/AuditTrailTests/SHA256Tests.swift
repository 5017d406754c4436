import AuditTrail
import Testing

@Suite("SHA-256") struct SHA256Tests {
  @Test(
    "the vectors of FIPS 180-4 hold",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
    ])
  func vectors(text: String, hexadecimal: String) {
    #expect(SHA256.hash(Array(text.utf8)).hexadecimal == hexadecimal)
    #expect(SHA256Digest(hexadecimal: hexadecimal) == SHA256.hash(Array(text.utf8)))
  }

  @Test("pieces give the hash of the whole, and a digest may be taken on the way") func pieces() {
    let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    var hash = SHA256()
    var start = 0
    for size in [0, 1, 63, 64, 65, 1000, 40_000, 58_807] {
      hash.update(Array(bytes[start..<start + size]))
      start += size
      #expect(hash.digest() == SHA256.hash(Array(bytes[..<start])))
    }
    #expect(start == bytes.count)
  }

  @Test(
    "only 64 lower-case digits are a digest",
    arguments: [
      "", "00", String(repeating: "A", count: 64), String(repeating: "0", count: 63), String(repeating: "g", count: 64),
      String(repeating: "0", count: 66),
    ])
  func hexadecimal(text: String) { #expect(SHA256Digest(hexadecimal: text) == nil) }

  @Test("an action's digest is the one that is published") func actionDigest() {
    let digest = ActionBinding.digest(ofActionJSON: Array(#"{"query_text":"x","user_id":"u"}"#.utf8))
    #expect(digest.hexadecimal == "d6ac160db34358d7da2fc329f0c65a8002834008e91b672d5a22947882b6a057")
  }
}
