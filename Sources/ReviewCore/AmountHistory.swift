/// What the same person asked for before, with the same account and action type, in the policy's window (domain.md §2,
/// `amount.aggregate`): amounts that were not rejected, cancelled or expired.
public struct AmountHistory: Hashable, Sendable {
  /// How many proposals.
  public var count: Int
  /// Their sum in the base currency; `Amount.greatest` where it is too large to hold, or one of them is unlimited.
  public var sum: Amount

  public static let none = AmountHistory(count: 0, sum: .zero)

  public init(count: Int, sum: Amount) {
    self.count = count
    self.sum = sum
  }

  /// Adds one proposal; nil for an unlimited amount.
  public mutating func add(_ amount: Amount?) {
    count += 1
    sum = amount.map { sum.saturatingSum($0) } ?? .greatest
  }
}

extension Amount {
  /// The sum of two amounts that are not negative; `greatest` where it is too large to hold.
  func saturatingSum(_ other: Amount) -> Amount {
    let nanos = Int64(nanos) + Int64(other.nanos)
    let (carry, rest) = nanos.quotientAndRemainder(dividingBy: Self.nanosPerUnit)
    let (sum, overflow) = units.addingReportingOverflow(other.units)
    let (total, overflowOfCarry) = sum.addingReportingOverflow(carry)
    return overflow || overflowOfCarry ? .greatest : Amount(units: total, nanos: Int32(rest))
  }
}

extension RiskFinding {
  /// Takes the history in: the sum with this amount may reach a higher amount row than the amount alone. A proposal
  /// without a known amount adds nothing.
  mutating func aggregate(_ history: AmountHistory, policy: ReviewPolicy) {
    guard history.count > 0, let known = amount.known, known > .zero else { return }
    let sum = known.saturatingSum(history.sum)
    aggregated = AmountHistory(count: history.count, sum: sum)
    let thresholds = policy.rules.amountThresholds
    guard let reached = thresholds.last(where: { sum >= $0.from })?.level else { return }
    let own = thresholds.last { known >= $0.from }?.level
    if own.map({ reached > $0 }) ?? true { matches.add(.amountAggregate, reached) }
  }

  /// "3 others in 24 h: $1,200,000"
  func aggregateText(policy: ReviewPolicy) -> String {
    guard let aggregated else { return "" }
    let others = aggregated.count == 1 ? "1 other" : "\(aggregated.count) others"
    let minutes = policy.rules.periods.aggregateWindowMicroseconds / 60_000_000
    let window = minutes % 60 == 0 ? "\(minutes / 60) h" : "\(minutes) min"
    return "\(others) in \(window): \(policy.displayText(aggregated.sum))"
  }
}

/// Classifies a proposal with what the same person asked for before.
public func classifyRisk(_ proposal: Proposal, policy: ReviewPolicy, history: AmountHistory) -> RiskAssessment {
  proposal.withView { view in
    var finding = findRisk(view, policy: policy)
    finding.aggregate(history, policy: policy)
    return RiskAssessment(finding, of: view, policy: policy)
  }
}
