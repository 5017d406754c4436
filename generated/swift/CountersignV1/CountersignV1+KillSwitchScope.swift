// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// What a kill switch stops: what matches every field that is set.
  public struct KillSwitchScope: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__kill_switch_scope__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__KillSwitchScope> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__KillSwitchScope.self)
    }

    /// The whole service; then nothing else may be set. A scope with nothing set is refused.
    public var everything: Bool {
      get { structure.pointee.everything != 0 }
      nonmutating set { structure.pointee.everything = newValue ? 1 : 0 }
    }

    /// This requester's.
    public var userID: String {
      get { messageReference.string(structure.pointee.user_id) }
      nonmutating set { structure.pointee.user_id = messageReference.store(newValue) }
    }

    /// `userID` without a `String`.
    public var userIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.user_id) }
      nonmutating set { structure.pointee.user_id = messageReference.store(newValue) }
    }

    /// This action type.
    public var actionType: String {
      get { messageReference.string(structure.pointee.action_type) }
      nonmutating set { structure.pointee.action_type = messageReference.store(newValue) }
    }

    /// `actionType` without a `String`.
    public var actionTypeUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.action_type) }
      nonmutating set { structure.pointee.action_type = messageReference.store(newValue) }
    }

    /// This domain.
    public var domain: String {
      get { messageReference.string(structure.pointee.domain) }
      nonmutating set { structure.pointee.domain = messageReference.store(newValue) }
    }

    /// `domain` without a `String`.
    public var domainUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.domain) }
      nonmutating set { structure.pointee.domain = messageReference.store(newValue) }
    }

    /// This review, also when it is approved but not executed.
    public var auditID: String {
      get { messageReference.string(structure.pointee.audit_id) }
      nonmutating set { structure.pointee.audit_id = messageReference.store(newValue) }
    }

    /// `auditID` without a `String`.
    public var auditIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.audit_id) }
      nonmutating set { structure.pointee.audit_id = messageReference.store(newValue) }
    }

    /// Whatever this reviewer gave an opinion on, and any further opinion of theirs.
    public var reviewerID: String {
      get { messageReference.string(structure.pointee.reviewer_id) }
      nonmutating set { structure.pointee.reviewer_id = messageReference.store(newValue) }
    }

    /// `reviewerID` without a `String`.
    public var reviewerIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.reviewer_id) }
      nonmutating set { structure.pointee.reviewer_id = messageReference.store(newValue) }
    }

    /// Permits for this executor.
    public var executorID: String {
      get { messageReference.string(structure.pointee.executor_id) }
      nonmutating set { structure.pointee.executor_id = messageReference.store(newValue) }
    }

    /// `executorID` without a `String`.
    public var executorIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.executor_id) }
      nonmutating set { structure.pointee.executor_id = messageReference.store(newValue) }
    }

    /// This agent's.
    public var agentID: String {
      get { messageReference.string(structure.pointee.agent_id) }
      nonmutating set { structure.pointee.agent_id = messageReference.store(newValue) }
    }

    /// `agentID` without a `String`.
    public var agentIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.agent_id) }
      nonmutating set { structure.pointee.agent_id = messageReference.store(newValue) }
    }
  }
}
