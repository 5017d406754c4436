// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// One message of the stream.
  public struct WatchPendingReviewsResponse: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__watch_pending_reviews_response__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__WatchPendingReviewsResponse> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__WatchPendingReviewsResponse.self)
    }

    /// When not empty: everything up to here was sent; resume from it.
    public var resumeToken: String {
      get { messageReference.string(structure.pointee.resume_token) }
      nonmutating set { structure.pointee.resume_token = messageReference.store(newValue) }
    }

    /// `resumeToken` without a `String`.
    public var resumeTokenUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.resume_token) }
      nonmutating set { structure.pointee.resume_token = messageReference.store(newValue) }
    }

    /// Audit sequence number of the change, for joining with the audit trail; 0 if there is none.
    public var auditSequence: Int64 {
      get { structure.pointee.audit_sequence }
      nonmutating set { structure.pointee.audit_sequence = newValue }
    }

    /// A review that is now in the watched set.
    public var reviewAdded: Review? {
      get {
        structure.pointee.event_case.rawValue == 3 ? messageReference.message(structure.pointee.review_added) : nil
      }
      nonmutating set {
        guard let newValue else { return clearEvent(3) }
        structure.pointee.event_case = .init(rawValue: 3)
        structure.pointee.review_added = messageReference.store(newValue)
      }
    }

    /// `reviewAdded`; an empty one is put there where it is not set.
    public var mutableReviewAdded: Review {
      if let existing = reviewAdded { return existing }
      let made = Review(in: arena)
      reviewAdded = made
      return made
    }

    /// A watched review that changed.
    public var reviewUpdated: Review? {
      get {
        structure.pointee.event_case.rawValue == 4 ? messageReference.message(structure.pointee.review_updated) : nil
      }
      nonmutating set {
        guard let newValue else { return clearEvent(4) }
        structure.pointee.event_case = .init(rawValue: 4)
        structure.pointee.review_updated = messageReference.store(newValue)
      }
    }

    /// `reviewUpdated`; an empty one is put there where it is not set.
    public var mutableReviewUpdated: Review {
      if let existing = reviewUpdated { return existing }
      let made = Review(in: arena)
      reviewUpdated = made
      return made
    }

    /// A review that left the watched set.
    public var reviewRemoved: ReviewRemoved? {
      get {
        structure.pointee.event_case.rawValue == 5 ? messageReference.message(structure.pointee.review_removed) : nil
      }
      nonmutating set {
        guard let newValue else { return clearEvent(5) }
        structure.pointee.event_case = .init(rawValue: 5)
        structure.pointee.review_removed = messageReference.store(newValue)
      }
    }

    /// `reviewRemoved`; an empty one is put there where it is not set.
    public var mutableReviewRemoved: ReviewRemoved {
      if let existing = reviewRemoved { return existing }
      let made = ReviewRemoved(in: arena)
      reviewRemoved = made
      return made
    }

    /// Clocks that reached their warning or deadline, or the interval passed.
    public var slaUpdate: SlaUpdate? {
      get { structure.pointee.event_case.rawValue == 6 ? messageReference.message(structure.pointee.sla_update) : nil }
      nonmutating set {
        guard let newValue else { return clearEvent(6) }
        structure.pointee.event_case = .init(rawValue: 6)
        structure.pointee.sla_update = messageReference.store(newValue)
      }
    }

    /// `slaUpdate`; an empty one is put there where it is not set.
    public var mutableSlaUpdate: SlaUpdate {
      if let existing = slaUpdate { return existing }
      let made = SlaUpdate(in: arena)
      slaUpdate = made
      return made
    }

    /// The watcher's set is now the server's; changes follow.
    public var inSync: InSync? {
      get { structure.pointee.event_case.rawValue == 7 ? messageReference.message(structure.pointee.in_sync) : nil }
      nonmutating set {
        guard let newValue else { return clearEvent(7) }
        structure.pointee.event_case = .init(rawValue: 7)
        structure.pointee.in_sync = messageReference.store(newValue)
      }
    }

    /// `inSync`; an empty one is put there where it is not set.
    public var mutableInSync: InSync {
      if let existing = inSync { return existing }
      let made = InSync(in: arena)
      inSync = made
      return made
    }

    /// Nothing happened for a while; the stream lives.
    public var heartbeat: Heartbeat? {
      get { structure.pointee.event_case.rawValue == 8 ? messageReference.message(structure.pointee.heartbeat) : nil }
      nonmutating set {
        guard let newValue else { return clearEvent(8) }
        structure.pointee.event_case = .init(rawValue: 8)
        structure.pointee.heartbeat = messageReference.store(newValue)
      }
    }

    /// `heartbeat`; an empty one is put there where it is not set.
    public var mutableHeartbeat: Heartbeat {
      if let existing = heartbeat { return existing }
      let made = Heartbeat(in: arena)
      heartbeat = made
      return made
    }

    /// Forget everything; a snapshot follows.
    public var streamReset: StreamReset? {
      get {
        structure.pointee.event_case.rawValue == 9 ? messageReference.message(structure.pointee.stream_reset) : nil
      }
      nonmutating set {
        guard let newValue else { return clearEvent(9) }
        structure.pointee.event_case = .init(rawValue: 9)
        structure.pointee.stream_reset = messageReference.store(newValue)
      }
    }

    /// `streamReset`; an empty one is put there where it is not set.
    public var mutableStreamReset: StreamReset {
      if let existing = streamReset { return existing }
      let made = StreamReset(in: arena)
      streamReset = made
      return made
    }

    /// What happened.
    public enum Event {
      /// A review that is now in the watched set.
      case reviewAdded(Review)
      /// A watched review that changed.
      case reviewUpdated(Review)
      /// A review that left the watched set.
      case reviewRemoved(ReviewRemoved)
      /// Clocks that reached their warning or deadline, or the interval passed.
      case slaUpdate(SlaUpdate)
      /// The watcher's set is now the server's; changes follow.
      case inSync(InSync)
      /// Nothing happened for a while; the stream lives.
      case heartbeat(Heartbeat)
      /// Forget everything; a snapshot follows.
      case streamReset(StreamReset)
    }

    /// The field that is set; nil for none, or one that this version does not know.
    public var event: Event? {
      get {
        switch structure.pointee.event_case.rawValue {
        case 3: reviewAdded.map(Event.reviewAdded)
        case 4: reviewUpdated.map(Event.reviewUpdated)
        case 5: reviewRemoved.map(Event.reviewRemoved)
        case 6: slaUpdate.map(Event.slaUpdate)
        case 7: inSync.map(Event.inSync)
        case 8: heartbeat.map(Event.heartbeat)
        case 9: streamReset.map(Event.streamReset)
        default: nil
        }
      }
      nonmutating set {
        switch newValue {
        case nil: structure.pointee.event_case = .init(rawValue: 0)
        case .reviewAdded(let value): reviewAdded = value
        case .reviewUpdated(let value): reviewUpdated = value
        case .reviewRemoved(let value): reviewRemoved = value
        case .slaUpdate(let value): slaUpdate = value
        case .inSync(let value): inSync = value
        case .heartbeat(let value): heartbeat = value
        case .streamReset(let value): streamReset = value
        }
      }
    }

    private func clearEvent(_ number: UInt32) {
      if structure.pointee.event_case.rawValue == number { structure.pointee.event_case = .init(rawValue: 0) }
    }
  }
}
