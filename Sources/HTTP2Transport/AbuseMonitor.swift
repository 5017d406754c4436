/// Counts what a peer does to one connection that costs us more than it costs the peer.
///
/// A value: what happened goes in with its time, a verdict comes out. libnghttp2 of Debian 12 has no guard of its own for most of this
/// (CVE-2023-44487 Rapid Reset, CVE-2025-8671 MadeYouReset, CVE-2019-9511 to -9518).
public struct AbuseMonitor: Sendable {
  public struct Limits: Sendable {
    /// Length of the window in which events are counted.
    public var windowMicroseconds: Int64 = 30_000_000
    /// Unfinished streams that the peer reset, in a window (Rapid Reset).
    public var peerResetsMax = 200
    /// Streams that the peer made us reset, in a window (MadeYouReset).
    public var localResetsMax = 200
    /// PING, SETTINGS, PRIORITY and unknown-purpose frames in a window. A PING after we sent HEADERS or DATA is free, as
    /// gRFC A8 has it: honest clients measure the bandwidth with it.
    public var controlFramesMax = 200
    /// DATA frames in a row that carry nothing, or padding alone, and end nothing (CVE-2019-9518).
    public var emptyDataInARowMax = 10
    /// Heads over the limit, for the whole connection.
    public var oversizedHeadsMax = 3
    /// WINDOW_UPDATE frames: so many, and `windowUpdatesPerFrame` more for each stream and DATA frame of ours.
    public var windowUpdatesMax = 100
    public var windowUpdatesPerFrame = 20

    public init() {}
  }

  /// What happened.
  public enum Event: Sendable, Equatable {
    case peerReset
    case localReset
    case ping
    case settings
    case otherControlFrame
    case windowUpdate
    /// A DATA frame that ends nothing begins. Forgotten with the first byte of its payload.
    case emptyData
    /// Bytes of payload arrived.
    case data
    case oversizedHead
    case streamOpened
    /// We sent HEADERS or DATA.
    case sentFrame
  }

  /// Why a connection is ended. Its name is the debug data of the GOAWAY frame, and the label of a counter.
  public enum Reason: String, Sendable, CaseIterable {
    case peerResets = "too_many_resets"
    case localResets = "too_many_stream_errors"
    case controlFrames = "too_many_control_frames"
    case emptyData = "too_many_empty_frames"
    case oversizedHeads = "too_many_oversized_heads"
    case windowUpdates = "too_many_window_updates"
  }

  /// A count that begins anew with each window.
  private struct WindowedCount: Sendable {
    let windowMicroseconds: Int64
    var startMicroseconds: Int64?
    var count = 0

    init(windowMicroseconds: Int64) { self.windowMicroseconds = windowMicroseconds }

    mutating func add(_ nowMicroseconds: Int64) -> Int {
      if startMicroseconds.map({ nowMicroseconds - $0 >= windowMicroseconds }) ?? true {
        startMicroseconds = nowMicroseconds
        count = 0
      }
      count += 1
      return count
    }
  }

  private let limits: Limits
  private var peerResets: WindowedCount
  private var localResets: WindowedCount
  private var controlFrames: WindowedCount
  private var emptyDataInARow = 0
  private var oversizedHeads = 0
  private var windowUpdatesLeft: Int
  private var hasSentSincePing = false

  public init(_ limits: Limits) {
    self.limits = limits
    windowUpdatesLeft = limits.windowUpdatesMax
    peerResets = WindowedCount(windowMicroseconds: limits.windowMicroseconds)
    localResets = WindowedCount(windowMicroseconds: limits.windowMicroseconds)
    controlFrames = WindowedCount(windowMicroseconds: limits.windowMicroseconds)
  }

  /// Takes note of one event.
  /// - Returns: why the connection has to end with ENHANCE_YOUR_CALM; nil while all is well.
  public mutating func note(_ event: Event, nowMicroseconds: Int64) -> Reason? {
    switch event {
    case .peerReset: return peerResets.add(nowMicroseconds) > limits.peerResetsMax ? .peerResets : nil
    case .localReset: return localResets.add(nowMicroseconds) > limits.localResetsMax ? .localResets : nil
    case .ping: return notePing(nowMicroseconds)
    case .settings, .otherControlFrame: return noteControlFrame(nowMicroseconds)
    case .windowUpdate: return noteWindowUpdate()
    case .emptyData:
      emptyDataInARow += 1
      return emptyDataInARow > limits.emptyDataInARowMax ? .emptyData : nil
    case .data:
      emptyDataInARow = 0
      return nil
    case .oversizedHead:
      oversizedHeads += 1
      return oversizedHeads > limits.oversizedHeadsMax ? .oversizedHeads : nil
    case .streamOpened:
      earnWindowUpdates()
      return nil
    case .sentFrame:
      hasSentSincePing = true
      earnWindowUpdates()
      return nil
    }
  }

  private mutating func notePing(_ nowMicroseconds: Int64) -> Reason? {
    if hasSentSincePing {
      hasSentSincePing = false
      return nil
    }
    return noteControlFrame(nowMicroseconds)
  }

  private mutating func noteControlFrame(_ nowMicroseconds: Int64) -> Reason? {
    controlFrames.add(nowMicroseconds) > limits.controlFramesMax ? .controlFrames : nil
  }

  private mutating func noteWindowUpdate() -> Reason? {
    windowUpdatesLeft -= 1
    return windowUpdatesLeft < 0 ? .windowUpdates : nil
  }

  /// What was earned is kept within bounds, so that a long quiet life buys no flood.
  private mutating func earnWindowUpdates() {
    windowUpdatesLeft = min(windowUpdatesLeft + limits.windowUpdatesPerFrame, limits.windowUpdatesMax * 100)
  }
}
