// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// The clock of a review at one instant.
  public struct SlaStatus: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__sla_status__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__SlaStatus> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__SlaStatus.self)
    }

    /// State at `as_of`.
    public var state: SlaState {
      get { SlaState(rawValue: Int32(bitPattern: structure.pointee.state.rawValue)) }
      nonmutating set { structure.pointee.state = .init(rawValue: UInt32(bitPattern: newValue.rawValue)) }
    }

    /// When the current SLA ends.
    public var deadline: GoogleProtobuf.Timestamp? {
      get { messageReference.message(structure.pointee.deadline) }
      nonmutating set { structure.pointee.deadline = messageReference.store(newValue) }
    }

    /// `deadline`; an empty one is put there where it is not set.
    public var mutableDeadline: GoogleProtobuf.Timestamp {
      if let existing = deadline { return existing }
      let made = GoogleProtobuf.Timestamp(in: arena)
      deadline = made
      return made
    }

    /// Since submission, or the last escalation.
    public var elapsed: GoogleProtobuf.Duration? {
      get { messageReference.message(structure.pointee.elapsed) }
      nonmutating set { structure.pointee.elapsed = messageReference.store(newValue) }
    }

    /// `elapsed`; an empty one is put there where it is not set.
    public var mutableElapsed: GoogleProtobuf.Duration {
      if let existing = elapsed { return existing }
      let made = GoogleProtobuf.Duration(in: arena)
      elapsed = made
      return made
    }

    /// Until the deadline; negative once overdue.
    public var remaining: GoogleProtobuf.Duration? {
      get { messageReference.message(structure.pointee.remaining) }
      nonmutating set { structure.pointee.remaining = messageReference.store(newValue) }
    }

    /// `remaining`; an empty one is put there where it is not set.
    public var mutableRemaining: GoogleProtobuf.Duration {
      if let existing = remaining { return existing }
      let made = GoogleProtobuf.Duration(in: arena)
      remaining = made
      return made
    }

    /// The server's clock when this was computed.
    public var asOf: GoogleProtobuf.Timestamp? {
      get { messageReference.message(structure.pointee.as_of) }
      nonmutating set { structure.pointee.as_of = messageReference.store(newValue) }
    }

    /// `asOf`; an empty one is put there where it is not set.
    public var mutableAsOf: GoogleProtobuf.Timestamp {
      if let existing = asOf { return existing }
      let made = GoogleProtobuf.Timestamp(in: arena)
      asOf = made
      return made
    }

    /// When the warning falls due.
    public var warningAt: GoogleProtobuf.Timestamp? {
      get { messageReference.message(structure.pointee.warning_at) }
      nonmutating set { structure.pointee.warning_at = messageReference.store(newValue) }
    }

    /// `warningAt`; an empty one is put there where it is not set.
    public var mutableWarningAt: GoogleProtobuf.Timestamp {
      if let existing = warningAt { return existing }
      let made = GoogleProtobuf.Timestamp(in: arena)
      warningAt = made
      return made
    }

    /// Time that did not count, in this clock.
    public var paused: GoogleProtobuf.Duration? {
      get { messageReference.message(structure.pointee.paused) }
      nonmutating set { structure.pointee.paused = messageReference.store(newValue) }
    }

    /// `paused`; an empty one is put there where it is not set.
    public var mutablePaused: GoogleProtobuf.Duration {
      if let existing = paused { return existing }
      let made = GoogleProtobuf.Duration(in: arena)
      paused = made
      return made
    }

    /// Since submission, over all clocks and pauses.
    public var totalElapsed: GoogleProtobuf.Duration? {
      get { messageReference.message(structure.pointee.total_elapsed) }
      nonmutating set { structure.pointee.total_elapsed = messageReference.store(newValue) }
    }

    /// `totalElapsed`; an empty one is put there where it is not set.
    public var mutableTotalElapsed: GoogleProtobuf.Duration {
      if let existing = totalElapsed { return existing }
      let made = GoogleProtobuf.Duration(in: arena)
      totalElapsed = made
      return made
    }
  }
}
