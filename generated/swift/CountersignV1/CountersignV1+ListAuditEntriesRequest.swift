// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// Which entries.
  public struct ListAuditEntriesRequest: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__list_audit_entries_request__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__ListAuditEntriesRequest> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__ListAuditEntriesRequest.self)
    }

    /// Only this review's; empty for all.
    public var auditID: String {
      get { messageReference.string(structure.pointee.audit_id) }
      nonmutating set { structure.pointee.audit_id = messageReference.store(newValue) }
    }

    /// `auditID` without a `String`.
    public var auditIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.audit_id) }
      nonmutating set { structure.pointee.audit_id = messageReference.store(newValue) }
    }

    /// Only this actor's; empty for all.
    public var actor: String {
      get { messageReference.string(structure.pointee.actor) }
      nonmutating set { structure.pointee.actor = messageReference.store(newValue) }
    }

    /// `actor` without a `String`.
    public var actorUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.actor) }
      nonmutating set { structure.pointee.actor = messageReference.store(newValue) }
    }

    /// Only this type; empty for all.
    public var eventType: String {
      get { messageReference.string(structure.pointee.event_type) }
      nonmutating set { structure.pointee.event_type = messageReference.store(newValue) }
    }

    /// `eventType` without a `String`.
    public var eventTypeUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.event_type) }
      nonmutating set { structure.pointee.event_type = messageReference.store(newValue) }
    }

    /// From this instant.
    public var startTime: GoogleProtobuf.Timestamp? {
      get { messageReference.message(structure.pointee.start_time) }
      nonmutating set { structure.pointee.start_time = messageReference.store(newValue) }
    }

    /// `startTime`; an empty one is put there where it is not set.
    public var mutableStartTime: GoogleProtobuf.Timestamp {
      if let existing = startTime { return existing }
      let made = GoogleProtobuf.Timestamp(in: arena)
      startTime = made
      return made
    }

    /// Before this instant.
    public var endTime: GoogleProtobuf.Timestamp? {
      get { messageReference.message(structure.pointee.end_time) }
      nonmutating set { structure.pointee.end_time = messageReference.store(newValue) }
    }

    /// `endTime`; an empty one is put there where it is not set.
    public var mutableEndTime: GoogleProtobuf.Timestamp {
      if let existing = endTime { return existing }
      let made = GoogleProtobuf.Timestamp(in: arena)
      endTime = made
      return made
    }

    /// At most this many; 0 for the default of 100, 1000 at most.
    public var pageSize: Int32 {
      get { structure.pointee.page_size }
      nonmutating set { structure.pointee.page_size = newValue }
    }

    /// From the last response.
    public var pageToken: String {
      get { messageReference.string(structure.pointee.page_token) }
      nonmutating set { structure.pointee.page_token = messageReference.store(newValue) }
    }

    /// `pageToken` without a `String`.
    public var pageTokenUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.page_token) }
      nonmutating set { structure.pointee.page_token = messageReference.store(newValue) }
    }
  }
}
