/// What the environment changes of the policy before it is hashed, as given: the policy's own reader checks it.
public struct PolicyOverrides: Sendable, Equatable {
  /// One override with the place that it came from.
  public struct Value: Sendable, Equatable {
    public init(text: String, place: String) { (self.text, self.place) = (text, place) }

    public var text: String
    /// The variable, or the line of the file.
    public var place: String
  }

  /// The SLA of levels for which the policy names none (`DEFAULT_SLA_HOURS`).
  public var defaultSLAHours: Value?
  /// Which share of the SLA passes before the warning (`SLA_WARNING_THRESHOLD`).
  public var slaWarningThreshold: Value?
  /// Whether a breach escalates by itself (`ENABLE_AUTO_ESCALATION`).
  public var enableAutoEscalation: Value?
  /// Warn when so much is left, if that is earlier than the threshold (`ESCALATION_THRESHOLD_HOURS`).
  public var escalationThresholdHours: Value?
  /// How long entries are retained (`AUDIT_RETENTION_DAYS`).
  public var auditRetentionDays: Value?

  public init() {}

  init(reading reader: SettingReader) {
    let value = { (setting: Setting) in reader.last(setting).map { Value(text: $0.text, place: $0.place) } }
    defaultSLAHours = value(.defaultSLAHours)
    slaWarningThreshold = value(.slaWarningThreshold)
    enableAutoEscalation = value(.enableAutoEscalation)
    escalationThresholdHours = value(.escalationThresholdHours)
    auditRetentionDays = value(.auditRetentionDays)
  }
}
