import ReviewCore

// The optional sections `calendars`, `working_time` and `time_zones` (domain.md §5).
extension PolicyReader {
  /// Most calendars of one policy.
  private static let calendarCountMax = 32
  /// Most stretches of hours on one day.
  private static let hoursCountMax = 8
  /// Most single dates of one calendar.
  private static let dateCountMax = 1_000
  /// A clock may need so many weeks of its calendar at most.
  private static let slaWeeksMax: Int64 = 26
  static let weekdays: [String] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

  /// What the three sections say; every clock is a wall clock without them.
  ///
  /// - Parameter database: asked for zones that `time_zones` does not bring; nil for a recorded policy.
  mutating func workingTime(
    _ document: PolicyMembers, roles: [PolicyRules.Role], routes: [PolicyRules.Route], defaultSLA: Int64,
    database: TimeZoneDatabase?
  ) -> PolicyRules.WorkingTime {
    var time = PolicyRules.WorkingTime()
    time.timeZones = document["time_zones"].map { recordedZones($0) } ?? []
    guard let section = document["calendars"] else {
      for key in ["working_time", "time_zones"] {
        if let node = document[key] { report(node, "needs calendars") }
      }
      return time
    }
    let pairs = members(section).pairs
    if pairs.isEmpty || pairs.count > Self.calendarCountMax {
      report(section, "must have 1 to \(Self.calendarCountMax) calendars")
    }
    for (name, node) in pairs {
      time.calendars.append(calendar(node, name: name, zones: &time.timeZones, database: database))
    }
    time.calendars.sort { $0.name < $1.name }
    time.timeZones.sort { $0.name < $1.name }
    if let node = document["time_zones"] {
      for zone in time.timeZones where !time.calendars.contains(where: { $0.timeZone == zone.name }) {
        report(node, "\"\(zone.name)\" is no calendar's time zone")
      }
    }
    if let node = required(document, "working_time") { use(node, roles: roles, time: &time) }
    checkLengths(section, time, routes: routes, defaultSLA: defaultSLA)
    return time
  }

  // MARK: Calendars

  private mutating func calendar(
    _ node: PolicyNode, name: String, zones: inout [PolicyRules.TimeZone], database: TimeZoneDatabase?
  ) -> PolicyRules.Calendar {
    let members = members(node, allowed: ["time_zone", "hours", "holidays", "shortened_days"])
    let zoneNode = required(members, "time_zone")
    let zone = text(zoneNode)
    if let zoneNode, !zone.isEmpty, !zones.contains(where: { $0.name == zone }) {
      if let database {
        do throws(TimeZoneDatabase.Failure) { zones.append(try database.timeZone(zone)) } catch {
          report(zoneNode, error.message)
        }
      } else {
        report(zoneNode, "\"\(zone)\" is not among time_zones")
      }
    }
    var week: [[PolicyRules.Hours]] = Array(repeating: [], count: 7)
    if let hoursNode = required(members, "hours") {
      let days = self.members(hoursNode, allowed: Self.weekdays)
      for (index, weekday) in Self.weekdays.enumerated() {
        week[index] = days[weekday].map { hours($0, overMidnight: true) } ?? []
      }
      if days.isUsable { checkWeek(week, hoursNode) }
    }
    return PolicyRules.Calendar(name: name, timeZone: zone, week: week, dates: dates(members))
  }

  /// No two stretches of a week may meet, those over midnight on the next day included.
  private mutating func checkWeek(_ week: [[PolicyRules.Hours]], _ node: PolicyNode) {
    let minutes: Int64 = 1_440
    let stretches = week.enumerated().flatMap { day, hours in
      hours.map { hour in
        let start = Int64(day) * minutes + hour.startMinute
        return start..<Int64(day) * minutes + hour.endMinute + (hour.isOverMidnight ? minutes : 0)
      }
    }.sorted { $0.lowerBound < $1.lowerBound }
    guard let first = stretches.first, let last = stretches.last else {
      report(node, "must have working time")
      return
    }
    let isOverlapping = zip(stretches, stretches.dropFirst()).contains { $0.upperBound > $1.lowerBound }
    if isOverlapping || last.upperBound - 7 * minutes > first.lowerBound { report(node, "hours must not overlap") }
  }

  /// A list of stretches like "09:00-12:30".
  private mutating func hours(_ node: PolicyNode, overMidnight: Bool) -> [PolicyRules.Hours] {
    let items = items(node)
    if items.count > Self.hoursCountMax { report(node, "must have at most \(Self.hoursCountMax) stretches") }
    return items.compactMap { item in
      guard let hours = PolicyRules.Hours(text: text(item)), overMidnight || !hours.isOverMidnight else {
        let midnight = overMidnight ? "" : ", not over midnight"
        report(item, "must be hours like 09:00-17:30\(midnight)")
        return nil
      }
      return hours
    }.sorted { $0.startMinute < $1.startMinute }
  }

  /// Hours of single dates; none on a holiday.
  private mutating func dates(_ calendar: PolicyMembers) -> [PolicyRules.DateHours] {
    var dates: [PolicyRules.DateHours] = []
    for item in items(calendar["holidays"]) { add(text(item), [], item, to: &dates) }
    if let section = calendar["shortened_days"] {
      for (key, value) in members(section).pairs {
        let hours = hours(value, overMidnight: false)
        if hours.isEmpty { report(value, "must have hours: a day without any is one of holidays") }
        if zip(hours, hours.dropFirst()).contains(where: { $0.endMinute > $1.startMinute }) {
          report(value, "hours must not overlap")
        }
        add(key, hours, value, to: &dates)
      }
    }
    if dates.count > Self.dateCountMax { report(calendar.node, "must have at most \(Self.dateCountMax) dates") }
    return dates.sorted { $0.date < $1.date }
  }

  private mutating func add(
    _ text: String, _ hours: [PolicyRules.Hours], _ node: PolicyNode, to dates: inout [PolicyRules.DateHours]
  ) {
    guard let date = CalendarDate(text: text) else { return report(node, "must be a date like 2026-12-25") }
    if dates.contains(where: { $0.date == date }) { report(node, "the same date twice") }
    dates.append(PolicyRules.DateHours(date: date, hours: hours))
  }

  // MARK: Who uses them

  private mutating func use(
    _ node: PolicyNode, roles: [PolicyRules.Role], time: inout PolicyRules.WorkingTime
  ) {
    let members = members(node, allowed: ["levels", "roles"])
    let names = time.calendars.map(\.name)
    if let levels = members["levels"] {
      let critical = RiskLevel.critical.policyName
      if let node = self.members(levels)[critical] { report(node, "CRITICAL is always on wall-clock time") }
      time.levels = byLevel(levels) { reader, value in reader.calendarName(value, names) }
        .map { PolicyRules.LevelCalendar(level: $0.level, calendar: $0.value) }
    }
    if let section = members["roles"] {
      time.roles = self.members(section).pairs.map { role, value in
        if !roles.contains(where: { $0.name == role }) { report(value, "\"\(role)\" is not a role") }
        let calendars = items(value).map { calendarName($0, names) }
        if calendars.isEmpty || Set(calendars).count < calendars.count {
          report(value, "must name calendars, each once")
        }
        return PolicyRules.RoleCalendars(role: role, calendars: calendars.sorted())
      }.sorted { left, right in
        let rank = { (name: String) in roles.firstIndex { $0.name == name } ?? roles.count }
        return rank(left.role) < rank(right.role)
      }
    }
    if members.isUsable, time.levels.isEmpty, time.roles.isEmpty { report(node, "must name levels or roles") }
  }

  private mutating func calendarName(_ node: PolicyNode, _ names: [String]) -> String {
    let name = text(node)
    if !names.contains(name) { report(node, "\"\(name)\" is not a calendar") }
    return name
  }

  /// No clock may need more weeks of any calendar than the core looks ahead for.
  private mutating func checkLengths(
    _ node: PolicyNode, _ time: PolicyRules.WorkingTime, routes: [PolicyRules.Route], defaultSLA: Int64
  ) {
    let longest = routes.filter { $0.level != .critical }.map { $0.slaMicroseconds ?? defaultSLA }.max() ?? defaultSLA
    for calendar in time.calendars {
      let minutes = calendar.week.joined().reduce(Int64(0)) { sum, hours in
        sum + hours.endMinute - hours.startMinute + (hours.isOverMidnight ? 1_440 : 0)
      }
      if minutes > 0, longest / (minutes * 60_000_000) >= Self.slaWeeksMax {
        report(node, "\"\(calendar.name)\" has so few hours that a clock would need over \(Self.slaWeeksMax) weeks")
      }
    }
  }

  // MARK: Recorded zones

  private mutating func recordedZones(_ node: PolicyNode) -> [PolicyRules.TimeZone] {
    members(node).pairs.compactMap { name, value -> PolicyRules.TimeZone? in
      let members = members(value, allowed: ["exceptions", "rule"])
      let rule = text(required(members, "rule"))
      let exceptions = texts(members["exceptions"]).map { ZoneOffsets.Transition(text: $0) }
      guard TimeZoneDatabase.isName(name), !exceptions.contains(nil),
        let zone = TimeZoneTable.timeZone(name: name, exceptions: exceptions.compactMap { $0 }, rule: rule)
      else {
        report(value, "must have a POSIX rule, and exceptions as ascending \"unix-seconds offset-seconds\"")
        return nil
      }
      return zone
    }
  }
}
