// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// What the executor did.
  public struct ReportExecutionRequest: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__report_execution_request__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__ReportExecutionRequest> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__ReportExecutionRequest.self)
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

    /// Which review; must be authorized.
    public var auditID: String {
      get { messageReference.string(structure.pointee.audit_id) }
      nonmutating set { structure.pointee.audit_id = messageReference.store(newValue) }
    }

    /// `auditID` without a `String`.
    public var auditIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.audit_id) }
      nonmutating set { structure.pointee.audit_id = messageReference.store(newValue) }
    }

    /// Who executed; the permit's holder.
    public var executorID: String {
      get { messageReference.string(structure.pointee.executor_id) }
      nonmutating set { structure.pointee.executor_id = messageReference.store(newValue) }
    }

    /// `executorID` without a `String`.
    public var executorIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.executor_id) }
      nonmutating set { structure.pointee.executor_id = messageReference.store(newValue) }
    }

    /// What happened: EXECUTED, FAILED, NOT_EXECUTED or OUTCOME_UNKNOWN.
    public var state: Execution.State {
      get { Execution.State(rawValue: Int32(bitPattern: structure.pointee.state.rawValue)) }
      nonmutating set { structure.pointee.state = .init(rawValue: UInt32(bitPattern: newValue.rawValue)) }
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

    /// Which permit; required.
    public var permitID: String {
      get { messageReference.string(structure.pointee.permit_id) }
      nonmutating set { structure.pointee.permit_id = messageReference.store(newValue) }
    }

    /// `permitID` without a `String`.
    public var permitIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.permit_id) }
      nonmutating set { structure.pointee.permit_id = messageReference.store(newValue) }
    }

    /// What was moved; required for EXECUTED where the permit has an amount.
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

    /// When it was moved.
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
  }
}
