import Testing

@testable import AuditTrail

@Suite("Canonical JSON") struct CanonicalJSONTests {
  @Test(
    "the samples of RFC 8785 come out byte by byte",
    arguments: [
      (
        #"{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}"#,
        #"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}"#
      ),
      (
        #"{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}"#,
        "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\u{FB33}\":\"Hebrew Letter Dalet With Dagesh\"}"
      ),
      (#" [ 56 , { "d" : true , "10" : null , "1" : [ ] } ] "#, #"[56,{"1":[],"10":null,"d":true}]"#),
      (#"{"e\u0301":1,"\u00e9":2}"#, "{\"e\u{301}\":1,\"\u{e9}\":2}"),
      ("-0", "0"), ("\"\"", "\"\""), ("{}", "{}"), ("\"\\u007f\\/\"", "\"\u{7f}/\""),
    ])
  func samples(text: String, canonical: String) throws {
    let json = try JSONValue(parsing: Array(text.utf8)).canonicalJSON()
    #expect(json == Array(canonical.utf8), "\(String(decoding: json, as: UTF8.self))")
    #expect(CanonicalScanner.isCanonical(json))
    #expect(CanonicalScanner.isCanonical(Array(text.utf8)) == (json == Array(text.utf8)))
  }

  @Test(
    "what is not strict JSON is refused",
    arguments: [
      ("", JSONError.Code.malformed), ("{", .malformed), ("[1,]", .malformed), ("{\"a\":1,}", .malformed),
      ("01", .malformed),
      ("+1", .malformed), (".5", .malformed), ("1.", .malformed), ("1e", .malformed), ("-", .malformed),
      ("nul", .malformed),
      ("NaN", .malformed), ("'a'", .malformed), ("\"a", .malformed), ("\"\u{1}\"", .malformed), ("\"\\x\"", .malformed),
      ("\"\\u12\"", .malformed), ("\"\\u12G4\"", .malformed), ("1 2", .malformed), ("{\"a\" 1}", .malformed),
      ("{a:1}", .malformed), ("\u{FEFF}1", .malformed), ("[1 2]", .malformed), ("1e400", .notFinite),
      ("-1e400", .notFinite),
      ("\"\\ud800\"", .loneSurrogate), ("\"\\udc00\"", .loneSurrogate), ("\"\\ud800\\ud800\"", .loneSurrogate),
      ("\"\\ud800x\"", .loneSurrogate), ("{\"a\":1,\"b\":2,\"a\":3}", .duplicateKey),
      ("{\"a\":1,\"\\u0061\":2}", .duplicateKey),
    ])
  func refused(text: String, code: JSONError.Code) {
    #expect(Self.refusal(of: Array(text.utf8)) == code)
    #expect(!CanonicalScanner.isCanonical(Array(text.utf8)))
  }

  @Test(
    "bytes that are not UTF-8 are refused",
    arguments: [
      [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF], [0xE2, 0x82], [0x80], [0xC3, 0x28],
      [0xF0, 0x80, 0x80, 0x80],
    ] as [[UInt8]])
  func notUTF8(bytes: [UInt8]) {
    let json = [UInt8(ascii: "\"")] + bytes + [UInt8(ascii: "\"")]
    #expect(Self.refusal(of: json) == .malformed)
    #expect(!CanonicalScanner.isCanonical(json))
  }

  @Test("depth and size have limits") func limits() throws {
    let deep = { (count: Int) in
      [UInt8](repeating: UInt8(ascii: "["), count: count) + Array(repeating: UInt8(ascii: "]"), count: count)
    }
    let deepest = try JSONValue(parsing: deep(JSONValue.depthMax + 1))
    #expect(try deepest.canonicalJSON().count == 2 * JSONValue.depthMax + 2)
    #expect(Self.refusal(of: deep(JSONValue.depthMax + 2)) == .tooDeep)
    #expect(Self.refusal(of: Array(repeating: UInt8(ascii: "["), count: 1_000_000)) == .tooDeep)
    #expect(throws: JSONError(.tooDeep)) { try JSONValue.array([deepest]).canonicalJSON() }
    #expect(throws: JSONError(.tooLarge, at: 3)) { try JSONValue(parsing: Array("1234".utf8), bytesMax: 3) }
  }

  @Test("a key that is there twice has no canonical form, but both normal forms of é have") func duplicates() throws {
    #expect(throws: JSONError(.duplicateKey)) {
      try JSONValue.object([.init("a", .null), .init("a", .null)]).canonicalJSON()
    }
    let both = JSONValue.object([.init("\u{E9}", .number(1)), .init("e\u{301}", .number(2))])
    #expect(try both.canonicalJSON() == Array("{\"e\u{301}\":2,\"\u{E9}\":1}".utf8))
    #expect(both["\u{E9}"] == .number(1) && both["e\u{301}"] == .number(2) && both["x"] == nil)
    #expect(JSONValue.string("\u{E9}") != .string("e\u{301}"))
  }

  @Test("keys come in the order of their UTF-16 code units") func keyOrder() {
    var random = SeededGenerator(seed: 0xC0DE)
    for _ in 0..<20_000 {
      let (left, right) = (random.hostileText(), random.hostileText())
      #expect(KeyOrder.precedes(left, right) == left.utf16.lexicographicallyPrecedes(right.utf16), "\(left) \(right)")
    }
  }

  @Test("writing, reading and scanning agree on hostile values") func properties() throws {
    let seed = UInt64.random(in: .min ... .max)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<3_000 {
      let json = try random.hostileValue().canonicalJSON()
      #expect(try JSONValue(parsing: json).canonicalJSON() == json, "seed \(seed)")
      #expect(CanonicalScanner.isCanonical(json), "seed \(seed): \(String(decoding: json, as: UTF8.self))")
    }
  }

  @Test("the scanner says canonical exactly where parsing and writing changes nothing") func scannerAgrees() throws {
    let seed = UInt64.random(in: .min ... .max)
    var random = SeededGenerator(seed: seed)
    var canonical = 0
    for _ in 0..<20_000 {
      var json = try random.hostileValue().canonicalJSON()
      let index = Int.random(in: 0..<json.count, using: &random)
      switch Int.random(in: 0...3, using: &random) {
      case 0: json[index] = UInt8.random(in: .min ... .max, using: &random)
      case 1: json.insert(Array(" 0\"\\,{}[]:eu1.-+".utf8).randomElement(using: &random)!, at: index)
      case 2: json.remove(at: index)
      default: json.swapAt(index, Int.random(in: 0..<json.count, using: &random))
      }
      let rewritten = try? JSONValue(parsing: json).canonicalJSON()
      canonical += rewritten == json ? 1 : 0
      #expect(
        CanonicalScanner.isCanonical(json) == (rewritten == json),
        "seed \(seed): \(String(decoding: json, as: UTF8.self))")
    }
    #expect(canonical > 1000)
  }

  private static func refusal(of json: [UInt8]) -> JSONError.Code? {
    do throws(JSONError) {
      _ = try JSONValue(parsing: json)
      return nil
    } catch { return error.code }
  }
}
