// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension GoogleRPC {
  /// Contains metadata about the request that clients can attach when filing a bug
  /// or providing other forms of feedback.
  public struct RequestInfo: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(google__rpc__request_info__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Google__Rpc__RequestInfo> {
      messageReference.storage.assumingMemoryBound(to: Google__Rpc__RequestInfo.self)
    }

    /// An opaque string that should only be interpreted by the service generating
    /// it. For example, it can be used to identify requests in the service's logs.
    public var requestID: String {
      get { messageReference.string(structure.pointee.request_id) }
      nonmutating set { structure.pointee.request_id = messageReference.store(newValue) }
    }

    /// `requestID` without a `String`.
    public var requestIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.request_id) }
      nonmutating set { structure.pointee.request_id = messageReference.store(newValue) }
    }

    /// Any data that was used to serve this request. For example, an encrypted
    /// stack trace that can be sent back to the service provider for debugging.
    public var servingData: String {
      get { messageReference.string(structure.pointee.serving_data) }
      nonmutating set { structure.pointee.serving_data = messageReference.store(newValue) }
    }

    /// `servingData` without a `String`.
    public var servingDataUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.serving_data) }
      nonmutating set { structure.pointee.serving_data = messageReference.store(newValue) }
    }
  }
}
