// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// The stream lives.
  public struct Heartbeat: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__heartbeat__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__Heartbeat> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__Heartbeat.self)
    }

    /// The server's clock.
    public var asOf: GoogleProtobuf.Timestamp? {
      get { messageReference.message(structure.pointee.as_of) }
      nonmutating set { structure.pointee.as_of = messageReference.store(newValue) }
    }

    /// `asOf`; an empty one is put there where it is not set.
    public var mutableAsOf: GoogleProtobuf.Timestamp {
      if let existing = asOf { return existing }
      let made = GoogleProtobuf.Timestamp(in: arena)
      asOf = made
      return made
    }
  }
}
