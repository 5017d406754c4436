/// A question to the requester, and the answer.
public struct InformationRequest: Hashable, Sendable {
  /// Who asked.
  public var reviewerID: String
  public var question: String
  public var askedAt: Instant
  /// Empty while it is awaited.
  public var answer: String = ""
  /// Who answered.
  public var answeredBy: String = ""
  public var answeredAt: Instant? = nil

  public init(reviewerID: String, question: String, askedAt: Instant) {
    self.reviewerID = reviewerID
    self.question = question
    self.askedAt = askedAt
  }
}

/// One release from a fault.
public struct ReviewOverride: Hashable, Sendable {
  /// Who; gives no opinion on this review.
  public var reviewerID: String
  public var reviewerRole: String
  public var justification: String
  public var createdAt: Instant

  init(_ overridden: ReviewEvent.Overridden, createdAt: Instant) {
    reviewerID = overridden.reviewerID
    reviewerRole = overridden.reviewerRole
    justification = overridden.justification
    self.createdAt = createdAt
  }
}

extension Opinion {
  /// `voidReason` of an opinion that was given before the requester answered a question.
  public static let informationAdded = "INFORMATION_ADDED"
}
