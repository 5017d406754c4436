// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension GoogleRPC {
  /// Describes when the clients can retry a failed request. Clients could ignore
  /// the recommendation here or retry when this information is missing from error
  /// responses.
  ///
  /// It's always recommended that clients should use exponential backoff when
  /// retrying.
  ///
  /// Clients should wait until `retry_delay` amount of time has passed since
  /// receiving the error response before retrying.  If retrying requests also
  /// fail, clients should use an exponential backoff scheme to gradually increase
  /// the delay between retries based on `retry_delay`, until either a maximum
  /// number of retries have been reached or a maximum retry delay cap has been
  /// reached.
  public struct RetryInfo: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(google__rpc__retry_info__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Google__Rpc__RetryInfo> {
      messageReference.storage.assumingMemoryBound(to: Google__Rpc__RetryInfo.self)
    }

    /// Clients should wait at least this long between retrying the same request.
    public var retryDelay: GoogleProtobuf.Duration? {
      get { messageReference.message(structure.pointee.retry_delay) }
      nonmutating set { structure.pointee.retry_delay = messageReference.store(newValue) }
    }

    /// `retryDelay`; an empty one is put there where it is not set.
    public var mutableRetryDelay: GoogleProtobuf.Duration {
      if let existing = retryDelay { return existing }
      let made = GoogleProtobuf.Duration(in: arena)
      retryDelay = made
      return made
    }
  }
}
