import AuditTrail
import Foundation
import Testing

@Suite("The writer without a tree") struct CanonicalJSONWriterTests {
  @Test("every form of value comes out as documented") func forms() {
    var writer = CanonicalJSONWriter()
    writer.object { object in
      object.key("a")
      object.array { array in
        array.null()
        array.bool(true)
        array.integerString(.min)
        array.integerString(0)
        array.integerString(.max)
        array.array([])
        array.object { _ in }
      }
      object.key("b")
      object.hexadecimal([0x00, 0xAB, 0xFF])
      object.key("c" as String)
      object.canonical(Array(#"{"x":1}"#.utf8))
      object.key("d")
      object.duration(seconds: 14_400)
      object.key("e")
      object.array(["[", "{", ":", ""])
      object.key("f")
      object.string(nil as String?)
      object.key("g")
      object.timestamp(unixMicroseconds: nil as Int64?)
    }
    let expected =
      #"{"a":[null,true,"-9223372036854775808","0","9223372036854775807",[],{}],"b":"00abff","c":{"x":1},"d":"14400s","#
      + #""e":["[","{",":",""],"f":null,"g":null}"#
    #expect(String(decoding: writer.bytes, as: UTF8.self) == expected)
    writer.removeAll()
    writer.bool(false)
    #expect(writer.bytes == Array("false".utf8))
  }

  @Test("escapes stand wherever they fall among words and pieces of a text") func escapes() {
    var random = SeededGenerator(seed: 8_785)
    for round in 0..<400 {
      let count = Int.random(in: 0...(round % 40 == 0 ? 3_000 : 40), using: &random)
      let scalars = (0..<count).map { _ -> Unicode.Scalar in
        switch Int.random(in: 0...5, using: &random) {
        case 0: Unicode.Scalar(UInt8.random(in: 0...0x1F, using: &random))
        case 1: "\""
        case 2: "\\"
        case 3: "\u{E9}"
        default: Unicode.Scalar(UInt8.random(in: 0x20...0x7F, using: &random))
        }
      }
      var text = ""
      text.unicodeScalars.append(contentsOf: scalars)
      var writer = CanonicalJSONWriter()
      writer.string(text)
      let expected = "\"" + scalars.map(Self.escaped).joined() + "\""
      #expect(String(decoding: writer.bytes, as: UTF8.self) == expected, "seed 8785, round \(round)")
    }
  }

  /// RFC 8785 §3.2.2.2, one character at a time.
  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"": #"\""#
    case "\\": #"\\"#
    case "\u{8}": #"\b"#
    case "\t": #"\t"#
    case "\n": #"\n"#
    case "\u{C}": #"\f"#
    case "\r": #"\r"#
    case "\u{0}"..<" ": #"\u00"# + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
    default: String(scalar)
    }
  }

  #if DEBUG
    @Test("a key in the wrong place stops a debug build") func wrongOrder() async {
      await #expect(processExitsWith: .failure) {
        var writer = CanonicalJSONWriter()
        writer.object { object in
          object.key("b")
          object.null()
          object.key("a")
        }
      }
    }
  #endif

  @Test(
    "instants have six digits and Z",
    arguments: [
      (0, "1970-01-01T00:00:00.000000Z"), (-1, "1969-12-31T23:59:59.999999Z"),
      (1_769_903_999_000_001, "2026-01-31T23:59:59.000001Z"), (951_782_400_000_000, "2000-02-29T00:00:00.000000Z"),
      (-62_135_596_800_000_000, "0001-01-01T00:00:00.000000Z"),
      (253_402_300_799_999_999, "9999-12-31T23:59:59.999999Z"),
      (-2_203_891_200_000_000, "1900-03-01T00:00:00.000000Z"),
    ] as [(Int64, String)])
  func timestamps(microseconds: Int64, text: String) {
    #expect(CanonicalTimestamp.text(unixMicroseconds: microseconds) == text)
  }

  @Test("every day of the range is the day that Foundation says") func everyTenthDay() {
    var calendar = Calendar(identifier: .iso8601)
    calendar.timeZone = .gmt
    for day in stride(from: Int64(-140_000), to: 2_932_896, by: 97) {
      let date = calendar.dateComponents(
        [.year, .month, .day], from: Date(timeIntervalSince1970: Double(day) * 86_400))
      let expected = String(format: "%04d-%02d-%02dT00:00:00.000000Z", date.year!, date.month!, date.day!)
      #expect(CanonicalTimestamp.text(unixMicroseconds: day * 86_400_000_000) == expected)
    }
  }

  @Test("what RFC 3339 cannot say has no text") func outOfRange() {
    #expect(CanonicalTimestamp.text(unixMicroseconds: CanonicalTimestamp.range.upperBound + 1) == nil)
    #expect(CanonicalTimestamp.text(unixMicroseconds: CanonicalTimestamp.range.lowerBound - 1) == nil)
    #expect(CanonicalTimestamp.text(unixMicroseconds: .min) == nil)
  }
}
