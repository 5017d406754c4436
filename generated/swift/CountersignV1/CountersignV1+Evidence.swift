// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// A source that a reviewer relies on.
  public struct Evidence: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__evidence__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__Evidence> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__Evidence.self)
    }

    /// What it is, for example "10-Q Q3 2024, Note 7".
    public var source: String {
      get { messageReference.string(structure.pointee.source) }
      nonmutating set { structure.pointee.source = messageReference.store(newValue) }
    }

    /// `source` without a `String`.
    public var sourceUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.source) }
      nonmutating set { structure.pointee.source = messageReference.store(newValue) }
    }

    /// Optional address.
    public var uri: String {
      get { messageReference.string(structure.pointee.uri) }
      nonmutating set { structure.pointee.uri = messageReference.store(newValue) }
    }

    /// `uri` without a `String`.
    public var uriUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.uri) }
      nonmutating set { structure.pointee.uri = messageReference.store(newValue) }
    }

    /// Optional SHA-256 of the document, 32 bytes.
    public var sha256: [UInt8] {
      get { messageReference.bytes(structure.pointee.sha256) }
      nonmutating set { structure.pointee.sha256 = messageReference.store(newValue) }
    }

    /// Calls `body` with `sha256`, uncopied and valid during the call only.
    public func withSha256<Result, Failure: Error>(_ body: (UnsafeRawBufferPointer) throws(Failure) -> Result)
      throws(Failure) -> Result
    {
      return try messageReference.withBytes(structure.pointee.sha256, body)
    }

    /// Sets `sha256` to a copy of these bytes.
    public func setSha256(_ newValue: UnsafeRawBufferPointer) {
      structure.pointee.sha256 = messageReference.store(newValue)
    }
  }
}
