// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// One reviewer's decision.
  public struct SubmitReviewRequest: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__submit_review_request__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__SubmitReviewRequest> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__SubmitReviewRequest.self)
    }

    /// Chosen by the client; a repeat changes nothing and returns the review as it stands. May be empty.
    public var requestID: String {
      get { messageReference.string(structure.pointee.request_id) }
      nonmutating set { structure.pointee.request_id = messageReference.store(newValue) }
    }

    /// `requestID` without a `String`.
    public var requestIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.request_id) }
      nonmutating set { structure.pointee.request_id = messageReference.store(newValue) }
    }

    /// Which review.
    public var auditID: String {
      get { messageReference.string(structure.pointee.audit_id) }
      nonmutating set { structure.pointee.audit_id = messageReference.store(newValue) }
    }

    /// `auditID` without a `String`.
    public var auditIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.audit_id) }
      nonmutating set { structure.pointee.audit_id = messageReference.store(newValue) }
    }

    /// Who decides; must be the authenticated caller where authentication is on.
    public var reviewerID: String {
      get { messageReference.string(structure.pointee.reviewer_id) }
      nonmutating set { structure.pointee.reviewer_id = messageReference.store(newValue) }
    }

    /// `reviewerID` without a `String`.
    public var reviewerIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.reviewer_id) }
      nonmutating set { structure.pointee.reviewer_id = messageReference.store(newValue) }
    }

    /// In which role; must be one that the reviewer holds.
    public var reviewerRole: String {
      get { messageReference.string(structure.pointee.reviewer_role) }
      nonmutating set { structure.pointee.reviewer_role = messageReference.store(newValue) }
    }

    /// `reviewerRole` without a `String`.
    public var reviewerRoleUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.reviewer_role) }
      nonmutating set { structure.pointee.reviewer_role = messageReference.store(newValue) }
    }

    /// The decision.
    public var decisionOutcome: DecisionOutcome {
      get { DecisionOutcome(rawValue: Int32(bitPattern: structure.pointee.decision_outcome.rawValue)) }
      nonmutating set { structure.pointee.decision_outcome = .init(rawValue: UInt32(bitPattern: newValue.rawValue)) }
    }

    /// The reasoning; required, with the policy's minimum length.
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

    /// Concerns.
    public var flags: RepeatedField<ReviewFlag> {
      messageReference.list(structure.pointer(to: \.n_flags)!)
    }

    /// The alternative; required exactly when the outcome is MODIFIED.
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

    /// When not 0, refused with ABORTED unless the review has this version.
    public var expectedVersion: Int64 {
      get { structure.pointee.expected_version }
      nonmutating set { structure.pointee.expected_version = newValue }
    }

    /// When not empty, refused with ABORTED unless it is the review's action_digest: what was seen is what is decided.
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

    /// When not 0, refused with ABORTED unless it is the current claim's.
    public var claimToken: Int64 {
      get { structure.pointee.claim_token }
      nonmutating set { structure.pointee.claim_token = newValue }
    }
  }
}
