// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// A question to the requester, and the answer.
  public struct InformationRequest: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__information_request__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__InformationRequest> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__InformationRequest.self)
    }

    /// Who asked.
    public var reviewerID: String {
      get { messageReference.string(structure.pointee.reviewer_id) }
      nonmutating set { structure.pointee.reviewer_id = messageReference.store(newValue) }
    }

    /// `reviewerID` without a `String`.
    public var reviewerIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.reviewer_id) }
      nonmutating set { structure.pointee.reviewer_id = messageReference.store(newValue) }
    }

    /// What.
    public var question: String {
      get { messageReference.string(structure.pointee.question) }
      nonmutating set { structure.pointee.question = messageReference.store(newValue) }
    }

    /// `question` without a `String`.
    public var questionUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.question) }
      nonmutating set { structure.pointee.question = messageReference.store(newValue) }
    }

    /// When.
    public var askedAt: GoogleProtobuf.Timestamp? {
      get { messageReference.message(structure.pointee.asked_at) }
      nonmutating set { structure.pointee.asked_at = messageReference.store(newValue) }
    }

    /// `askedAt`; an empty one is put there where it is not set.
    public var mutableAskedAt: GoogleProtobuf.Timestamp {
      if let existing = askedAt { return existing }
      let made = GoogleProtobuf.Timestamp(in: arena)
      askedAt = made
      return made
    }

    /// The answer; empty while it is awaited.
    public var answer: String {
      get { messageReference.string(structure.pointee.answer) }
      nonmutating set { structure.pointee.answer = messageReference.store(newValue) }
    }

    /// `answer` without a `String`.
    public var answerUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.answer) }
      nonmutating set { structure.pointee.answer = messageReference.store(newValue) }
    }

    /// Who answered.
    public var answeredBy: String {
      get { messageReference.string(structure.pointee.answered_by) }
      nonmutating set { structure.pointee.answered_by = messageReference.store(newValue) }
    }

    /// `answeredBy` without a `String`.
    public var answeredByUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.answered_by) }
      nonmutating set { structure.pointee.answered_by = messageReference.store(newValue) }
    }

    /// When.
    public var answeredAt: GoogleProtobuf.Timestamp? {
      get { messageReference.message(structure.pointee.answered_at) }
      nonmutating set { structure.pointee.answered_at = messageReference.store(newValue) }
    }

    /// `answeredAt`; an empty one is put there where it is not set.
    public var mutableAnsweredAt: GoogleProtobuf.Timestamp {
      if let existing = answeredAt { return existing }
      let made = GoogleProtobuf.Timestamp(in: arena)
      answeredAt = made
      return made
    }
  }
}
