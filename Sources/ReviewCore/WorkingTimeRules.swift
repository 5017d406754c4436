extension PolicyRules {
  /// When people work, and whose clocks count only that. Without calendars every clock is a wall clock.
  public struct WorkingTime: Hashable, Sendable {
    /// In the order of their names.
    public var calendars: [Calendar] = []
    /// The zones of the calendars, in the order of their names.
    public var timeZones: [TimeZone] = []
    /// Calendars of levels; never of CRITICAL, whose clocks are always wall clocks (domain.md §5).
    public var levels: [LevelCalendar] = []
    /// Calendars of roles, the lowest first; they come before a level's.
    public var roles: [RoleCalendars] = []

    public init() {}
  }

  /// Hours of work of one place.
  public struct Calendar: Hashable, Sendable {
    public var name: String
    /// One of `WorkingTime.timeZones`, for example "Europe/Berlin".
    public var timeZone: String
    /// Seven days, Monday first; what the clocks on the wall show.
    public var week: [[Hours]]
    /// Other hours on single dates, none on a holiday; in the order of the dates.
    public var dates: [DateHours]

    public init(name: String, timeZone: String, week: [[Hours]], dates: [DateHours] = []) {
      self.name = name
      self.timeZone = timeZone
      self.week = week
      self.dates = dates
    }
  }

  /// From one time of the day to another, in minutes since midnight.
  public struct Hours: Hashable, Sendable {
    /// 0 to 1439.
    public var startMinute: Int64
    /// 1 to 1440; not after the start: on the next day.
    public var endMinute: Int64

    public init(startMinute: Int64, endMinute: Int64) {
      self.startMinute = startMinute
      self.endMinute = endMinute
    }
  }

  /// The hours of one date, instead of its weekday's.
  public struct DateHours: Hashable, Sendable {
    public var date: CalendarDate
    /// None on a holiday. They do not go over midnight, and the date's own hours from the day before do not count.
    public var hours: [Hours]

    public init(date: CalendarDate, hours: [Hours] = []) {
      self.date = date
      self.hours = hours
    }
  }

  /// A time zone as it was when the policy was made: another server's time zone database changes no deadline.
  public struct TimeZone: Hashable, Sendable {
    /// Of the IANA time zone database.
    public var name: String
    /// The offsets that `rule` does not give.
    public var exceptions: [ZoneOffsets.Transition]
    /// What holds after the exceptions, in POSIX form, for example "CET-1CEST,M3.5.0,M10.5.0/3".
    public var rule: String
    /// Both together, for as long as calendars look.
    public var offsets: ZoneOffsets

    public init(name: String, exceptions: [ZoneOffsets.Transition], rule: String, offsets: ZoneOffsets) {
      self.name = name
      self.exceptions = exceptions
      self.rule = rule
      self.offsets = offsets
    }
  }

  /// Which calendar the clocks of a level count by.
  public struct LevelCalendar: Hashable, Sendable {
    public var level: RiskLevel
    public var calendar: String

    public init(level: RiskLevel, calendar: String) {
      self.level = level
      self.calendar = calendar
    }
  }

  /// Which calendars the clocks of a role count by: they run while any of them is on.
  public struct RoleCalendars: Hashable, Sendable {
    public var role: String
    public var calendars: [String]

    public init(role: String, calendars: [String]) {
      self.role = role
      self.calendars = calendars
    }
  }
}
