// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// Which reviews. Empty fields match everything; values of one field are alternatives.
  public struct ReviewFilter: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__review_filter__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__ReviewFilter> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__ReviewFilter.self)
    }

    /// Queue it is in now.
    public var reviewerRoles: RepeatedField<String> {
      messageReference.list(structure.pointer(to: \.n_reviewer_roles)!)
    }

    /// Only this level and above, in the order LOW, MEDIUM, HIGH, CRITICAL.
    public var minimumRiskLevel: RiskLevel {
      get { RiskLevel(rawValue: Int32(bitPattern: structure.pointee.minimum_risk_level.rawValue)) }
      nonmutating set { structure.pointee.minimum_risk_level = .init(rawValue: UInt32(bitPattern: newValue.rawValue)) }
    }

    /// Domains.
    public var domains: RepeatedField<String> {
      messageReference.list(structure.pointer(to: \.n_domains)!)
    }

    /// Statuses.
    public var statuses: RepeatedField<ReviewStatus> {
      messageReference.list(structure.pointer(to: \.n_statuses)!)
    }

    /// Action types.
    public var actionTypes: RepeatedField<String> {
      messageReference.list(structure.pointer(to: \.n_action_types)!)
    }

    /// Requesters.
    public var userIDs: RepeatedField<String> {
      messageReference.list(structure.pointer(to: \.n_user_ids)!)
    }

    /// Who holds the claim.
    public var claimedBy: RepeatedField<String> {
      messageReference.list(structure.pointer(to: \.n_claimed_by)!)
    }

    /// Only what the caller could decide now.
    public var decidableByCaller: Bool {
      get { structure.pointee.decidable_by_caller != 0 }
      nonmutating set { structure.pointee.decidable_by_caller = newValue ? 1 : 0 }
    }

    /// Submitted from this instant.
    public var submittedFrom: GoogleProtobuf.Timestamp? {
      get { messageReference.message(structure.pointee.submitted_from) }
      nonmutating set { structure.pointee.submitted_from = messageReference.store(newValue) }
    }

    /// `submittedFrom`; an empty one is put there where it is not set.
    public var mutableSubmittedFrom: GoogleProtobuf.Timestamp {
      if let existing = submittedFrom { return existing }
      let made = GoogleProtobuf.Timestamp(in: arena)
      submittedFrom = made
      return made
    }

    /// Submitted before this instant.
    public var submittedBefore: GoogleProtobuf.Timestamp? {
      get { messageReference.message(structure.pointee.submitted_before) }
      nonmutating set { structure.pointee.submitted_before = messageReference.store(newValue) }
    }

    /// `submittedBefore`; an empty one is put there where it is not set.
    public var mutableSubmittedBefore: GoogleProtobuf.Timestamp {
      if let existing = submittedBefore { return existing }
      let made = GoogleProtobuf.Timestamp(in: arena)
      submittedBefore = made
      return made
    }

    /// Who gave an opinion.
    public var opinionBy: RepeatedField<String> {
      messageReference.list(structure.pointer(to: \.n_opinion_by)!)
    }

    /// The proposal's digest; empty for all.
    public var actionDigest: [UInt8] {
      get { messageReference.bytes(structure.pointee.action_digest) }
      nonmutating set { structure.pointee.action_digest = messageReference.store(newValue) }
    }

    /// Calls `body` with `actionDigest`, uncopied and valid during the call only.
    public func withActionDigest<Result, Failure: Error>(_ body: (UnsafeRawBufferPointer) throws(Failure) -> Result)
      throws(Failure) -> Result
    {
      return try messageReference.withBytes(structure.pointee.action_digest, body)
    }

    /// Sets `actionDigest` to a copy of these bytes.
    public func setActionDigest(_ newValue: UnsafeRawBufferPointer) {
      structure.pointee.action_digest = messageReference.store(newValue)
    }
  }
}
