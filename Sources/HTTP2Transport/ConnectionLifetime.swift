/// How long one connection lives, and in which order it ends: handshake, keepalive, idleness, age, the two GOAWAY frames, grace.
///
/// A value: facts with their time go in, what to do comes out; whoever owns it asks again at `nextMicroseconds`. The rules are
/// those of gRFC A9 and RFC 9113 §6.8.
public struct ConnectionLifetime: Sendable {
  /// Why a connection ends. Its name is the debug data of the last GOAWAY frame, and the label of a counter.
  public enum Reason: String, Sendable, CaseIterable {
    case drain = "drain"
    case idle = "max_idle"
    case neverUsed = "never_used"
    case age = "max_age"
    case streamIDs = "stream_ids"
    case keepAlive = "keepalive_timeout"
    case handshake = "handshake_timeout"
    /// `TransportLimits.sendStallMicrosecondsMax`
    case sendStall = "send_stalled"
  }

  public enum Phase: Sendable, Equatable {
    /// Can become any other.
    case open
    /// The first GOAWAY is sent: new streams are still served until the peer has seen it, or the time is over.
    /// Can become `goingAway`, `ended`.
    case noticed(Reason, untilMicroseconds: Int64)
    /// The last GOAWAY is sent: what runs may finish, until then if there is such a time. Can become `lastWord`, `ended`.
    case goingAway(Reason, untilMicroseconds: Int64?)
    /// The calls that still ran were ended; their trailers are on their way. Can become `ended`.
    case lastWord(untilMicroseconds: Int64)
    /// What is left to send is sent, then the socket is closed. Terminal.
    case ended
  }

  /// What the connection knows about itself.
  public struct Facts: Sendable {
    public var nowMicroseconds: Int64
    /// The peer's SETTINGS and its acknowledgement of ours are there.
    public var isEstablished: Bool
    public var openStreams: Int
    public var hasOpenedStreams: Bool
    /// When the last byte was read.
    public var lastReadMicroseconds: Int64
    /// Since when no stream is open; without meaning while one is.
    public var idleSinceMicroseconds: Int64
  }

  public enum Action: Sendable, Equatable {
    case nothing
    /// A PING whose answer, or any other byte, proves that the peer is there.
    case sendKeepAlive
    /// GOAWAY without a last stream, and once it is serialised a PING: whoever answers that has seen the GOAWAY.
    case sendNotice
    /// GOAWAY with the last stream that is served.
    case sendGoAway(Reason)
    /// Every call that still runs ends with UNAVAILABLE.
    case endCalls(Reason)
    /// Close without more words: nobody is there to hear them, or has been polite.
    case close(Reason?)
  }

  private let limits: LifetimeLimits
  private let startMicroseconds: Int64
  private let ageMicroseconds: Int64
  public private(set) var phase = Phase.open
  /// When the PING was sent that nothing has answered yet.
  private var keepAliveMicroseconds: Int64?

  /// - Parameter jitter: from -1 to 1, drawn by the caller; spreads the ends of connections that began together.
  public init(_ limits: LifetimeLimits, nowMicroseconds: Int64, jitter: Double) {
    self.limits = limits
    startMicroseconds = nowMicroseconds
    let spread = Double(limits.ageMicrosecondsMax) / 100 * Double(limits.ageJitterPercent)
    ageMicroseconds = limits.ageMicrosecondsMax + Int64(spread * jitter)
  }

  // MARK: Events

  /// The time has come to look.
  public mutating func look(_ facts: Facts) -> Action {
    switch phase {
    case .open: return lookWhileOpen(facts)
    case .noticed(_, let end): return facts.nowMicroseconds >= end ? noticeSeen(facts.nowMicroseconds) : .nothing
    case .goingAway(let reason, let end):
      guard let end, facts.nowMicroseconds >= end else { return .nothing }
      phase = .lastWord(untilMicroseconds: facts.nowMicroseconds + limits.lastWordMicroseconds)
      return .endCalls(reason)
    case .lastWord(let end):
      guard facts.nowMicroseconds >= end else { return .nothing }
      phase = .ended
      return .close(nil)
    case .ended: return .nothing
    }
  }

  /// Begins the graceful end; without effect once it has begun.
  public mutating func beginEnd(_ reason: Reason, nowMicroseconds: Int64) -> Action {
    guard case .open = phase else { return .nothing }
    phase = .noticed(reason, untilMicroseconds: nowMicroseconds + limits.noticeMicrosecondsMax)
    return .sendNotice
  }

  /// The peer answered the PING after the first GOAWAY, or has had the time for it.
  public mutating func noticeSeen(_ nowMicroseconds: Int64) -> Action {
    guard case .noticed(let reason, _) = phase else { return .nothing }
    phase = .goingAway(reason, untilMicroseconds: graceEnd(reason, nowMicroseconds))
    return .sendGoAway(reason)
  }

  /// Nothing more is taken up: the connection failed, or is cut off.
  /// - Returns: false when it had ended before.
  public mutating func end() -> Bool {
    defer { phase = .ended }
    return phase != .ended
  }

  // MARK: Rules

  private mutating func lookWhileOpen(_ facts: Facts) -> Action {
    let now = facts.nowMicroseconds
    guard facts.isEstablished else {
      return now >= startMicroseconds + limits.handshakeMicrosecondsMax ? close(.handshake) : .nothing
    }
    if let sent = keepAliveMicroseconds, facts.lastReadMicroseconds < sent {
      if now >= sent + limits.keepAliveTimeoutMicroseconds { return close(.keepAlive) }
    } else {
      keepAliveMicroseconds = nil
    }
    if now >= startMicroseconds + ageMicroseconds { return beginEnd(.age, nowMicroseconds: now) }
    if facts.openStreams == 0, now >= facts.idleSinceMicroseconds + idleMicrosecondsMax(facts) {
      return beginEnd(facts.hasOpenedStreams ? .idle : .neverUsed, nowMicroseconds: now)
    }
    if keepAliveMicroseconds == nil, now >= facts.lastReadMicroseconds + limits.keepAliveMicroseconds {
      keepAliveMicroseconds = now
      return .sendKeepAlive
    }
    return .nothing
  }

  private mutating func close(_ reason: Reason) -> Action {
    phase = .ended
    return .close(reason)
  }

  private func idleMicrosecondsMax(_ facts: Facts) -> Int64 {
    facts.hasOpenedStreams ? limits.idleMicrosecondsMax : min(limits.idleMicrosecondsMax, limits.unusedMicrosecondsMax)
  }

  /// A server that drains keeps one time for all its connections.
  private func graceEnd(_ reason: Reason, _ nowMicroseconds: Int64) -> Int64? {
    switch reason {
    case .drain, .keepAlive, .handshake, .sendStall: return nil
    case .idle, .neverUsed, .age, .streamIDs: return nowMicroseconds + limits.graceMicroseconds
    }
  }

  /// When `look` is to be called next; nil for never.
  ///
  /// Of a connection with open streams nobody tells when they end, for that would cost every call: it is looked at often enough
  /// that idleness is noticed a quarter of its limit late at most.
  public func nextMicroseconds(_ facts: Facts) -> Int64? {
    switch phase {
    case .open: return nextWhileOpen(facts)
    case .noticed(_, let end), .lastWord(let end): return end
    case .goingAway(_, let end): return end
    case .ended: return nil
    }
  }

  private func nextWhileOpen(_ facts: Facts) -> Int64 {
    guard facts.isEstablished else { return startMicroseconds + limits.handshakeMicrosecondsMax }
    let idle = idleMicrosecondsMax(facts)
    let idleEnd = facts.openStreams == 0 ? facts.idleSinceMicroseconds + idle : facts.nowMicroseconds + max(1, idle / 4)
    let keepAlive =
      keepAliveMicroseconds.map { $0 + limits.keepAliveTimeoutMicroseconds }
      ?? facts.lastReadMicroseconds + limits.keepAliveMicroseconds
    return min(startMicroseconds + ageMicroseconds, idleEnd, keepAlive)
  }
}

/// How long connections live. Every time has a reason of `ConnectionLifetime.Reason` that is counted when it is over.
public struct LifetimeLimits: Sendable {
  /// From the accept to the caller's preface, SETTINGS and acknowledgement of our SETTINGS; beyond: closed.
  public var handshakeMicrosecondsMax: Int64 = 10_000_000
  /// Silence after which we ask with a PING whether the caller is still there.
  public var keepAliveMicroseconds: Int64 = 7_200_000_000
  /// From that PING to any byte of the caller; beyond: closed.
  public var keepAliveTimeoutMicroseconds: Int64 = 20_000_000
  /// Without an open stream; beyond: a graceful end.
  public var idleMicrosecondsMax: Int64 = 900_000_000
  /// From the accept to the first stream; beyond: a graceful end.
  public var unusedMicrosecondsMax: Int64 = 60_000_000
  /// From the accept; beyond: a graceful end, so that callers spread anew over the servers and certificates are renewed.
  public var ageMicrosecondsMax: Int64 = 1_800_000_000
  /// The age is drawn within so many percent around it.
  public var ageJitterPercent = 10
  /// From the last GOAWAY of a graceful end that the connection itself began; beyond: calls end with UNAVAILABLE.
  public var graceMicroseconds: Int64 = 300_000_000
  /// Between the two GOAWAY frames, if the caller does not answer the PING between them.
  public var noticeMicrosecondsMax: Int64 = 5_000_000
  /// From the UNAVAILABLE of the calls to the close.
  public var lastWordMicroseconds: Int64 = 1_000_000

  public init() {}
}
