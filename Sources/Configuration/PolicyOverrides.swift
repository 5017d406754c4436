/// What the environment changes of the policy, before the policy is hashed. Nil leaves the policy's own value.
public struct PolicyOverrides: Sendable, Equatable {
  /// The SLA of levels for which the policy names none, in microseconds (`DEFAULT_SLA_HOURS`).
  public var defaultSLAMicroseconds: Int64?
  /// Which share of the SLA passes before the warning, in millionths: 0.8 is 800,000 (`SLA_WARNING_THRESHOLD`).
  public var slaWarningThresholdMillionths: Int64?
  /// Whether a breach escalates by itself (`ENABLE_AUTO_ESCALATION`).
  public var isAutoEscalationEnabled: Bool?
  /// Warn when so much is left, if that is earlier than the threshold; microseconds (`ESCALATION_THRESHOLD_HOURS`).
  public var escalationThresholdMicroseconds: Int64?
  /// How long entries are retained, in days (`AUDIT_RETENTION_DAYS`).
  public var auditRetentionDays: Int?

  public init() {}

  /// Whether the policy stays as it is.
  public var isEmpty: Bool { self == PolicyOverrides() }
}
