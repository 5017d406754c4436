// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// A proposal to review.
  public struct SubmitQueryRequest: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__submit_query_request__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__SubmitQueryRequest> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__SubmitQueryRequest.self)
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

    /// Who asks.
    public var userID: String {
      get { messageReference.string(structure.pointee.user_id) }
      nonmutating set { structure.pointee.user_id = messageReference.store(newValue) }
    }

    /// `userID` without a `String`.
    public var userIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.user_id) }
      nonmutating set { structure.pointee.user_id = messageReference.store(newValue) }
    }

    /// What is asked; required.
    public var queryText: String {
      get { messageReference.string(structure.pointee.query_text) }
      nonmutating set { structure.pointee.query_text = messageReference.store(newValue) }
    }

    /// `queryText` without a `String`.
    public var queryTextUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.query_text) }
      nonmutating set { structure.pointee.query_text = messageReference.store(newValue) }
    }

    /// The money at stake, where known.
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

    /// What the model proposes.
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

    /// For example "derivatives"; derived by the policy when empty.
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
    public var labels: RepeatedField<SubmitQueryRequest.LabelsEntry> {
      messageReference.list(structure.pointer(to: \.n_labels)!)
    }

    /// Who or what is behind it.
    public var origin: Origin? {
      get { messageReference.message(structure.pointee.origin) }
      nonmutating set { structure.pointee.origin = messageReference.store(newValue) }
    }

    /// `origin`; an empty one is put there where it is not set.
    public var mutableOrigin: Origin {
      if let existing = origin { return existing }
      let made = Origin(in: arena)
      origin = made
      return made
    }

    /// After this instant the proposal is void: it expires, and no permit is issued.
    public var validUntil: GoogleProtobuf.Timestamp? {
      get { messageReference.message(structure.pointee.valid_until) }
      nonmutating set { structure.pointee.valid_until = messageReference.store(newValue) }
    }

    /// `validUntil`; an empty one is put there where it is not set.
    public var mutableValidUntil: GoogleProtobuf.Timestamp {
      if let existing = validUntil { return existing }
      let made = GoogleProtobuf.Timestamp(in: arena)
      validUntil = made
      return made
    }

    /// The review that this one replaces; must be final and the same requester's.
    public var supersedesAuditID: String {
      get { messageReference.string(structure.pointee.supersedes_audit_id) }
      nonmutating set { structure.pointee.supersedes_audit_id = messageReference.store(newValue) }
    }

    /// `supersedesAuditID` without a `String`.
    public var supersedesAuditIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.supersedes_audit_id) }
      nonmutating set { structure.pointee.supersedes_audit_id = messageReference.store(newValue) }
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

    /// countersign.v1.SubmitQueryRequest.LabelsEntry
    public struct LabelsEntry: MapEntry {
      public static var messageDescriptor: MessageDescriptor {
        MessageDescriptor(countersign__v1__submit_query_request__labels_entry__descriptor_address())
      }
      @_spi(GeneratedMessages) public let messageReference: MessageReference

      @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
        self.messageReference = messageReference
      }

      /// An empty message in `arena`.
      public init(in arena: Arena) {
        messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
      }

      private var structure: UnsafeMutablePointer<Countersign__V1__SubmitQueryRequest__LabelsEntry> {
        messageReference.storage.assumingMemoryBound(to: Countersign__V1__SubmitQueryRequest__LabelsEntry.self)
      }

      /// `key` of countersign.v1.SubmitQueryRequest.LabelsEntry.
      public var key: String {
        get { messageReference.string(structure.pointee.key) }
        nonmutating set { structure.pointee.key = messageReference.store(newValue) }
      }

      /// `key` without a `String`.
      public var keyUTF8: UTF8Text {
        get { messageReference.text(structure.pointee.key) }
        nonmutating set { structure.pointee.key = messageReference.store(newValue) }
      }

      /// `value` of countersign.v1.SubmitQueryRequest.LabelsEntry.
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
