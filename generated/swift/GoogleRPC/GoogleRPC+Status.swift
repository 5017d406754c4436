// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension GoogleRPC {
  /// The `Status` type defines a logical error model that is suitable for
  /// different programming environments, including REST APIs and RPC APIs. It is
  /// used by [gRPC](https://github.com/grpc). Each `Status` message contains
  /// three pieces of data: error code, error message, and error details.
  ///
  /// You can find out more about this error model and how to work with it in the
  /// [API Design Guide](https://cloud.google.com/apis/design/errors).
  public struct Status: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(google__rpc__status__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Google__Rpc__Status> {
      messageReference.storage.assumingMemoryBound(to: Google__Rpc__Status.self)
    }

    /// The status code, which should be an enum value of
    /// [google.rpc.Code][google.rpc.Code].
    public var code: Int32 {
      get { structure.pointee.code }
      nonmutating set { structure.pointee.code = newValue }
    }

    /// A developer-facing error message, which should be in English. Any
    /// user-facing error message should be localized and sent in the
    /// [google.rpc.Status.details][google.rpc.Status.details] field, or localized
    /// by the client.
    public var message: String {
      get { messageReference.string(structure.pointee.message) }
      nonmutating set { structure.pointee.message = messageReference.store(newValue) }
    }

    /// `message` without a `String`.
    public var messageUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.message) }
      nonmutating set { structure.pointee.message = messageReference.store(newValue) }
    }

    /// A list of messages that carry the error details.  There is a common set of
    /// message types for APIs to use.
    public var details: RepeatedField<GoogleProtobuf.AnyMessage> {
      messageReference.list(structure.pointer(to: \.n_details)!)
    }
  }
}
