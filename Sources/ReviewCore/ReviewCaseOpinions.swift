extension ReviewCase {
  /// The program that asked; empty where none was named.
  public var agentID: String { source?.agentID ?? "" }

  /// Set where it is a second look at another review's decision; nothing is executed by it.
  public var rereview: Rereview? { source?.rereview }

  /// Desk, book or client account; empty where none was named.
  public var accountID: String { source?.accountID ?? "" }

  /// What reviewers' limits are held against: the greater of own amount and sum (domain.md §2); nil for unlimited.
  public var limitAmount: Amount? { assessedAmount.map { max($0, aggregateAmount ?? .zero) } }

  /// Skills that its reviewers must have.
  public var requiredSkills: [String] { policy.skills(ofDomain: domain) }

  /// Whether this person gave an opinion on it, counting or not.
  public func hasOpinion(by reviewerID: String) -> Bool { opinions.contains { $0.reviewerID == reviewerID } }
}
