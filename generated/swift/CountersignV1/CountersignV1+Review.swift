// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// A query and everything that happened to it.
  public struct Review: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__review__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    var structure: UnsafeMutablePointer<Countersign__V1__Review> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__Review.self)
    }

    /// Server-assigned id, unique for ever; time-ordered.
    public var auditID: String {
      get { messageReference.string(structure.pointee.audit_id) }
      nonmutating set { structure.pointee.audit_id = messageReference.store(newValue) }
    }

    /// `auditID` without a `String`.
    public var auditIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.audit_id) }
      nonmutating set { structure.pointee.audit_id = messageReference.store(newValue) }
    }

    /// Who asked.
    public var userID: String {
      get { messageReference.string(structure.pointee.user_id) }
      nonmutating set { structure.pointee.user_id = messageReference.store(newValue) }
    }

    /// `userID` without a `String`.
    public var userIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.user_id) }
      nonmutating set { structure.pointee.user_id = messageReference.store(newValue) }
    }

    /// What was asked.
    public var queryText: String {
      get { messageReference.string(structure.pointee.query_text) }
      nonmutating set { structure.pointee.query_text = messageReference.store(newValue) }
    }

    /// `queryText` without a `String`.
    public var queryTextUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.query_text) }
      nonmutating set { structure.pointee.query_text = messageReference.store(newValue) }
    }

    /// The money at stake, where stated.
    public var transactionAmount: Money? {
      get { messageReference.message(structure.pointee.transaction_amount) }
      nonmutating set { structure.pointee.transaction_amount = messageReference.store(newValue) }
    }

    /// `transactionAmount`; an empty one is put there where it is not set.
    public var mutableTransactionAmount: Money {
      if let existing = transactionAmount { return existing }
      let made = Money(in: arena)
      transactionAmount = made
      return made
    }

    /// For example "investment_decision".
    public var actionType: String {
      get { messageReference.string(structure.pointee.action_type) }
      nonmutating set { structure.pointee.action_type = messageReference.store(newValue) }
    }

    /// `actionType` without a `String`.
    public var actionTypeUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.action_type) }
      nonmutating set { structure.pointee.action_type = messageReference.store(newValue) }
    }

    /// Whether material non-public information is involved.
    public var containsMNPI: Bool {
      get { structure.pointee.contains_mnpi != 0 }
      nonmutating set { structure.pointee.contains_mnpi = newValue ? 1 : 0 }
    }

    /// From 0 to 1.
    public var modelConfidence: Double? {
      get { structure.pointee.model_confidence_presence_case.rawValue == 7 ? structure.pointee.model_confidence : nil }
      nonmutating set {
        guard let newValue else { return clearModelConfidencePresence(7) }
        structure.pointee.model_confidence_presence_case = .init(rawValue: 7)
        structure.pointee.model_confidence = newValue
      }
    }

    /// What the model proposed.
    public var ragResponse: GoogleProtobuf.Struct? {
      get { messageReference.message(structure.pointee.rag_response) }
      nonmutating set { structure.pointee.rag_response = messageReference.store(newValue) }
    }

    /// `ragResponse`; an empty one is put there where it is not set.
    public var mutableRagResponse: GoogleProtobuf.Struct {
      if let existing = ragResponse { return existing }
      let made = GoogleProtobuf.Struct(in: arena)
      ragResponse = made
      return made
    }

    /// For example "derivatives".
    public var domain: String {
      get { messageReference.string(structure.pointee.domain) }
      nonmutating set { structure.pointee.domain = messageReference.store(newValue) }
    }

    /// `domain` without a `String`.
    public var domainUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.domain) }
      nonmutating set { structure.pointee.domain = messageReference.store(newValue) }
    }

    /// The requester's own labels.
    public var labels: RepeatedField<Review.LabelsEntry> {
      messageReference.list(structure.pointer(to: \.n_labels)!)
    }

    /// The classification.
    public var risk: RiskAssessment? {
      get { messageReference.message(structure.pointee.risk) }
      nonmutating set { structure.pointee.risk = messageReference.store(newValue) }
    }

    /// `risk`; an empty one is put there where it is not set.
    public var mutableRisk: RiskAssessment {
      if let existing = risk { return existing }
      let made = RiskAssessment(in: arena)
      risk = made
      return made
    }

    /// The routing as it stands now.
    public var routing: Routing? {
      get { messageReference.message(structure.pointee.routing) }
      nonmutating set { structure.pointee.routing = messageReference.store(newValue) }
    }

    /// `routing`; an empty one is put there where it is not set.
    public var mutableRouting: Routing {
      if let existing = routing { return existing }
      let made = Routing(in: arena)
      routing = made
      return made
    }

    /// The clock, computed when this was read.
    public var sla: SlaStatus? {
      get { messageReference.message(structure.pointee.sla) }
      nonmutating set { structure.pointee.sla = messageReference.store(newValue) }
    }

    /// `sla`; an empty one is put there where it is not set.
    public var mutableSla: SlaStatus {
      if let existing = sla { return existing }
      let made = SlaStatus(in: arena)
      sla = made
      return made
    }

    /// Where it stands.
    public var status: ReviewStatus {
      get { ReviewStatus(rawValue: Int32(bitPattern: structure.pointee.status.rawValue)) }
      nonmutating set { structure.pointee.status = .init(rawValue: UInt32(bitPattern: newValue.rawValue)) }
    }

    /// Opinions in order.
    public var opinions: RepeatedField<Opinion> {
      messageReference.list(structure.pointer(to: \.n_opinions)!)
    }

    /// Escalations in order.
    public var escalations: RepeatedField<Escalation> {
      messageReference.list(structure.pointer(to: \.n_escalations)!)
    }

    /// Who works on it now; empty if nobody.
    public var claimedBy: String {
      get { messageReference.string(structure.pointee.claimed_by) }
      nonmutating set { structure.pointee.claimed_by = messageReference.store(newValue) }
    }

    /// `claimedBy` without a `String`.
    public var claimedByUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.claimed_by) }
      nonmutating set { structure.pointee.claimed_by = messageReference.store(newValue) }
    }

    /// When the claim lapses.
    public var claimExpiresAt: GoogleProtobuf.Timestamp? {
      get { messageReference.message(structure.pointee.claim_expires_at) }
      nonmutating set { structure.pointee.claim_expires_at = messageReference.store(newValue) }
    }

    /// `claimExpiresAt`; an empty one is put there where it is not set.
    public var mutableClaimExpiresAt: GoogleProtobuf.Timestamp {
      if let existing = claimExpiresAt { return existing }
      let made = GoogleProtobuf.Timestamp(in: arena)
      claimExpiresAt = made
      return made
    }

    /// When it was submitted.
    public var submittedAt: GoogleProtobuf.Timestamp? {
      get { messageReference.message(structure.pointee.submitted_at) }
      nonmutating set { structure.pointee.submitted_at = messageReference.store(newValue) }
    }

    /// `submittedAt`; an empty one is put there where it is not set.
    public var mutableSubmittedAt: GoogleProtobuf.Timestamp {
      if let existing = submittedAt { return existing }
      let made = GoogleProtobuf.Timestamp(in: arena)
      submittedAt = made
      return made
    }

    /// When it became final.
    public var decidedAt: GoogleProtobuf.Timestamp? {
      get { messageReference.message(structure.pointee.decided_at) }
      nonmutating set { structure.pointee.decided_at = messageReference.store(newValue) }
    }

    /// `decidedAt`; an empty one is put there where it is not set.
    public var mutableDecidedAt: GoogleProtobuf.Timestamp {
      if let existing = decidedAt { return existing }
      let made = GoogleProtobuf.Timestamp(in: arena)
      decidedAt = made
      return made
    }

    /// Set once final.
    public var receipt: DecisionReceipt? {
      get { messageReference.message(structure.pointee.receipt) }
      nonmutating set { structure.pointee.receipt = messageReference.store(newValue) }
    }

    /// `receipt`; an empty one is put there where it is not set.
    public var mutableReceipt: DecisionReceipt {
      if let existing = receipt { return existing }
      let made = DecisionReceipt(in: arena)
      receipt = made
      return made
    }

    /// Set once a permit was issued.
    public var execution: Execution? {
      get { messageReference.message(structure.pointee.execution) }
      nonmutating set { structure.pointee.execution = messageReference.store(newValue) }
    }

    /// `execution`; an empty one is put there where it is not set.
    public var mutableExecution: Execution {
      if let existing = execution { return existing }
      let made = Execution(in: arena)
      execution = made
      return made
    }

    /// Grows by one with each change.
    public var version: Int64 {
      get { structure.pointee.version }
      nonmutating set { structure.pointee.version = newValue }
    }

    /// The policy that classified and routed it.
    public var policyVersion: String {
      get { messageReference.string(structure.pointee.policy_version) }
      nonmutating set { structure.pointee.policy_version = messageReference.store(newValue) }
    }

    /// `policyVersion` without a `String`.
    public var policyVersionUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.policy_version) }
      nonmutating set { structure.pointee.policy_version = messageReference.store(newValue) }
    }

    /// Audit sequence number of the last change.
    public var auditSequence: Int64 {
      get { structure.pointee.audit_sequence }
      nonmutating set { structure.pointee.audit_sequence = newValue }
    }

    /// Whether the model's confidence is known.
    public enum ModelConfidencePresence {
      /// From 0 to 1.
      case modelConfidence(Double)
    }

    /// The field that is set; nil for none, or one that this version does not know.
    public var modelConfidencePresence: ModelConfidencePresence? {
      get {
        switch structure.pointee.model_confidence_presence_case.rawValue {
        case 7: modelConfidence.map(ModelConfidencePresence.modelConfidence)
        default: nil
        }
      }
      nonmutating set {
        switch newValue {
        case nil: structure.pointee.model_confidence_presence_case = .init(rawValue: 0)
        case .modelConfidence(let value): modelConfidence = value
        }
      }
    }

    private func clearModelConfidencePresence(_ number: UInt32) {
      if structure.pointee.model_confidence_presence_case.rawValue == number {
        structure.pointee.model_confidence_presence_case = .init(rawValue: 0)
      }
    }

    /// countersign.v1.Review.LabelsEntry
    public struct LabelsEntry: MapEntry {
      public static var messageDescriptor: MessageDescriptor {
        MessageDescriptor(countersign__v1__review__labels_entry__descriptor_address())
      }
      @_spi(GeneratedMessages) public let messageReference: MessageReference

      @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
        self.messageReference = messageReference
      }

      /// An empty message in `arena`.
      public init(in arena: Arena) {
        messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
      }

      private var structure: UnsafeMutablePointer<Countersign__V1__Review__LabelsEntry> {
        messageReference.storage.assumingMemoryBound(to: Countersign__V1__Review__LabelsEntry.self)
      }

      /// `key` of countersign.v1.Review.LabelsEntry.
      public var key: String {
        get { messageReference.string(structure.pointee.key) }
        nonmutating set { structure.pointee.key = messageReference.store(newValue) }
      }

      /// `key` without a `String`.
      public var keyUTF8: UTF8Text {
        get { messageReference.text(structure.pointee.key) }
        nonmutating set { structure.pointee.key = messageReference.store(newValue) }
      }

      /// `value` of countersign.v1.Review.LabelsEntry.
      public var value: String {
        get { messageReference.string(structure.pointee.value) }
        nonmutating set { structure.pointee.value = messageReference.store(newValue) }
      }

      /// `value` without a `String`.
      public var valueUTF8: UTF8Text {
        get { messageReference.text(structure.pointee.value) }
        nonmutating set { structure.pointee.value = messageReference.store(newValue) }
      }
    }
  }
}
