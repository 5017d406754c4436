import Configuration
import HTTP2Transport

extension TransportLimits {
  /// Takes what was configured; the rest stays as it is.
  mutating func apply(_ settings: ConnectionSettings) {
    lifetime.apply(settings)
    if let count = settings.connectionsMax { connectionsMax = count }
    if let count = settings.connectionsPerPeerMax { connectionsPerPeerMax = count }
    if let count = settings.callsPerPeerMax { activeHandlersPerPeerMax = count }
    if let count = settings.streamsPerPeerMax { activeStreamHandlersPerPeerMax = count }
  }
}

extension LifetimeLimits {
  fileprivate mutating func apply(_ settings: ConnectionSettings) {
    if let seconds = settings.ageSecondsMax { ageMicrosecondsMax = Int64(seconds) * 1_000_000 }
    if let seconds = settings.ageGraceSeconds { graceMicroseconds = Int64(seconds) * 1_000_000 }
    if let seconds = settings.idleSecondsMax { idleMicrosecondsMax = Int64(seconds) * 1_000_000 }
    if let seconds = settings.keepaliveSeconds { keepAliveMicroseconds = Int64(seconds) * 1_000_000 }
    if let seconds = settings.keepaliveTimeoutSeconds { keepAliveTimeoutMicroseconds = Int64(seconds) * 1_000_000 }
  }
}
