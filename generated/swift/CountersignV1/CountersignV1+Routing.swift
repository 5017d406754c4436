// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// Who reviews, by when, and who comes next.
  public struct Routing: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__routing__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__Routing> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__Routing.self)
    }

    /// Role whose queue the review is in now, for example "Senior Analyst".
    public var reviewerRole: String {
      get { messageReference.string(structure.pointee.reviewer_role) }
      nonmutating set { structure.pointee.reviewer_role = messageReference.store(newValue) }
    }

    /// `reviewerRole` without a `String`.
    public var reviewerRoleUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.reviewer_role) }
      nonmutating set { structure.pointee.reviewer_role = messageReference.store(newValue) }
    }

    /// Time allowed from submission, or from the last escalation.
    public var sla: GoogleProtobuf.Duration? {
      get { messageReference.message(structure.pointee.sla) }
      nonmutating set { structure.pointee.sla = messageReference.store(newValue) }
    }

    /// `sla`; an empty one is put there where it is not set.
    public var mutableSla: GoogleProtobuf.Duration {
      if let existing = sla { return existing }
      let made = GoogleProtobuf.Duration(in: arena)
      sla = made
      return made
    }

    /// Whether two different people must agree.
    public var requiresSecondOpinion: Bool {
      get { structure.pointee.requires_second_opinion != 0 }
      nonmutating set { structure.pointee.requires_second_opinion = newValue ? 1 : 0 }
    }

    /// Whether the committee's quorum must agree.
    public var approvalCommitteeNeeded: Bool {
      get { structure.pointee.approval_committee_needed != 0 }
      nonmutating set { structure.pointee.approval_committee_needed = newValue ? 1 : 0 }
    }

    /// Roles in order, the lowest first.
    public var escalationPath: RepeatedField<String> {
      messageReference.list(structure.pointer(to: \.n_escalation_path)!)
    }

    /// One sentence for people.
    public var routingReason: String {
      get { messageReference.string(structure.pointee.routing_reason) }
      nonmutating set { structure.pointee.routing_reason = messageReference.store(newValue) }
    }

    /// `routingReason` without a `String`.
    public var routingReasonUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.routing_reason) }
      nonmutating set { structure.pointee.routing_reason = messageReference.store(newValue) }
    }

    /// Skills that the reviewer must have, for example "derivatives".
    public var requiredSkills: RepeatedField<String> {
      messageReference.list(structure.pointer(to: \.n_required_skills)!)
    }

    /// Opinions that must agree before the review is final; at least 1.
    public var requiredOpinions: Int32 {
      get { structure.pointee.required_opinions }
      nonmutating set { structure.pointee.required_opinions = newValue }
    }

    /// All of these must be met, each person counting once in the whole review. Where the policy has several ways, the one
    /// of which the fewest people are missing; another one will do as well.
    public var requirements: RepeatedField<OpinionRequirement> {
      messageReference.list(structure.pointer(to: \.n_requirements)!)
    }

    /// Registered reviewers who could decide now, the one with the least work first; at most 10. Not in lists and streams.
    public var candidateReviewerIDs: RepeatedField<String> {
      messageReference.list(structure.pointer(to: \.n_candidate_reviewer_ids)!)
    }

    /// The first of them: a suggestion, nothing is reserved. Empty where nobody could, or nobody is registered.
    public var suggestedReviewerID: String {
      get { messageReference.string(structure.pointee.suggested_reviewer_id) }
      nonmutating set { structure.pointee.suggested_reviewer_id = messageReference.store(newValue) }
    }

    /// `suggestedReviewerID` without a `String`.
    public var suggestedReviewerIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.suggested_reviewer_id) }
      nonmutating set { structure.pointee.suggested_reviewer_id = messageReference.store(newValue) }
    }
  }
}
