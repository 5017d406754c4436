// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// Which kill switch to release.
  public struct ReleaseKillSwitchRequest: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__release_kill_switch_request__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__ReleaseKillSwitchRequest> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__ReleaseKillSwitchRequest.self)
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

    /// Which; required.
    public var killSwitchID: String {
      get { messageReference.string(structure.pointee.kill_switch_id) }
      nonmutating set { structure.pointee.kill_switch_id = messageReference.store(newValue) }
    }

    /// `killSwitchID` without a `String`.
    public var killSwitchIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.kill_switch_id) }
      nonmutating set { structure.pointee.kill_switch_id = messageReference.store(newValue) }
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
