// Written by countersign-generate from proto/. Do not edit.

internal import CTestMessages
@_spi(GeneratedMessages) import MessagesBase

extension GRPCTesting {
  /// A block of data, to simply increase gRPC message size.
  public struct Payload: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(grpc__testing__payload__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Grpc__Testing__Payload> {
      messageReference.storage.assumingMemoryBound(to: Grpc__Testing__Payload.self)
    }

    /// The type of data in body.
    public var type: PayloadType {
      get { PayloadType(rawValue: Int32(bitPattern: structure.pointee.type.rawValue)) }
      nonmutating set { structure.pointee.type = .init(rawValue: UInt32(bitPattern: newValue.rawValue)) }
    }

    /// Primary contents of payload.
    public var body: [UInt8] {
      get { messageReference.bytes(structure.pointee.body) }
      nonmutating set { structure.pointee.body = messageReference.store(newValue) }
    }

    /// Calls `body` with `body`, uncopied and valid during the call only.
    public func withBody<Result, Failure: Error>(_ body: (UnsafeRawBufferPointer) throws(Failure) -> Result)
      throws(Failure) -> Result
    {
      return try messageReference.withBytes(structure.pointee.body, body)
    }

    /// Sets `body` to a copy of these bytes.
    public func setBody(_ newValue: UnsafeRawBufferPointer) {
      structure.pointee.body = messageReference.store(newValue)
    }
  }
}
