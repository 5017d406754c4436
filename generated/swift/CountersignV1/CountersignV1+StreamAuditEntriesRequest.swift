// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// Which entries to stream.
  public struct StreamAuditEntriesRequest: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__stream_audit_entries_request__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__StreamAuditEntriesRequest> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__StreamAuditEntriesRequest.self)
    }

    /// After this sequence number.
    public var afterSequence: Int64 {
      get { structure.pointee.after_sequence }
      nonmutating set { structure.pointee.after_sequence = newValue }
    }

    /// Up to this one; 0 for all.
    public var throughSequence: Int64 {
      get { structure.pointee.through_sequence }
      nonmutating set { structure.pointee.through_sequence = newValue }
    }

    /// Whether to stay and send new entries as they are committed.
    public var follow: Bool {
      get { structure.pointee.follow != 0 }
      nonmutating set { structure.pointee.follow = newValue ? 1 : 0 }
    }
  }
}
