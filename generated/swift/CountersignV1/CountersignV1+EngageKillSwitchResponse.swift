// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// The kill switch.
  public struct EngageKillSwitchResponse: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__engage_kill_switch_response__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__EngageKillSwitchResponse> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__EngageKillSwitchResponse.self)
    }

    /// As recorded.
    public var killSwitch: KillSwitch? {
      get { messageReference.message(structure.pointee.kill_switch) }
      nonmutating set { structure.pointee.kill_switch = messageReference.store(newValue) }
    }

    /// `killSwitch`; an empty one is put there where it is not set.
    public var mutableKillSwitch: KillSwitch {
      if let existing = killSwitch { return existing }
      let made = KillSwitch(in: arena)
      killSwitch = made
      return made
    }

    /// Reviews that it blocked.
    public var blockedReviews: Int32 {
      get { structure.pointee.blocked_reviews }
      nonmutating set { structure.pointee.blocked_reviews = newValue }
    }

    /// What can still be executed.
    public var outstandingPermits: RepeatedField<OutstandingPermit> {
      messageReference.list(structure.pointer(to: \.n_outstanding_permits)!)
    }
  }
}
