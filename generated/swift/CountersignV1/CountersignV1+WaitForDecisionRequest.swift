// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// Which review to wait for.
  public struct WaitForDecisionRequest: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__wait_for_decision_request__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__WaitForDecisionRequest> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__WaitForDecisionRequest.self)
    }

    /// The review's id.
    public var auditID: String {
      get { messageReference.string(structure.pointee.audit_id) }
      nonmutating set { structure.pointee.audit_id = messageReference.store(newValue) }
    }

    /// `auditID` without a `String`.
    public var auditIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.audit_id) }
      nonmutating set { structure.pointee.audit_id = messageReference.store(newValue) }
    }

    /// Returns OK with the review as it stands after this long; empty waits for the call's deadline.
    public var maxWait: GoogleProtobuf.Duration? {
      get { messageReference.message(structure.pointee.max_wait) }
      nonmutating set { structure.pointee.max_wait = messageReference.store(newValue) }
    }

    /// `maxWait`; an empty one is put there where it is not set.
    public var mutableMaxWait: GoogleProtobuf.Duration {
      if let existing = maxWait { return existing }
      let made = GoogleProtobuf.Duration(in: arena)
      maxWait = made
      return made
    }

    /// When not 0, returns at the first version above it, final or not.
    public var afterVersion: Int64 {
      get { structure.pointee.after_version }
      nonmutating set { structure.pointee.after_version = newValue }
    }
  }
}
