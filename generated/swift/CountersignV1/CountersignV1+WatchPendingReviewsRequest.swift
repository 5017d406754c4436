// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// What to watch.
  public struct WatchPendingReviewsRequest: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__watch_pending_reviews_request__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__WatchPendingReviewsRequest> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__WatchPendingReviewsRequest.self)
    }

    /// Which; statuses must not be final.
    public var filter: ReviewFilter? {
      get { messageReference.message(structure.pointee.filter) }
      nonmutating set { structure.pointee.filter = messageReference.store(newValue) }
    }

    /// `filter`; an empty one is put there where it is not set.
    public var mutableFilter: ReviewFilter {
      if let existing = filter { return existing }
      let made = ReviewFilter(in: arena)
      filter = made
      return made
    }

    /// How much of each.
    public var view: ReviewView {
      get { ReviewView(rawValue: Int32(bitPattern: structure.pointee.view.rawValue)) }
      nonmutating set { structure.pointee.view = .init(rawValue: UInt32(bitPattern: newValue.rawValue)) }
    }

    /// From an earlier message with the same filter, view and caller; empty for a snapshot.
    public var resumeToken: String {
      get { messageReference.string(structure.pointee.resume_token) }
      nonmutating set { structure.pointee.resume_token = messageReference.store(newValue) }
    }

    /// `resumeToken` without a `String`.
    public var resumeTokenUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.resume_token) }
      nonmutating set { structure.pointee.resume_token = messageReference.store(newValue) }
    }

    /// How often the clocks are sent, at least 1 s; 0 for warnings and breaches only.
    public var slaUpdateInterval: GoogleProtobuf.Duration? {
      get { messageReference.message(structure.pointee.sla_update_interval) }
      nonmutating set { structure.pointee.sla_update_interval = messageReference.store(newValue) }
    }

    /// `slaUpdateInterval`; an empty one is put there where it is not set.
    public var mutableSlaUpdateInterval: GoogleProtobuf.Duration {
      if let existing = slaUpdateInterval { return existing }
      let made = GoogleProtobuf.Duration(in: arena)
      slaUpdateInterval = made
      return made
    }

    /// Longest silence before a heartbeat, 5 s to 5 min; 15 s when empty.
    public var heartbeatInterval: GoogleProtobuf.Duration? {
      get { messageReference.message(structure.pointee.heartbeat_interval) }
      nonmutating set { structure.pointee.heartbeat_interval = messageReference.store(newValue) }
    }

    /// `heartbeatInterval`; an empty one is put there where it is not set.
    public var mutableHeartbeatInterval: GoogleProtobuf.Duration {
      if let existing = heartbeatInterval { return existing }
      let made = GoogleProtobuf.Duration(in: arena)
      heartbeatInterval = made
      return made
    }
  }
}
