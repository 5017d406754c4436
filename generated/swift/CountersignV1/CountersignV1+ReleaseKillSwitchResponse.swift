// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// The kill switch, released.
  public struct ReleaseKillSwitchResponse: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__release_kill_switch_response__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__ReleaseKillSwitchResponse> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__ReleaseKillSwitchResponse.self)
    }

    /// As it was.
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

    /// Reviews that went back to where they were, because nothing else holds them.
    public var releasedReviews: Int32 {
      get { structure.pointee.released_reviews }
      nonmutating set { structure.pointee.released_reviews = newValue }
    }
  }
}
