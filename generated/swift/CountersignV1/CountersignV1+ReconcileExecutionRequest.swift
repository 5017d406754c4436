// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// What a person found out about an unknown outcome.
  public struct ReconcileExecutionRequest: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__reconcile_execution_request__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__ReconcileExecutionRequest> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__ReconcileExecutionRequest.self)
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

    /// Which review; must be OUTCOME_UNKNOWN.
    public var auditID: String {
      get { messageReference.string(structure.pointee.audit_id) }
      nonmutating set { structure.pointee.audit_id = messageReference.store(newValue) }
    }

    /// `auditID` without a `String`.
    public var auditIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.audit_id) }
      nonmutating set { structure.pointee.audit_id = messageReference.store(newValue) }
    }

    /// Who found out; neither the executor nor a reviewer of it.
    public var reconcilerID: String {
      get { messageReference.string(structure.pointee.reconciler_id) }
      nonmutating set { structure.pointee.reconciler_id = messageReference.store(newValue) }
    }

    /// `reconcilerID` without a `String`.
    public var reconcilerIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.reconciler_id) }
      nonmutating set { structure.pointee.reconciler_id = messageReference.store(newValue) }
    }

    /// EXECUTED or NOT_EXECUTED.
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

    /// How it was found out; required.
    public var justification: String {
      get { messageReference.string(structure.pointee.justification) }
      nonmutating set { structure.pointee.justification = messageReference.store(newValue) }
    }

    /// `justification` without a `String`.
    public var justificationUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.justification) }
      nonmutating set { structure.pointee.justification = messageReference.store(newValue) }
    }

    /// What was moved.
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
  }
}
