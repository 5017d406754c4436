import ReviewCore

/// What the environment sets in a policy; applied before it is hashed. nil leaves the policy's own value.
public struct EnvironmentOverrides: Sendable, Equatable {
  /// DEFAULT_SLA_HOURS: SLA of levels for which the policy names none.
  public var defaultSLAHours: String?
  /// SLA_WARNING_THRESHOLD: a share like "0.8", in whole hundredths.
  public var slaWarningThreshold: String?
  /// ENABLE_AUTO_ESCALATION: "true" or "false".
  public var enableAutoEscalation: String?
  /// ESCALATION_THRESHOLD_HOURS: warn when so many hours are left, if that is earlier.
  public var escalationThresholdHours: String?
  /// AUDIT_RETENTION_DAYS.
  public var auditRetentionDays: String?

  public init(
    defaultSLAHours: String? = nil, slaWarningThreshold: String? = nil, enableAutoEscalation: String? = nil,
    escalationThresholdHours: String? = nil, auditRetentionDays: String? = nil
  ) {
    self.defaultSLAHours = defaultSLAHours
    self.slaWarningThreshold = slaWarningThreshold
    self.enableAutoEscalation = enableAutoEscalation
    self.escalationThresholdHours = escalationThresholdHours
    self.auditRetentionDays = auditRetentionDays
  }

  /// The policy with the overrides, without a version.
  ///
  /// - Returns: the policy unless a value is bad; every bad value at once, with the variable's name as path.
  public func apply(to policy: ReviewPolicy) -> PolicyDocument.Result {
    var rules = policy.rules
    var problems: [PolicyProblem] = []
    func set<Value>(
      _ name: String, _ text: String?, _ message: String, _ parse: (String) -> Value?, _ assign: (Value) -> Void
    ) {
      guard let text else { return }
      guard let value = parse(text) else {
        problems.append(PolicyProblem(severity: .error, line: 0, path: name, message: message))
        return
      }
      assign(value)
    }
    let hours = "must be hours, for example 24 or 0.5"
    set("DEFAULT_SLA_HOURS", defaultSLAHours, hours, Self.microseconds) { rules.defaultSLAMicroseconds = $0 }
    set("SLA_WARNING_THRESHOLD", slaWarningThreshold, "must be a share from 0.01 to 0.99", Self.percent) {
      rules.warningPercent = $0
    }
    set("ENABLE_AUTO_ESCALATION", enableAutoEscalation, "must be true or false", Bool.init) {
      rules.isAutoEscalationOn = $0
    }
    set("ESCALATION_THRESHOLD_HOURS", escalationThresholdHours, hours, Self.microseconds) {
      rules.warningRemainingMicroseconds = $0
    }
    set("AUDIT_RETENTION_DAYS", auditRetentionDays, "must be days from 1 to 36500", Self.days) {
      rules.periods.auditRetentionDays = $0
    }
    return PolicyDocument.Result(policy: problems.isEmpty ? ReviewPolicy(rules: rules) : nil, problems: problems)
  }

  /// Hours as whole seconds.
  private static func microseconds(hours: String) -> Int64? {
    guard let amount = Amount(decimalText: hours), amount > .zero, amount.units <= PolicyDuration.daysMaximum * 24
    else { return nil }
    let nanoseconds = Int64(amount.nanos) * 3_600
    guard nanoseconds % 1_000_000_000 == 0 else { return nil }
    return (amount.units * 3_600 + nanoseconds / 1_000_000_000) * 1_000_000
  }

  private static func percent(share: String) -> Int64? {
    guard let amount = Amount(decimalText: share), amount.units == 0, amount.nanos >= 10_000_000,
      amount.nanos % 10_000_000 == 0
    else { return nil }
    return Int64(amount.nanos / 10_000_000)
  }

  private static func days(_ text: String) -> Int64? { Int64(text).flatMap { (1...36_500).contains($0) ? $0 : nil } }
}
