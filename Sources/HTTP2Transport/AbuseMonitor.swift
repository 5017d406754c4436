/// Counts what a peer does to one connection that costs us more than it costs the peer.
///
/// A value: what happened goes in with its time, a verdict comes out. libnghttp2 of Debian 12 has no guard of its own for most of this
/// (CVE-2023-44487 Rapid Reset, CVE-2025-8671 MadeYouReset, CVE-2024-28182 CONTINUATION, CVE-2019-9511 to -9518). What every call
/// of an honest caller does is counted with a plain addition.
public struct AbuseMonitor: Sendable {
  /// What happened, as far as it can end a connection.
  public enum Event: Sendable, Equatable {
    /// The peer reset a stream that was not answered yet.
    case peerReset
    /// We reset a stream, and no part of the server had asked for it: the peer made libnghttp2 do it.
    case localReset
    case ping(hasOpenStreams: Bool)
    case settings
    case priority
    /// GOAWAY, PUSH_PROMISE and frames of extensions that libnghttp2 knows.
    case otherControlFrame
    case windowUpdate
    case continuation
    /// A DATA frame that ends nothing begins. Forgotten with the first byte of its payload.
    case emptyData
    case oversizedHead
  }

  /// What is to be done about it.
  public enum Verdict: Sendable, Equatable {
    case ok
    /// Read nothing more for `AbuseLimits.pauseMicroseconds`.
    case pause
    /// Say why in a GOAWAY frame, and close.
    case end(Reason)
  }

  /// Why a connection is ended. Its name is the debug data of the GOAWAY frame, and the label of a counter.
  public enum Reason: String, Sendable, CaseIterable {
    case peerResets = "too_many_resets"
    case localResets = "too_many_stream_errors"
    case pings = "too_many_pings"
    case controlFrames = "too_many_control_frames"
    case priorities = "too_many_priority_frames"
    case windowUpdates = "too_many_window_updates"
    case continuations = "too_many_continuations"
    case emptyData = "too_many_empty_frames"
    case oversizedHeads = "too_many_oversized_heads"
    case uselessInput = "too_little_useful_input"
    case slowHead = "head_too_slow"
    case notHTTP2 = "no_http2"
  }

  /// A count that begins anew with each window.
  private struct WindowedCount: Sendable {
    let windowMicroseconds: Int64
    private var startMicroseconds = Int64.min
    private var count = 0

    init(windowMicroseconds: Int64) { self.windowMicroseconds = windowMicroseconds }

    mutating func add(_ nowMicroseconds: Int64) -> Int {
      if startMicroseconds == .min || nowMicroseconds - startMicroseconds >= windowMicroseconds {
        startMicroseconds = nowMicroseconds
        count = 0
      }
      count += 1
      return count
    }
  }

  private let limits: AbuseLimits
  private var peerResets: WindowedCount
  private var localResets: WindowedCount
  private var controlFrames: WindowedCount
  private var oversizedHeads: WindowedCount
  private var emptyDataInARow = 0
  private var continuationsInARow = 0
  private var resetBudget: Int
  private var prioritiesLeft: Int
  private var windowUpdatesLeft: Int
  private var lastPingMicroseconds = Int64.min
  private var pingStrikes = 0

  // What honest callers earn, added up until it is needed.
  private var sentFrames = 0
  private var sentFramesAtLastPing = 0
  private var sentFramesEarned = 0
  private var openedStreams = 0
  private var openedStreamsEarned = 0
  private var closedStreams = 0

  // The present window of input.
  private var inputStartMicroseconds = Int64.min
  private var hiddenBytes = 0
  private var usefulBytes = 0
  private var allowedHiddenBytes: Int

  public init(_ limits: AbuseLimits) {
    self.limits = limits
    resetBudget = limits.resetBudget
    prioritiesLeft = limits.prioritiesMax
    windowUpdatesLeft = limits.windowUpdatesMax
    allowedHiddenBytes = limits.hiddenBytesMax
    peerResets = WindowedCount(windowMicroseconds: limits.windowMicroseconds)
    localResets = WindowedCount(windowMicroseconds: limits.windowMicroseconds)
    controlFrames = WindowedCount(windowMicroseconds: limits.windowMicroseconds)
    oversizedHeads = WindowedCount(windowMicroseconds: limits.windowMicroseconds)
  }

  // MARK: What every call does

  /// A HEADERS frame begins.
  @inline(__always)
  public mutating func headersBegan() { continuationsInARow = 0 }

  /// A stream was opened, and a handler may run for it.
  @inline(__always)
  public mutating func streamOpened() { openedStreams &+= 1 }

  /// A stream was closed, for whatever reason.
  @inline(__always)
  public mutating func streamClosed() { closedStreams &+= 1 }

  /// We sent HEADERS or DATA.
  @inline(__always)
  public mutating func frameSent() { sentFrames &+= 1 }

  /// Payload of DATA arrived: what came before it was not empty.
  @inline(__always)
  public mutating func dataReceived() { emptyDataInARow = 0 }

  /// A call was ended before its request was: what is on its way to it arrives unseen, and honestly so.
  public mutating func requestCutOff(windowBytes: Int) {
    allowedHiddenBytes = min(allowedHiddenBytes + windowBytes, limits.hiddenBytesMax + limits.cutOffBytesMax)
  }

  // MARK: What can be too much

  /// Takes note of one event.
  public mutating func note(_ event: Event, nowMicroseconds: Int64) -> Verdict {
    switch event {
    case .peerReset: return notePeerReset(nowMicroseconds)
    case .localReset: return limit(localResets.add(nowMicroseconds), limits.localResetsMax, .localResets)
    case .ping(let hasOpenStreams): return notePing(hasOpenStreams, nowMicroseconds)
    case .settings, .otherControlFrame: return noteControlFrame(nowMicroseconds)
    case .priority: return notePriority()
    case .windowUpdate: return noteWindowUpdate()
    case .continuation:
      continuationsInARow += 1
      return limit(continuationsInARow, limits.continuationsInARowMax, .continuations)
    case .emptyData:
      emptyDataInARow += 1
      return limit(emptyDataInARow, limits.emptyDataInARowMax, .emptyData)
    case .oversizedHead: return limit(oversizedHeads.add(nowMicroseconds), limits.oversizedHeadsMax, .oversizedHeads)
    }
  }

  /// Takes note of what was read from the socket.
  ///
  /// libnghttp2 tells nothing of frames of unknown types, padding, and DATA of streams that are gone; only the difference between
  /// what was read and what it told of shows them. One rule for all of it: in a window, what is hidden must not be more than
  /// `AbuseLimits.hiddenBytesMax` and a hundred times of what a handler can see.
  /// - Parameters:
  ///   - byteCount: all bytes.
  ///   - visibleBytes: frames that libnghttp2 told of, each of which has a rule of its own.
  ///   - usefulBytes: header fields and payload that a handler can see.
  public mutating func received(
    byteCount: Int, visibleBytes: Int, usefulBytes: Int, nowMicroseconds: Int64
  ) -> Verdict {
    if inputStartMicroseconds == .min || nowMicroseconds - inputStartMicroseconds >= limits.inputWindowMicroseconds {
      inputStartMicroseconds = nowMicroseconds
      // What was allowed for calls that were cut off, and has not come, is still on its way.
      let missingBytes = allowedHiddenBytes - max(limits.hiddenBytesMax, hiddenBytes)
      allowedHiddenBytes = limits.hiddenBytesMax + max(0, missingBytes)
      hiddenBytes = 0
      self.usefulBytes = 0
    }
    hiddenBytes += byteCount - visibleBytes
    self.usefulBytes += usefulBytes
    guard hiddenBytes > allowedHiddenBytes else { return .ok }
    return hiddenBytes - allowedHiddenBytes > self.usefulBytes * 100 ? .end(.uselessInput) : .ok
  }

  private func limit(_ count: Int, _ countMax: Int, _ reason: Reason) -> Verdict {
    count > countMax ? .end(reason) : .ok
  }

  /// Streams that end otherwise pay for those that the peer resets, so a busy caller may cancel now and then for ever.
  private mutating func notePeerReset(_ nowMicroseconds: Int64) -> Verdict {
    resetBudget = min(limits.resetBudget, resetBudget + closedStreams)
    // The stream that is being reset is about to be closed, which earns nothing.
    closedStreams = -1
    if resetBudget > 0 {
      resetBudget -= 1
      return .ok
    }
    return peerResets.add(nowMicroseconds) > limits.peerResetsMax ? .end(.peerResets) : .pause
  }

  /// gRFC A8: a PING after we sent HEADERS or DATA is free, honest callers measure the bandwidth with it; others keep a distance.
  private mutating func notePing(_ hasOpenStreams: Bool, _ nowMicroseconds: Int64) -> Verdict {
    let isFree = sentFrames != sentFramesAtLastPing || lastPingMicroseconds == .min
    defer {
      sentFramesAtLastPing = sentFrames
      lastPingMicroseconds = nowMicroseconds
    }
    if isFree {
      pingStrikes = 0
      return .ok
    }
    if case .end(let reason) = noteControlFrame(nowMicroseconds) { return .end(reason) }
    let distance = hasOpenStreams ? limits.pingMicrosecondsMin : limits.idlePingMicrosecondsMin
    guard nowMicroseconds - lastPingMicroseconds < distance else { return .ok }
    pingStrikes += 1
    return limit(pingStrikes, limits.pingStrikesMax, .pings)
  }

  private mutating func noteControlFrame(_ nowMicroseconds: Int64) -> Verdict {
    limit(controlFrames.add(nowMicroseconds), limits.controlFramesMax, .controlFrames)
  }

  private mutating func notePriority() -> Verdict {
    earn()
    prioritiesLeft -= 1
    return prioritiesLeft < 0 ? .end(.priorities) : .ok
  }

  private mutating func noteWindowUpdate() -> Verdict {
    earn()
    windowUpdatesLeft -= 1
    return windowUpdatesLeft < 0 ? .end(.windowUpdates) : .ok
  }

  /// What was earned is kept within bounds, so that a long quiet life buys no flood.
  private mutating func earn() {
    let frames = sentFrames - sentFramesEarned
    let streams = openedStreams - openedStreamsEarned
    sentFramesEarned = sentFrames
    openedStreamsEarned = openedStreams
    windowUpdatesLeft = min(
      windowUpdatesLeft + frames * limits.windowUpdatesPerSentFrame + streams * limits.windowUpdatesPerStream,
      limits.windowUpdatesMax * 100)
    prioritiesLeft = min(prioritiesLeft + streams * limits.prioritiesPerStream, limits.prioritiesMax * 100)
  }
}
