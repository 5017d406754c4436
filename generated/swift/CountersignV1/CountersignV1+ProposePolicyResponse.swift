// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// The checked policy.
  public struct ProposePolicyResponse: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__propose_policy_response__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__ProposePolicyResponse> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__ProposePolicyResponse.self)
    }

    /// SHA-256 of its canonical form, hexadecimal.
    public var policyVersion: String {
      get { messageReference.string(structure.pointee.policy_version) }
      nonmutating set { structure.pointee.policy_version = messageReference.store(newValue) }
    }

    /// `policyVersion` without a `String`.
    public var policyVersionUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.policy_version) }
      nonmutating set { structure.pointee.policy_version = messageReference.store(newValue) }
    }

    /// What is wrong, or deserves a second look. With validate_only errors are here and the call is OK.
    public var problems: RepeatedField<PolicyProblem> {
      messageReference.list(structure.pointer(to: \.n_problems)!)
    }
  }
}
