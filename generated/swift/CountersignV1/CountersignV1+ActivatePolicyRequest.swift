// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// Which draft to put in force.
  public struct ActivatePolicyRequest: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__activate_policy_request__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__ActivatePolicyRequest> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__ActivatePolicyRequest.self)
    }

    /// The draft's version.
    public var policyVersion: String {
      get { messageReference.string(structure.pointee.policy_version) }
      nonmutating set { structure.pointee.policy_version = messageReference.store(newValue) }
    }

    /// `policyVersion` without a `String`.
    public var policyVersionUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.policy_version) }
      nonmutating set { structure.pointee.policy_version = messageReference.store(newValue) }
    }

    /// When not empty, refused with ABORTED unless this version is in force.
    public var expectedActiveVersion: String {
      get { messageReference.string(structure.pointee.expected_active_version) }
      nonmutating set { structure.pointee.expected_active_version = messageReference.store(newValue) }
    }

    /// `expectedActiveVersion` without a `String`.
    public var expectedActiveVersionUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.expected_active_version) }
      nonmutating set { structure.pointee.expected_active_version = messageReference.store(newValue) }
    }
  }
}
