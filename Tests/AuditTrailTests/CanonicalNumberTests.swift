import AuditTrail
import Foundation
import Testing

@Suite("Number text of RFC 8785") struct CanonicalNumberTests {
  @Test("numbers are written as ECMAScript writes them") func vectors() throws {
    try Self.check(numberVectors)
  }

  /// A file of the same form, for more numbers than belong into a repository.
  @Test(
    "numbers of a file are written as ECMAScript writes them",
    .enabled(if: ProcessInfo.processInfo.environment["COUNTERSIGN_NUMBER_VECTORS"] != nil))
  func vectorFile() throws {
    let path = ProcessInfo.processInfo.environment["COUNTERSIGN_NUMBER_VECTORS"] ?? ""
    try Self.check(String(contentsOfFile: path, encoding: .utf8))
  }

  @Test("what is written reads back as the same number") func roundTrip() throws {
    let seed = UInt64.random(in: .min ... .max)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<20_000 {
      let value = Double(bitPattern: random.next())
      guard value.isFinite else { continue }
      let json = try JSONValue.number(value).canonicalJSON()
      #expect(try JSONValue(parsing: json) == .number(value), "seed \(seed): \(value)")
    }
  }

  @Test("what is no number is refused", arguments: [Double.nan, .infinity, -.infinity])
  func notFinite(value: Double) {
    #expect(throws: JSONError(.notFinite)) { try JSONValue.array([.number(value)]).canonicalJSON() }
  }

  private static func check(_ lines: String) throws {
    var (wrong, checked) = (0, 0)
    for line in lines.utf8.split(separator: UInt8(ascii: "\n")) {
      let parts = line.split(separator: UInt8(ascii: " "))
      let bits = try #require(UInt64(String(decoding: parts[0], as: UTF8.self), radix: 16))
      let json = try JSONValue.number(Double(bitPattern: bits)).canonicalJSON()
      checked += 1
      if !json.elementsEqual(parts[1]) {
        wrong += 1
        if wrong < 10 {
          Issue.record("\(String(decoding: line, as: UTF8.self)): \(String(decoding: json, as: UTF8.self))")
        }
      }
    }
    #expect(wrong == 0 && checked > 300, "of \(checked)")
  }
}
