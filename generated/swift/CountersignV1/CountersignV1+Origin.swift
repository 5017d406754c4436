// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// Who or what is behind a proposal. Part of the action digest.
  public struct Origin: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__origin__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__Origin> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__Origin.self)
    }

    /// The agent or program, for example "rebalancer-7".
    public var agentID: String {
      get { messageReference.string(structure.pointee.agent_id) }
      nonmutating set { structure.pointee.agent_id = messageReference.store(newValue) }
    }

    /// `agentID` without a `String`.
    public var agentIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.agent_id) }
      nonmutating set { structure.pointee.agent_id = messageReference.store(newValue) }
    }

    /// The model.
    public var modelID: String {
      get { messageReference.string(structure.pointee.model_id) }
      nonmutating set { structure.pointee.model_id = messageReference.store(newValue) }
    }

    /// `modelID` without a `String`.
    public var modelIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.model_id) }
      nonmutating set { structure.pointee.model_id = messageReference.store(newValue) }
    }

    /// Its version.
    public var modelVersion: String {
      get { messageReference.string(structure.pointee.model_version) }
      nonmutating set { structure.pointee.model_version = messageReference.store(newValue) }
    }

    /// `modelVersion` without a `String`.
    public var modelVersionUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.model_version) }
      nonmutating set { structure.pointee.model_version = messageReference.store(newValue) }
    }

    /// The person on whose behalf it acts; may not review it.
    public var onBehalfOf: String {
      get { messageReference.string(structure.pointee.on_behalf_of) }
      nonmutating set { structure.pointee.on_behalf_of = messageReference.store(newValue) }
    }

    /// `onBehalfOf` without a `String`.
    public var onBehalfOfUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.on_behalf_of) }
      nonmutating set { structure.pointee.on_behalf_of = messageReference.store(newValue) }
    }

    /// Desk, book or client account; what amounts are summed by, together with the requester.
    public var accountID: String {
      get { messageReference.string(structure.pointee.account_id) }
      nonmutating set { structure.pointee.account_id = messageReference.store(newValue) }
    }

    /// `accountID` without a `String`.
    public var accountIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.account_id) }
      nonmutating set { structure.pointee.account_id = messageReference.store(newValue) }
    }
  }
}
