// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// The policy in force.
  public struct GetPolicyResponse: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__get_policy_response__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__GetPolicyResponse> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__GetPolicyResponse.self)
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

    /// Who proposed it.
    public var proposedBy: String {
      get { messageReference.string(structure.pointee.proposed_by) }
      nonmutating set { structure.pointee.proposed_by = messageReference.store(newValue) }
    }

    /// `proposedBy` without a `String`.
    public var proposedByUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.proposed_by) }
      nonmutating set { structure.pointee.proposed_by = messageReference.store(newValue) }
    }

    /// When.
    public var proposedAt: GoogleProtobuf.Timestamp? {
      get { messageReference.message(structure.pointee.proposed_at) }
      nonmutating set { structure.pointee.proposed_at = messageReference.store(newValue) }
    }

    /// `proposedAt`; an empty one is put there where it is not set.
    public var mutableProposedAt: GoogleProtobuf.Timestamp {
      if let existing = proposedAt { return existing }
      let made = GoogleProtobuf.Timestamp(in: arena)
      proposedAt = made
      return made
    }

    /// Who put it in force; empty for a draft.
    public var activatedBy: String {
      get { messageReference.string(structure.pointee.activated_by) }
      nonmutating set { structure.pointee.activated_by = messageReference.store(newValue) }
    }

    /// `activatedBy` without a `String`.
    public var activatedByUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.activated_by) }
      nonmutating set { structure.pointee.activated_by = messageReference.store(newValue) }
    }

    /// When.
    public var activatedAt: GoogleProtobuf.Timestamp? {
      get { messageReference.message(structure.pointee.activated_at) }
      nonmutating set { structure.pointee.activated_at = messageReference.store(newValue) }
    }

    /// `activatedAt`; an empty one is put there where it is not set.
    public var mutableActivatedAt: GoogleProtobuf.Timestamp {
      if let existing = activatedAt { return existing }
      let made = GoogleProtobuf.Timestamp(in: arena)
      activatedAt = made
      return made
    }
  }
}
