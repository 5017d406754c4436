// Commands that hold a review or let it go on (domain.md §4).
extension ReviewCommand {
  /// ClaimReview.
  public struct Claim: Equatable, Sendable {
    /// The request.
    public var request: ReviewEvent.RequestReference = .none
    /// Who takes it.
    public var reviewerID: String
    /// In which role.
    public var reviewerRole: String
    /// For how long; nil for the policy's default.
    public var leaseMicroseconds: Int64? = nil
    /// When not 0: refused unless the review has this version.
    public var expectedVersion: Int64 = 0
    /// Where the chain ended when the request came in: who lost a race since then is told so, and not that somebody
    /// else had it.
    public var seenSequence: Int64 = .max

    public init(
      request: ReviewEvent.RequestReference = .none, reviewerID: String, reviewerRole: String,
      leaseMicroseconds: Int64? = nil, expectedVersion: Int64 = 0, seenSequence: Int64 = .max
    ) {
      self.request = request
      self.reviewerID = reviewerID
      self.reviewerRole = reviewerRole
      self.leaseMicroseconds = leaseMicroseconds
      self.expectedVersion = expectedVersion
      self.seenSequence = seenSequence
    }
  }

  /// ReleaseClaim.
  public struct ReleaseClaim: Equatable, Sendable {
    /// The request.
    public var request: ReviewEvent.RequestReference = .none
    /// Who gives it back.
    public var reviewerID: String
    /// When not 0: refused unless it is the current claim's.
    public var claimToken: Int64 = 0

    public init(request: ReviewEvent.RequestReference = .none, reviewerID: String, claimToken: Int64 = 0) {
      self.request = request
      self.reviewerID = reviewerID
      self.claimToken = claimToken
    }
  }

  /// RequestInformation.
  public struct RequestInformation: Equatable, Sendable {
    /// The request.
    public var request: ReviewEvent.RequestReference = .none
    /// Who asks.
    public var reviewerID: String
    /// In which role.
    public var reviewerRole: String
    public var question: String
    /// When not 0: refused unless the review has this version.
    public var expectedVersion: Int64 = 0

    public init(
      request: ReviewEvent.RequestReference = .none, reviewerID: String, reviewerRole: String, question: String,
      expectedVersion: Int64 = 0
    ) {
      self.request = request
      self.reviewerID = reviewerID
      self.reviewerRole = reviewerRole
      self.question = question
      self.expectedVersion = expectedVersion
    }
  }

  /// ProvideInformation.
  public struct ProvideInformation: Equatable, Sendable {
    /// The request.
    public var request: ReviewEvent.RequestReference = .none
    /// Who answers.
    public var userID: String
    public var answer: String
    /// When not 0: refused unless the review has this version.
    public var expectedVersion: Int64 = 0

    public init(
      request: ReviewEvent.RequestReference = .none, userID: String, answer: String, expectedVersion: Int64 = 0
    ) {
      self.request = request
      self.userID = userID
      self.answer = answer
      self.expectedVersion = expectedVersion
    }
  }

  /// OverrideReview.
  public struct Override: Equatable, Sendable {
    /// The request.
    public var request: ReviewEvent.RequestReference = .none
    /// Who overrides.
    public var reviewerID: String
    /// In which role.
    public var reviewerRole: String
    /// Why.
    public var justification: String
    /// When not 0: refused unless the review has this version.
    public var expectedVersion: Int64 = 0

    public init(
      request: ReviewEvent.RequestReference = .none, reviewerID: String, reviewerRole: String, justification: String,
      expectedVersion: Int64 = 0
    ) {
      self.request = request
      self.reviewerID = reviewerID
      self.reviewerRole = reviewerRole
      self.justification = justification
      self.expectedVersion = expectedVersion
    }
  }
}
