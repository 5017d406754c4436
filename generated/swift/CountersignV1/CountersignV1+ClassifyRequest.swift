// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// One proposal with what the rules say of it.
  public struct ClassifyRequest: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__classify_request__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__ClassifyRequest> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__ClassifyRequest.self)
    }

    /// What is asked.
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

    /// As given; empty where none was.
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
      get { structure.pointee.model_confidence_presence_case.rawValue == 5 ? structure.pointee.model_confidence : nil }
      nonmutating set {
        guard let newValue else { return clearModelConfidencePresence(5) }
        structure.pointee.model_confidence_presence_case = .init(rawValue: 5)
        structure.pointee.model_confidence = newValue
      }
    }

    /// As given; empty where none was.
    public var domain: String {
      get { messageReference.string(structure.pointee.domain) }
      nonmutating set { structure.pointee.domain = messageReference.store(newValue) }
    }

    /// `domain` without a `String`.
    public var domainUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.domain) }
      nonmutating set { structure.pointee.domain = messageReference.store(newValue) }
    }

    /// The requester; empty where ClassifyRisk was called without one.
    public var userID: String {
      get { messageReference.string(structure.pointee.user_id) }
      nonmutating set { structure.pointee.user_id = messageReference.store(newValue) }
    }

    /// `userID` without a `String`.
    public var userIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.user_id) }
      nonmutating set { structure.pointee.user_id = messageReference.store(newValue) }
    }

    /// The program behind the proposal; empty where unknown.
    public var agentID: String {
      get { messageReference.string(structure.pointee.agent_id) }
      nonmutating set { structure.pointee.agent_id = messageReference.store(newValue) }
    }

    /// `agentID` without a `String`.
    public var agentIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.agent_id) }
      nonmutating set { structure.pointee.agent_id = messageReference.store(newValue) }
    }

    /// The account it is about; empty where unknown.
    public var accountID: String {
      get { messageReference.string(structure.pointee.account_id) }
      nonmutating set { structure.pointee.account_id = messageReference.store(newValue) }
    }

    /// `accountID` without a `String`.
    public var accountIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.account_id) }
      nonmutating set { structure.pointee.account_id = messageReference.store(newValue) }
    }

    /// The level that the rules of the policy give.
    public var level: RiskLevel {
      get { RiskLevel(rawValue: Int32(bitPattern: structure.pointee.level.rawValue)) }
      nonmutating set { structure.pointee.level = .init(rawValue: UInt32(bitPattern: newValue.rawValue)) }
    }

    /// Names of the policy rules that matched, most severe first.
    public var matchedRules: RepeatedField<String> {
      messageReference.list(structure.pointer(to: \.n_matched_rules)!)
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
        case 5: modelConfidence.map(ModelConfidencePresence.modelConfidence)
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
  }
}
