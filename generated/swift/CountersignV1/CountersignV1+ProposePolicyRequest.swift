// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// A policy to propose.
  public struct ProposePolicyRequest: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__propose_policy_request__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__ProposePolicyRequest> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__ProposePolicyRequest.self)
    }

    /// As YAML.
    public var policyYAML: String {
      get { messageReference.string(structure.pointee.policy_yaml) }
      nonmutating set { structure.pointee.policy_yaml = messageReference.store(newValue) }
    }

    /// `policyYAML` without a `String`.
    public var policyYAMLUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.policy_yaml) }
      nonmutating set { structure.pointee.policy_yaml = messageReference.store(newValue) }
    }

    /// Whether only to check it.
    public var validateOnly: Bool {
      get { structure.pointee.validate_only != 0 }
      nonmutating set { structure.pointee.validate_only = newValue ? 1 : 0 }
    }
  }
}
