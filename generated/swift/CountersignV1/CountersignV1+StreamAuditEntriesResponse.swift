// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// Some entries of the stream, or a sign of life.
  public struct StreamAuditEntriesResponse: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__stream_audit_entries_response__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__StreamAuditEntriesResponse> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__StreamAuditEntriesResponse.self)
    }

    /// Consecutive entries; none in a sign of life.
    public var entries: RepeatedField<AuditEntry> {
      messageReference.list(structure.pointer(to: \.n_entries)!)
    }

    /// Everything through this sequence number was sent; continue after it.
    public var throughSequence: Int64 {
      get { structure.pointee.through_sequence }
      nonmutating set { structure.pointee.through_sequence = newValue }
    }

    /// Whether this was the end of the log when it was sent.
    public var caughtUp: Bool {
      get { structure.pointee.caught_up != 0 }
      nonmutating set { structure.pointee.caught_up = newValue ? 1 : 0 }
    }
  }
}
