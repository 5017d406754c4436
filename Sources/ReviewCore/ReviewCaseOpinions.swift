extension ReviewCase {
  /// The program that asked; empty where none was named.
  public var agentID: String { source?.agentID ?? "" }

  /// Desk, book or client account; empty where none was named.
  public var accountID: String { source?.accountID ?? "" }

  /// What reviewers' limits are held against: the greater of own amount and sum (domain.md §2); nil for unlimited.
  public var limitAmount: Amount? { assessedAmount.map { max($0, aggregateAmount ?? .zero) } }

  /// Whether this person gave an opinion on it, counting or not.
  public func hasOpinion(by reviewerID: String) -> Bool { opinions.contains { $0.reviewerID == reviewerID } }
}
