// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// Changes were skipped; a new snapshot follows.
  public struct StreamReset: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__stream_reset__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__StreamReset> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__StreamReset.self)
    }

    /// Why.
    public var reason: ResetReason {
      get { ResetReason(rawValue: Int32(bitPattern: structure.pointee.reason.rawValue)) }
      nonmutating set { structure.pointee.reason = .init(rawValue: UInt32(bitPattern: newValue.rawValue)) }
    }
  }
}
