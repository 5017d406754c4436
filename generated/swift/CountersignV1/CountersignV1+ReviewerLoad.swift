// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// A reviewer with the work at hand.
  public struct ReviewerLoad: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__reviewer_load__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__ReviewerLoad> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__ReviewerLoad.self)
    }

    /// The reviewer.
    public var reviewer: Reviewer? {
      get { messageReference.message(structure.pointee.reviewer) }
      nonmutating set { structure.pointee.reviewer = messageReference.store(newValue) }
    }

    /// `reviewer`; an empty one is put there where it is not set.
    public var mutableReviewer: Reviewer {
      if let existing = reviewer { return existing }
      let made = Reviewer(in: arena)
      reviewer = made
      return made
    }

    /// Reviews claimed now.
    public var claimed: Int32 {
      get { structure.pointee.claimed }
      nonmutating set { structure.pointee.claimed = newValue }
    }

    /// Opinions given since 00:00 UTC.
    public var decidedToday: Int32 {
      get { structure.pointee.decided_today }
      nonmutating set { structure.pointee.decided_today = newValue }
    }

    /// Share of approvals among the opinions given, over the policy's window; 0 to 1.
    public var approvalRate: Double {
      get { structure.pointee.approval_rate }
      nonmutating set { structure.pointee.approval_rate = newValue }
    }

    /// Median time from claim, or else submission, to opinion.
    public var medianReviewTime: GoogleProtobuf.Duration? {
      get { messageReference.message(structure.pointee.median_review_time) }
      nonmutating set { structure.pointee.median_review_time = messageReference.store(newValue) }
    }

    /// `medianReviewTime`; an empty one is put there where it is not set.
    public var mutableMedianReviewTime: GoogleProtobuf.Duration {
      if let existing = medianReviewTime { return existing }
      let made = GoogleProtobuf.Duration(in: arena)
      medianReviewTime = made
      return made
    }

    /// What deserves a look, for people, for example that nearly everything is approved; empty as long as nothing does.
    public var warnings: RepeatedField<String> {
      messageReference.list(structure.pointer(to: \.n_warnings)!)
    }

    /// Until when the policy's limits allow no further opinion; unset while they do.
    public var limitedUntil: GoogleProtobuf.Timestamp? {
      get { messageReference.message(structure.pointee.limited_until) }
      nonmutating set { structure.pointee.limited_until = messageReference.store(newValue) }
    }

    /// `limitedUntil`; an empty one is put there where it is not set.
    public var mutableLimitedUntil: GoogleProtobuf.Timestamp {
      if let existing = limitedUntil { return existing }
      let made = GoogleProtobuf.Timestamp(in: arena)
      limitedUntil = made
      return made
    }
  }
}
