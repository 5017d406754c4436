// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// The result of the classification, with every rule that matched.
  public struct RiskAssessment: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__risk_assessment__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__RiskAssessment> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__RiskAssessment.self)
    }

    /// The highest level of the rules that matched.
    public var level: RiskLevel {
      get { RiskLevel(rawValue: Int32(bitPattern: structure.pointee.level.rawValue)) }
      nonmutating set { structure.pointee.level = .init(rawValue: UInt32(bitPattern: newValue.rawValue)) }
    }

    /// One sentence for people; the matched reasons joined with "; ".
    public var reason: String {
      get { messageReference.string(structure.pointee.reason) }
      nonmutating set { structure.pointee.reason = messageReference.store(newValue) }
    }

    /// `reason` without a `String`.
    public var reasonUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.reason) }
      nonmutating set { structure.pointee.reason = messageReference.store(newValue) }
    }

    /// Names of the policy rules that matched, most severe first.
    public var matchedRules: RepeatedField<String> {
      messageReference.list(structure.pointer(to: \.n_matched_rules)!)
    }

    /// Whether the classifier failed and the fail-safe level was used.
    public var failSafe: Bool {
      get { structure.pointee.fail_safe != 0 }
      nonmutating set { structure.pointee.fail_safe = newValue ? 1 : 0 }
    }

    /// The amount that was classified and that reviewers' limits are held against, in the base currency,
    /// rounded up; unset means unlimited: only a role without limit may approve.
    public var assessedAmount: Money? {
      get { messageReference.message(structure.pointee.assessed_amount) }
      nonmutating set { structure.pointee.assessed_amount = messageReference.store(newValue) }
    }

    /// `assessedAmount`; an empty one is put there where it is not set.
    public var mutableAssessedAmount: Money {
      if let existing = assessedAmount { return existing }
      let made = Money(in: arena)
      assessedAmount = made
      return made
    }

    /// Where it came from.
    public var amountSource: AmountSource {
      get { AmountSource(rawValue: Int32(bitPattern: structure.pointee.amount_source.rawValue)) }
      nonmutating set { structure.pointee.amount_source = .init(rawValue: UInt32(bitPattern: newValue.rawValue)) }
    }

    /// Sum of the requester's window that it was added to, where the policy aggregates.
    public var aggregateAmount: Money? {
      get { messageReference.message(structure.pointee.aggregate_amount) }
      nonmutating set { structure.pointee.aggregate_amount = messageReference.store(newValue) }
    }

    /// `aggregateAmount`; an empty one is put there where it is not set.
    public var mutableAggregateAmount: Money {
      if let existing = aggregateAmount { return existing }
      let made = Money(in: arena)
      aggregateAmount = made
      return made
    }

    /// What a reviewer must be told, for example that text and stated amount differ; the level stands.
    public var warnings: RepeatedField<String> {
      messageReference.list(structure.pointer(to: \.n_warnings)!)
    }
  }
}
