// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// Some of the approvals that are needed.
  public struct OpinionRequirement: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__opinion_requirement__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__OpinionRequirement> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__OpinionRequirement.self)
    }

    /// How many.
    public var count: Int32 {
      get { structure.pointee.count }
      nonmutating set { structure.pointee.count = newValue }
    }

    /// In any of these roles.
    public var reviewerRoles: RepeatedField<String> {
      messageReference.list(structure.pointer(to: \.n_reviewer_roles)!)
    }

    /// How many of them are in.
    public var met: Int32 {
      get { structure.pointee.met }
      nonmutating set { structure.pointee.met = newValue }
    }
  }
}
