// What happens to a review between its submission and its decision: claims, questions, blocks (domain.md §4).
extension ReviewEvent {
  /// A reviewer took the review for a limited time.
  public struct Claimed: Equatable, Sendable {
    /// The request.
    public var request: RequestReference = .none
    public var reviewerID: String
    public var reviewerRole: String
    /// Greater than that of any earlier claim of the review.
    public var claimToken: Int64
    /// When it lapses.
    public var expiresAt: Instant
    /// Who held it until now, where a higher role took it over; empty otherwise.
    public var takenOverFrom: String = ""

    public init(
      request: RequestReference = .none, reviewerID: String, reviewerRole: String, claimToken: Int64,
      expiresAt: Instant, takenOverFrom: String = ""
    ) {
      self.request = request
      self.reviewerID = reviewerID
      self.reviewerRole = reviewerRole
      self.claimToken = claimToken
      self.expiresAt = expiresAt
      self.takenOverFrom = takenOverFrom
    }
  }

  /// A claim was given back, or taken from a reviewer who may no longer act.
  public struct ClaimReleased: Equatable, Sendable {
    /// The request.
    public var request: RequestReference = .none
    /// Who held it.
    public var reviewerID: String
    public var claimToken: Int64
    /// Why, where the holder did not give it back: for example "REVIEWER_DISABLED"; empty otherwise.
    public var reason: String = ""

    public init(request: RequestReference = .none, reviewerID: String, claimToken: Int64, reason: String = "") {
      self.request = request
      self.reviewerID = reviewerID
      self.claimToken = claimToken
      self.reason = reason
    }
  }

  /// A claim lapsed.
  public struct ClaimExpired: Equatable, Sendable {
    /// Who held it.
    public var reviewerID: String
    public var claimToken: Int64
    /// When it lapsed; the entry may be later.
    public var expiresAt: Instant

    public init(reviewerID: String, claimToken: Int64, expiresAt: Instant) {
      self.reviewerID = reviewerID
      self.claimToken = claimToken
      self.expiresAt = expiresAt
    }
  }

  /// The requester was asked something; the clock stands still.
  public struct InformationRequested: Equatable, Sendable {
    /// The request.
    public var request: RequestReference = .none
    public var reviewerID: String
    public var reviewerRole: String
    public var question: String
    /// When the clock goes on at the latest.
    public var pauseEndsAt: Instant

    public init(
      request: RequestReference = .none, reviewerID: String, reviewerRole: String, question: String,
      pauseEndsAt: Instant
    ) {
      self.request = request
      self.reviewerID = reviewerID
      self.reviewerRole = reviewerRole
      self.question = question
      self.pauseEndsAt = pauseEndsAt
    }
  }

  /// The requester answered; the opinions before the answer are void, the clock goes on.
  public struct InformationProvided: Equatable, Sendable {
    /// The request.
    public var request: RequestReference = .none
    /// Who answered.
    public var userID: String
    public var answer: String

    public init(request: RequestReference = .none, userID: String, answer: String) {
      self.request = request
      self.userID = userID
      self.answer = answer
    }
  }

  /// Nobody answered in the time that questions may stop the clock; it went on at `pauseEndedAt`.
  public struct InformationLapsed: Equatable, Sendable {
    public var pauseEndedAt: Instant

    public init(pauseEndedAt: Instant) { self.pauseEndedAt = pauseEndedAt }
  }

  /// Something stopped the review.
  public struct Blocked: Equatable, Sendable {
    /// Which kill switch; empty for a fault, which only an override releases.
    public var killSwitchID: String = ""
    /// For people.
    public var reason: String

    public init(killSwitchID: String = "", reason: String) {
      self.killSwitchID = killSwitchID
      self.reason = reason
    }
  }

  /// A kill switch no longer holds it; the status before is back unless something else does.
  public struct Unblocked: Equatable, Sendable {
    public var killSwitchID: String

    public init(killSwitchID: String) { self.killSwitchID = killSwitchID }
  }

  /// Released from a fault by the highest authority: PENDING again with a new clock.
  public struct Overridden: Equatable, Sendable {
    /// The request.
    public var request: RequestReference = .none
    public var reviewerID: String
    public var reviewerRole: String
    public var justification: String
    /// End of the new clock.
    public var deadline: Instant

    public init(
      request: RequestReference = .none, reviewerID: String, reviewerRole: String, justification: String,
      deadline: Instant
    ) {
      self.request = request
      self.reviewerID = reviewerID
      self.reviewerRole = reviewerRole
      self.justification = justification
      self.deadline = deadline
    }
  }
}
