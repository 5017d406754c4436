// What a policy would say of a query that was recorded before (domain.md §4, SimulatePolicy).

/// Classifies a recorded query without a text: what the rules say, as numbers.
///
/// - Parameter others: what the same person had asked for before, as it was found at the submission; nil for nothing. What
///   it was then is taken as it was: in another base currency it is converted, and one without a rate is unlimited. A policy
///   that adds nothing up does not look at it.
public func findRisk(_ proposal: ProposalView, policy: ReviewPolicy, others: RecordedSum?) -> RiskFinding {
  var finding = findRisk(proposal, policy: policy)
  if let others, policy.rules.periods.aggregateWindowMicroseconds > 0 {
    finding.aggregate(AmountHistory(count: 1, sum: others.converted(by: policy)), policy: policy)
  }
  return finding
}

/// What one person had asked for in a window before a query was submitted, without the query's own amount.
public struct RecordedSum: Hashable, Sendable {
  /// Code of the base currency of the policy that added it up.
  public var currencyCode: String
  /// `Amount.greatest` for unlimited.
  public var amount: Amount

  /// - Parameters:
  ///   - sum: as recorded, with the query's own amount.
  ///   - own: the query's own amount; nil for unlimited.
  public init(sum: Money, own: Amount?) {
    currencyCode = sum.currencyCode
    amount = own.flatMap { sum.amount == .greatest ? nil : sum.amount.difference($0) } ?? .greatest
  }

  fileprivate func converted(by policy: ReviewPolicy) -> Amount {
    if currencyCode == policy.baseCurrency || amount == .greatest { return amount }
    let rate = currencyCode.withUTF8Bytes { policy.rate(ofCurrency: $0) }
    return rate.flatMap { amount.multiplied(byRate: $0) } ?? .greatest
  }
}

extension ReviewPolicy {
  /// The role in whose queue reviews of that level begin, before anybody's absence or a deep queue moves one.
  public func firstRole(of level: RiskLevel) -> String { roleName(routeByLevel[Int(level.rawValue)].rank) }
}

extension Amount {
  /// This amount without a part of it; nil where that is more.
  fileprivate func difference(_ part: Amount) -> Amount? {
    guard part <= self else { return nil }
    let borrow = nanos < part.nanos
    let nanos = Int64(nanos) - Int64(part.nanos) + (borrow ? Self.nanosPerUnit : 0)
    return Amount(units: units - part.units - (borrow ? 1 : 0), nanos: Int32(nanos))
  }
}
