// Written by countersign-generate from proto/. Do not edit.

internal import CTestMessages
@_spi(GeneratedMessages) import MessagesBase

extension BenchV1 {
  /// bench.v1.Req
  public struct Req: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor { MessageDescriptor(bench__v1__req__descriptor_address()) }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Bench__V1__Req> {
      messageReference.storage.assumingMemoryBound(to: Bench__V1__Req.self)
    }

    /// `user_id` of bench.v1.Req.
    public var userID: String {
      get { messageReference.string(structure.pointee.user_id) }
      nonmutating set { structure.pointee.user_id = messageReference.store(newValue) }
    }

    /// `userID` without a `String`.
    public var userIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.user_id) }
      nonmutating set { structure.pointee.user_id = messageReference.store(newValue) }
    }

    /// `query_text` of bench.v1.Req.
    public var queryText: String {
      get { messageReference.string(structure.pointee.query_text) }
      nonmutating set { structure.pointee.query_text = messageReference.store(newValue) }
    }

    /// `queryText` without a `String`.
    public var queryTextUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.query_text) }
      nonmutating set { structure.pointee.query_text = messageReference.store(newValue) }
    }

    /// `amount_micros` of bench.v1.Req.
    public var amountMicros: Int64 {
      get { structure.pointee.amount_micros }
      nonmutating set { structure.pointee.amount_micros = newValue }
    }

    /// `action_type` of bench.v1.Req.
    public var actionType: String {
      get { messageReference.string(structure.pointee.action_type) }
      nonmutating set { structure.pointee.action_type = messageReference.store(newValue) }
    }

    /// `actionType` without a `String`.
    public var actionTypeUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.action_type) }
      nonmutating set { structure.pointee.action_type = messageReference.store(newValue) }
    }
  }
}
