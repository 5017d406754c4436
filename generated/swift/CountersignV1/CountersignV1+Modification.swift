// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// What should be done instead.
  public struct Modification: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__modification__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__Modification> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__Modification.self)
    }

    /// The alternative in words.
    public var recommendation: String {
      get { messageReference.string(structure.pointee.recommendation) }
      nonmutating set { structure.pointee.recommendation = messageReference.store(newValue) }
    }

    /// `recommendation` without a `String`.
    public var recommendationUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.recommendation) }
      nonmutating set { structure.pointee.recommendation = messageReference.store(newValue) }
    }

    /// The alternative amount: same currency, never above the proposal's; unset keeps it.
    public var transactionAmount: Money? {
      get { messageReference.message(structure.pointee.transaction_amount) }
      nonmutating set { structure.pointee.transaction_amount = messageReference.store(newValue) }
    }

    /// `transactionAmount`; an empty one is put there where it is not set.
    public var mutableTransactionAmount: Money {
      if let existing = transactionAmount { return existing }
      let made = Money(in: arena)
      transactionAmount = made
      return made
    }

    /// What replaces rag_response; unset keeps it.
    public var ragResponse: GoogleProtobuf.Struct? {
      get { messageReference.message(structure.pointee.rag_response) }
      nonmutating set { structure.pointee.rag_response = messageReference.store(newValue) }
    }

    /// `ragResponse`; an empty one is put there where it is not set.
    public var mutableRagResponse: GoogleProtobuf.Struct {
      if let existing = ragResponse { return existing }
      let made = GoogleProtobuf.Struct(in: arena)
      ragResponse = made
      return made
    }
  }
}
