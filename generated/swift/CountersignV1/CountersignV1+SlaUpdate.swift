// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// The clocks of some waiting reviews.
  public struct SlaUpdate: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__sla_update__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__SlaUpdate> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__SlaUpdate.self)
    }

    /// The clocks.
    public var clocks: RepeatedField<SlaUpdate.Clock> {
      messageReference.list(structure.pointer(to: \.n_clocks)!)
    }

    /// One review's clock.
    public struct Clock: ArenaMessage {
      public static var messageDescriptor: MessageDescriptor {
        MessageDescriptor(countersign__v1__sla_update__clock__descriptor_address())
      }
      @_spi(GeneratedMessages) public let messageReference: MessageReference

      @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
        self.messageReference = messageReference
      }

      /// An empty message in `arena`.
      public init(in arena: Arena) {
        messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
      }

      private var structure: UnsafeMutablePointer<Countersign__V1__SlaUpdate__Clock> {
        messageReference.storage.assumingMemoryBound(to: Countersign__V1__SlaUpdate__Clock.self)
      }

      /// Which review.
      public var auditID: String {
        get { messageReference.string(structure.pointee.audit_id) }
        nonmutating set { structure.pointee.audit_id = messageReference.store(newValue) }
      }

      /// `auditID` without a `String`.
      public var auditIDUTF8: UTF8Text {
        get { messageReference.text(structure.pointee.audit_id) }
        nonmutating set { structure.pointee.audit_id = messageReference.store(newValue) }
      }

      /// Its clock.
      public var sla: SlaStatus? {
        get { messageReference.message(structure.pointee.sla) }
        nonmutating set { structure.pointee.sla = messageReference.store(newValue) }
      }

      /// `sla`; an empty one is put there where it is not set.
      public var mutableSla: SlaStatus {
        if let existing = sla { return existing }
        let made = SlaStatus(in: arena)
        sla = made
        return made
      }

      /// Its version now: warnings and breaches raise it.
      public var version: Int64 {
        get { structure.pointee.version }
        nonmutating set { structure.pointee.version = newValue }
      }
    }
  }
}
