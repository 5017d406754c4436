/// How long connections live and how much one caller may have of the server; nil for the transport's own limit.
public struct ConnectionSettings: Sendable, Equatable {
  /// After so long a connection takes no further calls, so that callers spread anew over the servers.
  public var ageSecondsMax: Int?
  /// What the calls of such a connection have left before they end with UNAVAILABLE.
  public var ageGraceSeconds: Int?
  /// A connection without a call ends after so long.
  public var idleSecondsMax: Int?
  /// After so much silence the caller is asked with a PING whether it is still there.
  public var keepaliveSeconds: Int?
  /// A caller that does not answer it for so long is gone.
  public var keepaliveTimeoutSeconds: Int?
  /// Connections of the whole server; beyond: closed as soon as they are accepted.
  public var connectionsMax: Int?
  /// Connections of one address, or of one IPv6 network of 64 bits. A proxy is one peer.
  public var connectionsPerPeerMax: Int?
  /// Calls of one peer that run at one time, of those that are answered once; beyond: RESOURCE_EXHAUSTED.
  public var callsPerPeerMax: Int?
  /// The same for calls that stream, watches for example.
  public var streamsPerPeerMax: Int?
  /// From health NOT_SERVING to the first GOAWAY of a server that ends, for load balancers to look elsewhere. Calls are taken meanwhile.
  public var drainDelaySeconds = 0

  /// More than this is no limit.
  public static let countMax = 1_000_000
  /// A server that waits longer than this with its end is a mistake.
  public static let drainDelaySecondsMax = 3_600

  public init() {}

  init(reading reader: inout SettingReader) {
    ageSecondsMax = reader.value(.maxConnectionAgeSeconds, parseSecondsOfDay)
    ageGraceSeconds = reader.value(.maxConnectionAgeGraceSeconds, parseSecondsOfDay)
    idleSecondsMax = reader.value(.maxConnectionIdleSeconds, parseSecondsOfDay)
    keepaliveSeconds = reader.value(.keepaliveSeconds, parseSecondsOfDay)
    keepaliveTimeoutSeconds = reader.value(.keepaliveTimeoutSeconds, parseSecondsOfDay)
    connectionsMax = reader.value(.maxConnections, parseCount)
    connectionsPerPeerMax = reader.value(.maxConnectionsPerPeer, parseCount)
    callsPerPeerMax = reader.value(.maxCallsPerPeer, parseCount)
    streamsPerPeerMax = reader.value(.maxStreamsPerPeer, parseCount)
    drainDelaySeconds = reader.value(.drainDelaySeconds, parseDrainDelay) ?? 0
  }
}

/// A day at most: longer is no limit.
private func parseSecondsOfDay(_ text: String) throws(InvalidValue) -> Int { try parseInteger(text, in: 1...86_400) }

private func parseCount(_ text: String) throws(InvalidValue) -> Int {
  try parseInteger(text, in: 1...ConnectionSettings.countMax)
}

private func parseDrainDelay(_ text: String) throws(InvalidValue) -> Int {
  try parseInteger(text, in: 0...ConnectionSettings.drainDelaySecondsMax)
}
