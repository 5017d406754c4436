import Foundation
import Testing

@testable import Policy
@testable import ReviewCore

@Suite("Time zones as values") struct TimeZoneTests {
  @Test("every zone shows what Foundation shows, from 2020 to 2037, and its rule goes on")
  func everyZone() throws {
    var checked = 0
    for name in TimeZone.knownTimeZoneIdentifiers {
      guard let zone = try? TimeZoneDatabase.system.timeZone(name), let theirs = TimeZone(identifier: name) else {
        continue
      }
      checked += 1
      for moment in stride(from: TimeZoneTable.startUnixSeconds, to: 2_145_916_800, by: 86_400 * 11 + 3_607) {
        let ours = zone.offsets.offset(atUnixSeconds: moment).offsetSeconds
        let expected = theirs.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment)))
        #expect(ours == expected, "\(name) at \(moment)")
        if ours != expected { break }
      }
      // What is recorded gives the same offsets back.
      let again = TimeZoneTable.timeZone(name: name, exceptions: zone.exceptions, rule: zone.rule)
      #expect(again == zone, "\(name)")
    }
    #expect(checked > 300)
  }

  @Test(
    "the rules of zones whose clocks change regularly are recorded without any exception",
    arguments: [
      ("Europe/Berlin", "CET-1CEST,M3.5.0,M10.5.0/3"), ("America/New_York", "EST5EDT,M3.2.0,M11.1.0"),
      ("Australia/Lord_Howe", "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0"), ("Asia/Kolkata", "IST-5:30"),
      ("Europe/Dublin", "IST-1GMT0,M10.5.0,M3.5.0/1"),
    ])
  func regular(name: String, rule: String) throws {
    let zone = try TimeZoneDatabase.system.timeZone(name)
    #expect(zone.rule == rule)
    #expect(zone.exceptions.isEmpty)
  }

  @Test("the clocks of Europe change at 01:00 UTC on the last Sundays, also when the file's table is over")
  func berlin() throws {
    let zone = try TimeZoneDatabase.system.timeZone("Europe/Berlin")
    let transitions = zone.offsets.transitions.filter { $0.unixSeconds >= 2_776_982_400 }.prefix(2)
    #expect(
      transitions.map { Instant(unixMicroseconds: $0.unixSeconds * 1_000_000).text.prefix(16) } == [
        "2058-03-31T01:00", "2058-10-27T01:00",
      ])
    #expect(transitions.map(\.offsetSeconds) == [7_200, 3_600])
  }

  @Test("a file with a longer table and the same meaning gives the same record")
  func longerTable() throws {
    let rule = "CET-1CEST,M3.5.0,M10.5.0/3"
    let parsed = try #require(PosixTimeZoneRule(rule))
    let first = ZoneOffsets.Transition(unixSeconds: .min, offsetSeconds: 3_600)
    let slim = TimeZoneTable.timeZone(name: "x", transitions: [first], rule: rule)
    for year in [Int64(2021), 2037, 2060] {
      let fat = [first] + parsed.transitions(years: 2010...year)
      #expect(TimeZoneTable.timeZone(name: "x", transitions: fat, rule: rule) == slim)
    }
  }

  @Test("offsets that no rule gives are recorded up to where the rule holds, whether the file changes there or not")
  func exceptions() throws {
    let rule = "CET-1CEST,M3.5.0,M10.5.0/3"
    // Summer time all through the winter of 2026: the spring of 2027 changes nothing, and the rule holds from then on.
    let file = [
      ZoneOffsets.Transition(unixSeconds: .min, offsetSeconds: 3_600),
      ZoneOffsets.Transition(unixSeconds: 1_774_746_000, offsetSeconds: 7_200),
      ZoneOffsets.Transition(unixSeconds: 1_824_944_400, offsetSeconds: 3_600),
    ]
    let zone = try #require(TimeZoneTable.timeZone(name: "x", transitions: file, rule: rule))
    let at = { (seconds: Int64) in zone.offsets.offset(atUnixSeconds: seconds).offsetSeconds }
    #expect(at(1_800_000_000) == 7_200)
    #expect(at(1_824_944_399) == 7_200)
    #expect(at(1_824_944_400) == 3_600)
    #expect(at(1_840_000_000) == 7_200)
    #expect(TimeZoneTable.timeZone(name: "x", exceptions: zone.exceptions, rule: rule) == zone)
  }

  @Test(
    "rules are read as POSIX and RFC 8536 write them",
    arguments: [
      ("UTC0", 0), ("IST-5:30", 19_800), ("<-0330>3:30", -12_600), ("<+1245>-12:45:30", 45_930),
      ("EST5EDT,J60,300/-1:30", -18_000), ("XXX3EDT4,0/0,J365/23", -10_800),
    ])
  func rules(text: String, offset: Int64) throws {
    #expect(try #require(PosixTimeZoneRule(text)).standardOffsetSeconds == offset)
  }

  @Test(
    "anything else is refused",
    arguments: [
      "", "CET", "C-1", "CET-25", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.6.0,J1",
      "CET-1CEST,M3.5.7,J1", "CET-1CEST,J0,J1", "CET-1CEST,366,J1", "CET-1CEST,M3.5.0/168,J1", "CET-1 ", "<+01-1",
      "CET-1:60", "CET-1CEST,M3.5.0,M10.5.0/3x",
    ])
  func badRules(text: String) { #expect(PosixTimeZoneRule(text) == nil) }

  @Test("damaged files are refused or read, and never crash")
  func damage() throws {
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/Europe/Berlin")))
    #expect(TimeZoneFile(bytes) != nil)
    for count in 0..<bytes.count { #expect(TimeZoneFile(Array(bytes[..<count])) == nil, "\(count) bytes") }
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<2_000 {
      var damaged = bytes
      for _ in 0..<3 { damaged[Int.random(in: 0..<bytes.count, using: &generator)] = .random(in: 0...255) }
      if let file = TimeZoneFile(damaged) {
        _ = TimeZoneTable.timeZone(name: "x", transitions: file.transitions, rule: file.rule)
      }
    }
  }

  @Test(
    "a name never leads out of the directory", arguments: ["", "/etc/passwd", "../x", "a/../b", "a//b", "a b", "a."])
  func names(name: String) { #expect(!TimeZoneDatabase.isName(name)) }
}
