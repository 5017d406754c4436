extension ReviewCase {
  /// Judges a command (domain.md §4). Pure: the caller records the events, in this order, and then applies them.
  ///
  /// What is due by `now` must have been applied before (`due`).
  /// - Returns: at least one event, or the first refusal in the order of domain.md §4. A refusal changes nothing.
  public func decide(_ command: ReviewCommand, now: Instant) -> Result<[ReviewEvent], Refusal> {
    fatalError("next commit")
  }

  /// Whether this person could approve it now in this role, the amount included.
  public func canDecide(reviewerID: String, role: String) -> Bool {
    fatalError("next commit")
  }

  /// What must be met before it is final, with how much of it is in.
  public func requirements() -> [OpinionRequirement] {
    fatalError("next commit")
  }

  /// Name of the role whose queue it is in.
  public var reviewerRole: String { policy.rules.roles[rank ?? policy.highestRank].name }
}
