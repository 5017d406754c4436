// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// A kill switch.
  public struct KillSwitch: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__kill_switch__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__KillSwitch> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__KillSwitch.self)
    }

    /// Server-assigned.
    public var killSwitchID: String {
      get { messageReference.string(structure.pointee.kill_switch_id) }
      nonmutating set { structure.pointee.kill_switch_id = messageReference.store(newValue) }
    }

    /// `killSwitchID` without a `String`.
    public var killSwitchIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.kill_switch_id) }
      nonmutating set { structure.pointee.kill_switch_id = messageReference.store(newValue) }
    }

    /// What it stops.
    public var scope: KillSwitchScope? {
      get { messageReference.message(structure.pointee.scope) }
      nonmutating set { structure.pointee.scope = messageReference.store(newValue) }
    }

    /// `scope`; an empty one is put there where it is not set.
    public var mutableScope: KillSwitchScope {
      if let existing = scope { return existing }
      let made = KillSwitchScope(in: arena)
      scope = made
      return made
    }

    /// Why.
    public var reason: String {
      get { messageReference.string(structure.pointee.reason) }
      nonmutating set { structure.pointee.reason = messageReference.store(newValue) }
    }

    /// `reason` without a `String`.
    public var reasonUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.reason) }
      nonmutating set { structure.pointee.reason = messageReference.store(newValue) }
    }

    /// Who engaged it.
    public var engagedBy: String {
      get { messageReference.string(structure.pointee.engaged_by) }
      nonmutating set { structure.pointee.engaged_by = messageReference.store(newValue) }
    }

    /// `engagedBy` without a `String`.
    public var engagedByUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.engaged_by) }
      nonmutating set { structure.pointee.engaged_by = messageReference.store(newValue) }
    }

    /// When.
    public var engagedAt: GoogleProtobuf.Timestamp? {
      get { messageReference.message(structure.pointee.engaged_at) }
      nonmutating set { structure.pointee.engaged_at = messageReference.store(newValue) }
    }

    /// `engagedAt`; an empty one is put there where it is not set.
    public var mutableEngagedAt: GoogleProtobuf.Timestamp {
      if let existing = engagedAt { return existing }
      let made = GoogleProtobuf.Timestamp(in: arena)
      engagedAt = made
      return made
    }
  }
}
