import CLinux

/// What a descriptor is ready for.
public struct Readiness: Sendable {
  private let events: UInt32

  init(events: UInt32) { self.events = events }

  /// Bytes, the end of the stream, or an error can be read.
  public var isReadable: Bool { events & (clinux_readable | clinux_hung_up) != 0 }

  /// There is room to write, or writing tells the error.
  public var isWritable: Bool { events & (clinux_writable | clinux_hung_up) != 0 }

  /// Neither direction works any more. Told again and again, whatever the descriptor is watched for.
  public var isGone: Bool { events & clinux_hung_up != 0 }
}

/// What a descriptor is watched for.
public struct Interest: OptionSet, Sendable {
  public let rawValue: Int

  public init(rawValue: Int) { self.rawValue = rawValue }

  public static let read = Interest(rawValue: 1)
  public static let write = Interest(rawValue: 2)
  /// Of several loops that watch one listener, wakes one. Only when registering.
  public static let exclusive = Interest(rawValue: 4)

  var events: UInt32 {
    (contains(.read) ? clinux_readable : 0) | (contains(.write) ? clinux_writable : 0)
      | (contains(.exclusive) ? clinux_exclusive : 0)
  }
}
