// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// A person who reviews.
  public struct Reviewer: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__reviewer__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__Reviewer> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__Reviewer.self)
    }

    /// Who.
    public var reviewerID: String {
      get { messageReference.string(structure.pointee.reviewer_id) }
      nonmutating set { structure.pointee.reviewer_id = messageReference.store(newValue) }
    }

    /// `reviewerID` without a `String`.
    public var reviewerIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.reviewer_id) }
      nonmutating set { structure.pointee.reviewer_id = messageReference.store(newValue) }
    }

    /// Roles held.
    public var roles: RepeatedField<String> {
      messageReference.list(structure.pointer(to: \.n_roles)!)
    }

    /// Skills, for example "derivatives".
    public var skills: RepeatedField<String> {
      messageReference.list(structure.pointer(to: \.n_skills)!)
    }

    /// For notifications.
    public var email: String {
      get { messageReference.string(structure.pointee.email) }
      nonmutating set { structure.pointee.email = messageReference.store(newValue) }
    }

    /// `email` without a `String`.
    public var emailUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.email) }
      nonmutating set { structure.pointee.email = messageReference.store(newValue) }
    }

    /// For notifications.
    public var slackUserID: String {
      get { messageReference.string(structure.pointee.slack_user_id) }
      nonmutating set { structure.pointee.slack_user_id = messageReference.store(newValue) }
    }

    /// `slackUserID` without a `String`.
    public var slackUserIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.slack_user_id) }
      nonmutating set { structure.pointee.slack_user_id = messageReference.store(newValue) }
    }

    /// Whether no work is to be routed to this person for now.
    public var absent: Bool {
      get { structure.pointee.absent != 0 }
      nonmutating set { structure.pointee.absent = newValue ? 1 : 0 }
    }

    /// Whether this person may not act at all any more.
    public var disabled: Bool {
      get { structure.pointee.disabled != 0 }
      nonmutating set { structure.pointee.disabled = newValue ? 1 : 0 }
    }

    /// One per human being; people, not accounts, are counted and kept apart. reviewer_id when empty.
    public var personID: String {
      get { messageReference.string(structure.pointee.person_id) }
      nonmutating set { structure.pointee.person_id = messageReference.store(newValue) }
    }

    /// `personID` without a `String`.
    public var personIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.person_id) }
      nonmutating set { structure.pointee.person_id = messageReference.store(newValue) }
    }

    /// Authenticated identities and user ids that are this person: URI SANs, "issuer|subject", user_id values.
    public var principals: RepeatedField<String> {
      messageReference.list(structure.pointer(to: \.n_principals)!)
    }

    /// Grows by one with each change.
    public var version: Int64 {
      get { structure.pointee.version }
      nonmutating set { structure.pointee.version = newValue }
    }
  }
}
