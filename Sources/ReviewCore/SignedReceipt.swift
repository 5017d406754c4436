/// The signed proof of how a review became final, as the entry that made it final holds it (domain.md §4, Execution).
///
/// The rules never look at it: it is made after they decided, and told to whoever reads the review.
public struct SignedReceipt: Equatable, Sendable {
  /// The canonical JSON (RFC 8785) that was signed.
  public var statement: String
  /// Ed25519, 64 bytes.
  public var signature: [UInt8]
  /// Which key signed.
  public var keyID: String

  public init(statement: String, signature: [UInt8], keyID: String) {
    self.statement = statement
    self.signature = signature
    self.keyID = keyID
  }
}

extension ReviewEvent {
  /// What the review is from this event on, where it makes it final; nil otherwise.
  public var finalStatus: ReviewStatus? {
    if case .decided(let decided) = self { return decided.status }
    if case .expired = self { return .expired }
    if case .cancelled = self { return .cancelled }
    return nil
  }

  /// The same event with a receipt; unchanged where it makes nothing final.
  public func with(_ receipt: SignedReceipt) -> ReviewEvent {
    if case .decided(var decided) = self {
      decided.receipt = receipt
      return .decided(decided)
    }
    if case .expired(var expired) = self {
      expired.receipt = receipt
      return .expired(expired)
    }
    if case .cancelled(var cancelled) = self {
      cancelled.receipt = receipt
      return .cancelled(cancelled)
    }
    return self
  }
}

/// An opinion as a receipt names it.
public struct OpinionGiven: Equatable, Sendable {
  public let reviewerID: String
  public let reviewerRole: String
  public let outcome: DecisionOutcome
  /// Whether it counts; an answer to a question voids what was said before.
  public let counts: Bool
  public let createdAt: Instant
}

extension ReviewCase {
  /// Every opinion so far, in order.
  public var opinionsGiven: [OpinionGiven] {
    opinions.map {
      OpinionGiven(
        reviewerID: $0.reviewerID, reviewerRole: $0.reviewerRole, outcome: $0.outcome, counts: !$0.isVoid,
        createdAt: $0.createdAt)
    }
  }
}
