// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// One reviewer's opinion.
  public struct Opinion: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__opinion__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__Opinion> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__Opinion.self)
    }

    /// Who gave it.
    public var reviewerID: String {
      get { messageReference.string(structure.pointee.reviewer_id) }
      nonmutating set { structure.pointee.reviewer_id = messageReference.store(newValue) }
    }

    /// `reviewerID` without a `String`.
    public var reviewerIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.reviewer_id) }
      nonmutating set { structure.pointee.reviewer_id = messageReference.store(newValue) }
    }

    /// The role in which it was given.
    public var reviewerRole: String {
      get { messageReference.string(structure.pointee.reviewer_role) }
      nonmutating set { structure.pointee.reviewer_role = messageReference.store(newValue) }
    }

    /// `reviewerRole` without a `String`.
    public var reviewerRoleUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.reviewer_role) }
      nonmutating set { structure.pointee.reviewer_role = messageReference.store(newValue) }
    }

    /// What was decided.
    public var outcome: DecisionOutcome {
      get { DecisionOutcome(rawValue: Int32(bitPattern: structure.pointee.outcome.rawValue)) }
      nonmutating set { structure.pointee.outcome = .init(rawValue: UInt32(bitPattern: newValue.rawValue)) }
    }

    /// The reasoning.
    public var supportingEvidence: String {
      get { messageReference.string(structure.pointee.supporting_evidence) }
      nonmutating set { structure.pointee.supporting_evidence = messageReference.store(newValue) }
    }

    /// `supportingEvidence` without a `String`.
    public var supportingEvidenceUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.supporting_evidence) }
      nonmutating set { structure.pointee.supporting_evidence = messageReference.store(newValue) }
    }

    /// Sources relied on.
    public var evidence: RepeatedField<Evidence> {
      messageReference.list(structure.pointer(to: \.n_evidence)!)
    }

    /// Concerns raised.
    public var flags: RepeatedField<ReviewFlag> {
      messageReference.list(structure.pointer(to: \.n_flags)!)
    }

    /// The alternative; set exactly when outcome is MODIFIED.
    public var modification: Modification? {
      get { messageReference.message(structure.pointee.modification) }
      nonmutating set { structure.pointee.modification = messageReference.store(newValue) }
    }

    /// `modification`; an empty one is put there where it is not set.
    public var mutableModification: Modification {
      if let existing = modification { return existing }
      let made = Modification(in: arena)
      modification = made
      return made
    }

    /// When it was recorded.
    public var createdAt: GoogleProtobuf.Timestamp? {
      get { messageReference.message(structure.pointee.created_at) }
      nonmutating set { structure.pointee.created_at = messageReference.store(newValue) }
    }

    /// `createdAt`; an empty one is put there where it is not set.
    public var mutableCreatedAt: GoogleProtobuf.Timestamp {
      if let existing = createdAt { return existing }
      let made = GoogleProtobuf.Timestamp(in: arena)
      createdAt = made
      return made
    }

    /// Review.version that it was given on.
    public var reviewVersion: Int64 {
      get { structure.pointee.review_version }
      nonmutating set { structure.pointee.review_version = newValue }
    }

    /// The digest that it was given on.
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

    /// Why it no longer counts, for example "INFORMATION_ADDED"; empty while it counts.
    public var voidReason: String {
      get { messageReference.string(structure.pointee.void_reason) }
      nonmutating set { structure.pointee.void_reason = messageReference.store(newValue) }
    }

    /// `voidReason` without a `String`.
    public var voidReasonUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.void_reason) }
      nonmutating set { structure.pointee.void_reason = messageReference.store(newValue) }
    }
  }
}
