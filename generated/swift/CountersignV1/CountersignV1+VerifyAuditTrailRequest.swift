// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// Which part to verify.
  public struct VerifyAuditTrailRequest: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__verify_audit_trail_request__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__VerifyAuditTrailRequest> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__VerifyAuditTrailRequest.self)
    }

    /// From this sequence number; 0 for the first retained.
    public var fromSequence: Int64 {
      get { structure.pointee.from_sequence }
      nonmutating set { structure.pointee.from_sequence = newValue }
    }

    /// Through this one; 0 for the last.
    public var throughSequence: Int64 {
      get { structure.pointee.through_sequence }
      nonmutating set { structure.pointee.through_sequence = newValue }
    }
  }
}
