// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// Where the execution of a final decision stands.
  public struct Execution: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__execution__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__Execution> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__Execution.self)
    }

    /// Where it stands.
    public var state: Execution.State {
      get { Execution.State(rawValue: Int32(bitPattern: structure.pointee.state.rawValue)) }
      nonmutating set { structure.pointee.state = .init(rawValue: UInt32(bitPattern: newValue.rawValue)) }
    }

    /// Who holds or held the permit.
    public var executorID: String {
      get { messageReference.string(structure.pointee.executor_id) }
      nonmutating set { structure.pointee.executor_id = messageReference.store(newValue) }
    }

    /// `executorID` without a `String`.
    public var executorIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.executor_id) }
      nonmutating set { structure.pointee.executor_id = messageReference.store(newValue) }
    }

    /// The executing system's own reference.
    public var reference: String {
      get { messageReference.string(structure.pointee.reference) }
      nonmutating set { structure.pointee.reference = messageReference.store(newValue) }
    }

    /// `reference` without a `String`.
    public var referenceUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.reference) }
      nonmutating set { structure.pointee.reference = messageReference.store(newValue) }
    }

    /// Details for people.
    public var detail: String {
      get { messageReference.string(structure.pointee.detail) }
      nonmutating set { structure.pointee.detail = messageReference.store(newValue) }
    }

    /// `detail` without a `String`.
    public var detailUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.detail) }
      nonmutating set { structure.pointee.detail = messageReference.store(newValue) }
    }

    /// When it was recorded.
    public var updatedAt: GoogleProtobuf.Timestamp? {
      get { messageReference.message(structure.pointee.updated_at) }
      nonmutating set { structure.pointee.updated_at = messageReference.store(newValue) }
    }

    /// `updatedAt`; an empty one is put there where it is not set.
    public var mutableUpdatedAt: GoogleProtobuf.Timestamp {
      if let existing = updatedAt { return existing }
      let made = GoogleProtobuf.Timestamp(in: arena)
      updatedAt = made
      return made
    }

    /// Which permit.
    public var permitID: String {
      get { messageReference.string(structure.pointee.permit_id) }
      nonmutating set { structure.pointee.permit_id = messageReference.store(newValue) }
    }

    /// `permitID` without a `String`.
    public var permitIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.permit_id) }
      nonmutating set { structure.pointee.permit_id = messageReference.store(newValue) }
    }

    /// When the permit ends.
    public var permitExpiresAt: GoogleProtobuf.Timestamp? {
      get { messageReference.message(structure.pointee.permit_expires_at) }
      nonmutating set { structure.pointee.permit_expires_at = messageReference.store(newValue) }
    }

    /// `permitExpiresAt`; an empty one is put there where it is not set.
    public var mutablePermitExpiresAt: GoogleProtobuf.Timestamp {
      if let existing = permitExpiresAt { return existing }
      let made = GoogleProtobuf.Timestamp(in: arena)
      permitExpiresAt = made
      return made
    }

    /// What was moved, as reported.
    public var executedAmount: Money? {
      get { messageReference.message(structure.pointee.executed_amount) }
      nonmutating set { structure.pointee.executed_amount = messageReference.store(newValue) }
    }

    /// `executedAmount`; an empty one is put there where it is not set.
    public var mutableExecutedAmount: Money {
      if let existing = executedAmount { return existing }
      let made = Money(in: arena)
      executedAmount = made
      return made
    }

    /// When it was moved, as reported.
    public var executedAt: GoogleProtobuf.Timestamp? {
      get { messageReference.message(structure.pointee.executed_at) }
      nonmutating set { structure.pointee.executed_at = messageReference.store(newValue) }
    }

    /// `executedAt`; an empty one is put there where it is not set.
    public var mutableExecutedAt: GoogleProtobuf.Timestamp {
      if let existing = executedAt { return existing }
      let made = GoogleProtobuf.Timestamp(in: arena)
      executedAt = made
      return made
    }

    /// Who reconciled an unknown outcome; empty otherwise.
    public var reconciledBy: String {
      get { messageReference.string(structure.pointee.reconciled_by) }
      nonmutating set { structure.pointee.reconciled_by = messageReference.store(newValue) }
    }

    /// `reconciledBy` without a `String`.
    public var reconciledByUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.reconciled_by) }
      nonmutating set { structure.pointee.reconciled_by = messageReference.store(newValue) }
    }

    /// Where it stands.
    public enum State: WireEnum {
      /// Never stored.
      case unspecified
      /// A permit is out; exactly one executor holds it.
      case authorized
      /// Carried out.
      case executed
      /// Tried and failed.
      case failed
      /// Deliberately not carried out. A permit that lapses unreported is OUTCOME_UNKNOWN.
      case notExecuted
      /// The executor lost the answer of the system behind it; a person must reconcile.
      case outcomeUnknown
      /// A number that this version does not know.
      case unrecognized(Int32)

      public static let namePrefix = "STATE_"

      /// The known values in their order in the contract.
      public static let allCases: [State] = [
        .unspecified, .authorized, .executed, .failed, .notExecuted, .outcomeUnknown,
      ]

      public init(rawValue: Int32) {
        switch rawValue {
        case 0: self = .unspecified
        case 1: self = .authorized
        case 2: self = .executed
        case 3: self = .failed
        case 4: self = .notExecuted
        case 5: self = .outcomeUnknown
        default: self = .unrecognized(rawValue)
        }
      }

      public var rawValue: Int32 {
        switch self {
        case .unspecified: 0
        case .authorized: 1
        case .executed: 2
        case .failed: 3
        case .notExecuted: 4
        case .outcomeUnknown: 5
        case .unrecognized(let number): number
        }
      }

      public var shortName: String {
        switch self {
        case .unspecified: "UNSPECIFIED"
        case .authorized: "AUTHORIZED"
        case .executed: "EXECUTED"
        case .failed: "FAILED"
        case .notExecuted: "NOT_EXECUTED"
        case .outcomeUnknown: "OUTCOME_UNKNOWN"
        case .unrecognized(let number): String(number)
        }
      }
    }
  }
}
