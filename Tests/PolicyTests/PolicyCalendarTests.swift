import Testing

@testable import Policy
@testable import ReviewCore

/// The built-in policy with calendars, beginning at line `calendarLine`.
let policyWithCalendars =
  defaultPolicyYAML + """

    calendars:
      frankfurt:
        time_zone: Europe/Berlin
        hours:
          monday: [09:00-12:30, 13:30-18:00]
          tuesday: [09:00-12:30, 13:30-18:00]
          friday: [09:00-16:00]
        holidays: [2026-12-25, 2027-01-01]
        shortened_days: { 2026-12-24: [09:00-12:00] }
      night:
        time_zone: Asia/Kolkata
        hours: { saturday: [22:00-06:00] }
    working_time:
      levels: { LOW: frankfurt, MEDIUM: frankfurt }
      roles: { Analyst: [night, frankfurt] }
    """

@Suite("Calendars in a policy") struct PolicyCalendarTests {
  @Test("they are read, and what is recorded of them reads back without a time zone database")
  func roundTrip() throws {
    let result = PolicyDocument.parse(policyWithCalendars)
    #expect(result.problems.isEmpty, "\(result.problems)")
    let rules = try #require(result.policy).rules
    let time = rules.workingTime
    #expect(time.calendars.map(\.name) == ["frankfurt", "night"])
    #expect(time.calendars[0].week[0].map(\.text) == ["09:00-12:30", "13:30-18:00"])
    #expect(time.calendars[0].dates.map(\.date.text) == ["2026-12-24", "2026-12-25", "2027-01-01"])
    #expect(time.timeZones.map(\.rule) == ["IST-5:30", "CET-1CEST,M3.5.0,M10.5.0/3"])
    #expect(time.roles == [PolicyRules.RoleCalendars(role: "Analyst", calendars: ["frankfurt", "night"])])
    let tree = PolicyDocument.canonicalTree(rules)
    let again = PolicyDocument.read(tree, version: "ab")
    #expect(again.problems.isEmpty, "\(again.problems)")
    #expect(again.policy?.rules == rules)
  }

  @Test("a recorded policy without the zones of its calendars is refused: no database is asked")
  func zonesAreRecorded() throws {
    let rules = try #require(PolicyDocument.parse(policyWithCalendars).policy).rules
    guard case .object(let members) = PolicyDocument.canonicalTree(rules) else { return }
    let result = PolicyDocument.read(.object(members.filter { $0.key != "time_zones" }), version: "")
    #expect(result.policy == nil)
    #expect(result.problems.map(\.message).contains("\"Europe/Berlin\" is not among time_zones"))
  }

  @Test("a policy without calendars has no such section in its record")
  func absent() {
    guard case .object(let members) = PolicyDocument.canonicalTree(PolicyDocument.builtIn().rules) else { return }
    #expect(members.allSatisfy { !PolicyReader.optionalSections.contains($0.key) })
  }

  @Test("zones that the document brings are taken instead of the database's")
  func pinned() throws {
    let pinned = policyWithCalendars + "\ntime_zones:\n  Asia/Kolkata: { rule: IST-6 }"
    let zones = try #require(PolicyDocument.parse(pinned).policy).rules.workingTime.timeZones
    #expect(zones.first { $0.name == "Asia/Kolkata" }?.offsets.transitions.map(\.offsetSeconds) == [21_600])
  }

  static let mistakeTable: [(String, String, String, String)] = [
    (
      "levels: { LOW: frankfurt,", "levels: { CRITICAL: frankfurt,", "working_time.levels.CRITICAL",
      "CRITICAL is always on wall-clock time"
    ),
    ("MEDIUM: frankfurt }", "MEDIUM: paris }", "working_time.levels.MEDIUM", "\"paris\" is not a calendar"),
    ("{ Analyst: [", "{ Clerk: [", "working_time.roles.Clerk", "\"Clerk\" is not a role"),
    ("[night, frankfurt]", "[night, night]", "working_time.roles.Analyst", "must name calendars, each once"),
    (
      "Europe/Berlin", "Europe/Bonn", "calendars.frankfurt.time_zone",
      "\"Europe/Bonn\" is not in /usr/share/zoneinfo: a wrong name, or the package tzdata is missing"
    ),
    (
      "Europe/Berlin", "../passwd", "calendars.frankfurt.time_zone",
      "must be the IANA name of a time zone, for example Europe/Berlin"
    ),
    (
      "friday: [09:00-16:00]", "friday: [9-16]", "calendars.frankfurt.hours.friday[0]",
      "must be hours like 09:00-17:30"
    ),
    ("friday: [09:00-16:00]", "freitag: []", "calendars.frankfurt.hours.freitag", "unknown key"),
    ("{ saturday: [22:00-06:00] }", "{ saturday: [] }", "calendars.night.hours", "must have working time"),
    (
      "{ saturday: [22:00-06:00] }", "{ saturday: [22:00-06:00], sunday: [05:00-07:00] }", "calendars.night.hours",
      "hours must not overlap"
    ),
    (
      "{ saturday: [22:00-06:00] }", "{ sunday: [22:00-06:00], monday: [05:00-07:00] }", "calendars.night.hours",
      "hours must not overlap"
    ),
    (
      "{ saturday: [22:00-06:00] }", "{ saturday: [22:00-22:30] }", "calendars",
      "\"night\" has so few hours that a clock would need over 26 weeks"
    ),
    ("2027-01-01]", "2027-02-29]", "calendars.frankfurt.holidays[1]", "must be a date like 2026-12-25"),
    ("2027-01-01]", "2026-12-24]", "calendars.frankfurt.shortened_days.2026-12-24", "the same date twice"),
    (
      "{ 2026-12-24: [09:00-12:00] }", "{ 2026-12-24: [22:00-06:00] }",
      "calendars.frankfurt.shortened_days.2026-12-24[0]", "must be hours like 09:00-17:30, not over midnight"
    ),
    ("working_time:\n  levels", "works:\n  levels", "working_time", "is missing"),
  ]

  @Test(
    "each mistake is named with its line and path",
    arguments: mistakeTable)
  func mistake(find: String, replace: String, path: String, message: String) throws {
    let range = try #require(policyWithCalendars.firstRange(of: find))
    let result = PolicyDocument.parse(policyWithCalendars.replacing(find, with: replace, maxReplacements: 1))
    #expect(result.policy == nil)
    let problem = try #require(result.problems.first { $0.path == path && $0.message == message }, "\(result.problems)")
    let line = policyWithCalendars[..<range.lowerBound].count { $0 == "\n" } + 1
    #expect(problem.severity == .error)
    if path.contains(".") && message != "hours must not overlap" { #expect(abs(problem.line - line) <= 1) }
  }

  @Test("calendars without a section that uses them, and the reverse, are refused")
  func alone() {
    let calendars = "\ncalendars:\n  x: { time_zone: UTC, hours: { monday: [09:00-17:00] } }"
    #expect(PolicyDocument.parse(defaultPolicyYAML + calendars).problems.map(\.path) == ["working_time"])
    let use = "\nworking_time: { levels: { LOW: x } }"
    #expect(PolicyDocument.parse(defaultPolicyYAML + use).problems.map(\.message) == ["needs calendars"])
  }
}
