// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// One break of the chain.
  public struct AuditBreak: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__audit_break__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__AuditBreak> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__AuditBreak.self)
    }

    /// Where.
    public var sequence: Int64 {
      get { structure.pointee.sequence }
      nonmutating set { structure.pointee.sequence = newValue }
    }

    /// What is wrong, for people.
    public var error: String {
      get { messageReference.string(structure.pointee.error) }
      nonmutating set { structure.pointee.error = messageReference.store(newValue) }
    }

    /// `error` without a `String`.
    public var errorUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.error) }
      nonmutating set { structure.pointee.error = messageReference.store(newValue) }
    }
  }
}
