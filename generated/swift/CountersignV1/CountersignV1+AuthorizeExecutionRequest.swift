// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// Which action is to be executed.
  public struct AuthorizeExecutionRequest: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__authorize_execution_request__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__AuthorizeExecutionRequest> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__AuthorizeExecutionRequest.self)
    }

    /// Chosen by the client and required; the same id from the same caller returns the same permit, byte for byte.
    public var requestID: String {
      get { messageReference.string(structure.pointee.request_id) }
      nonmutating set { structure.pointee.request_id = messageReference.store(newValue) }
    }

    /// `requestID` without a `String`.
    public var requestIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.request_id) }
      nonmutating set { structure.pointee.request_id = messageReference.store(newValue) }
    }

    /// Which review; must be APPROVED or MODIFIED, not held by a kill switch, and not authorized before.
    public var auditID: String {
      get { messageReference.string(structure.pointee.audit_id) }
      nonmutating set { structure.pointee.audit_id = messageReference.store(newValue) }
    }

    /// `auditID` without a `String`.
    public var auditIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.audit_id) }
      nonmutating set { structure.pointee.audit_id = messageReference.store(newValue) }
    }

    /// Who will execute.
    public var executorID: String {
      get { messageReference.string(structure.pointee.executor_id) }
      nonmutating set { structure.pointee.executor_id = messageReference.store(newValue) }
    }

    /// `executorID` without a `String`.
    public var executorIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.executor_id) }
      nonmutating set { structure.pointee.executor_id = messageReference.store(newValue) }
    }

    /// The review's effective_action_digest; required.
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

    /// For how long; the policy's default when empty, its maximum at most.
    public var lifetime: GoogleProtobuf.Duration? {
      get { messageReference.message(structure.pointee.lifetime) }
      nonmutating set { structure.pointee.lifetime = messageReference.store(newValue) }
    }

    /// `lifetime`; an empty one is put there where it is not set.
    public var mutableLifetime: GoogleProtobuf.Duration {
      if let existing = lifetime { return existing }
      let made = GoogleProtobuf.Duration(in: arena)
      lifetime = made
      return made
    }

    /// What will be moved; required where the review has an amount, at most that, same currency.
    public var amount: Money? {
      get { messageReference.message(structure.pointee.amount) }
      nonmutating set { structure.pointee.amount = messageReference.store(newValue) }
    }

    /// `amount`; an empty one is put there where it is not set.
    public var mutableAmount: Money {
      if let existing = amount { return existing }
      let made = Money(in: arena)
      amount = made
      return made
    }
  }
}
