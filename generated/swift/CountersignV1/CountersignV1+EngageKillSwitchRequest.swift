// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// What to stop.
  public struct EngageKillSwitchRequest: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__engage_kill_switch_request__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__EngageKillSwitchRequest> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__EngageKillSwitchRequest.self)
    }

    /// Chosen by the client; the same id from the same caller returns the first result. May be empty.
    public var requestID: String {
      get { messageReference.string(structure.pointee.request_id) }
      nonmutating set { structure.pointee.request_id = messageReference.store(newValue) }
    }

    /// `requestID` without a `String`.
    public var requestIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.request_id) }
      nonmutating set { structure.pointee.request_id = messageReference.store(newValue) }
    }

    /// What.
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

    /// Why; required.
    public var reason: String {
      get { messageReference.string(structure.pointee.reason) }
      nonmutating set { structure.pointee.reason = messageReference.store(newValue) }
    }

    /// `reason` without a `String`.
    public var reasonUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.reason) }
      nonmutating set { structure.pointee.reason = messageReference.store(newValue) }
    }
  }
}
