// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// An amount of money. Same fields and rules as google.type.Money.
  public struct Money: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__money__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__Money> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__Money.self)
    }

    /// ISO 4217 code. Empty means the policy's base currency.
    public var currencyCode: String {
      get { messageReference.string(structure.pointee.currency_code) }
      nonmutating set { structure.pointee.currency_code = messageReference.store(newValue) }
    }

    /// `currencyCode` without a `String`.
    public var currencyCodeUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.currency_code) }
      nonmutating set { structure.pointee.currency_code = messageReference.store(newValue) }
    }

    /// Whole units of the amount.
    public var units: Int64 {
      get { structure.pointee.units }
      nonmutating set { structure.pointee.units = newValue }
    }

    /// Billionths of a unit; same sign as units.
    public var nanos: Int32 {
      get { structure.pointee.nanos }
      nonmutating set { structure.pointee.nanos = newValue }
    }
  }
}
