extension ReviewCase {
  /// Whether this person gave an opinion on it, counting or not.
  public func hasOpinion(by reviewerID: String) -> Bool { opinions.contains { $0.reviewerID == reviewerID } }
}
