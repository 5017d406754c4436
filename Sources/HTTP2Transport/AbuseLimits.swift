/// How much of each thing that only costs one connection may do. Beyond: GOAWAY with ENHANCE_YOUR_CALM, and the reason of
/// `AbuseMonitor.Reason` as debug data.
public struct AbuseLimits: Sendable {
  /// Length of the window in which resets, control frames and oversized heads are counted.
  public var windowMicroseconds: Int64 = 30_000_000
  /// Unanswered streams that the peer may reset before each further one counts; each stream that ends otherwise gives one back.
  public var resetBudget = 100
  /// A stream that was open for so long before the peer resets it has held its place among `concurrentStreamsMax` like any other,
  /// as those do whose caller's deadline passes: it needs no budget.
  public var rapidResetMicrosecondsMax: Int64 = 1_000_000
  /// Resets without budget in a window (Rapid Reset, CVE-2023-44487). Each pauses the reading first.
  public var peerResetsMax = 100
  /// So long nothing is read after a reset without budget.
  public var pauseMicroseconds: Int64 = 100_000
  /// Streams that the peer made us reset, in a window (MadeYouReset, CVE-2025-8671).
  public var localResetsMax = 200
  /// SETTINGS, their acknowledgements, and PING that are not free, in a window (CVE-2019-9512, -9515).
  public var controlFramesMax = 200
  /// PING frames that came too soon after the last one, since we last sent HEADERS or DATA (gRFC A8).
  public var pingStrikesMax = 2
  /// What is too soon while a stream is open. gRPC's clients keep five minutes by default; watchers behind a NAT need less.
  public var pingMicrosecondsMin: Int64 = 30_000_000
  /// What is too soon while none is.
  public var idlePingMicrosecondsMin: Int64 = 7_200_000_000
  /// PRIORITY frames, which we ignore (CVE-2019-9513): so many, and `prioritiesPerStream` more for each stream.
  public var prioritiesMax = 100
  public var prioritiesPerStream = 100
  /// WINDOW_UPDATE frames: so many, and more for each stream and for each HEADERS or DATA frame of ours.
  public var windowUpdatesMax = 100
  public var windowUpdatesPerStream = 2
  public var windowUpdatesPerSentFrame = 20
  /// CONTINUATION frames of one head (CVE-2024-28182); a head of `RequestHead.Limits` needs one.
  public var continuationsInARowMax = 16
  /// DATA frames in a row that carry nothing, or padding alone, and end nothing (CVE-2019-9518).
  public var emptyDataInARowMax = 10
  /// Heads over the limit, in a window: the third one ends the connection.
  public var oversizedHeadsMax = 2
  /// Length of the window in which input is weighed.
  public var inputWindowMicroseconds: Int64 = 10_000_000
  /// What may arrive in it without libnghttp2 telling of it: frames of unknown types, padding, DATA of streams that are gone.
  public var hiddenBytesMax = 64 << 10
  /// As much more for calls that we ended while their request was on its way.
  public var cutOffBytesMax = 16 << 20
  /// From the first frame of a head to its last.
  public var headMicrosecondsMax: Int64 = 10_000_000

  public init() {}

  /// For a client: a server may ask as often as it likes whether we are there, within `controlFramesMax`.
  public static var ofClient: AbuseLimits {
    var limits = AbuseLimits()
    limits.pingStrikesMax = .max
    return limits
  }
}
