import EventLoop
import RPCCore

/// What all connections of a server share; immutable, but for the counters.
final class ServerEnvironment: Sendable {
  let routes: RoutingTable
  let limits: TransportLimits
  /// Nil for cleartext.
  let tls: CurrentTLSContext?
  /// Whether calls are taken, for who asks over plain HTTP.
  let isServing: @Sendable () -> Bool
  /// One for each loop.
  let counters: [LoopCounters]
  let census: PeerCensus

  init(router: Router, configuration: ServerConfiguration, loopCount: Int) {
    routes = RoutingTable(router)
    var limits = configuration.limits
    // libnghttp2 takes no larger list; announcing one would be a promise that it breaks.
    limits.head.headerListBytesMax = min(limits.head.headerListBytesMax, TransportLimits.headerListBytesCeiling)
    self.limits = limits
    tls = configuration.tls
    isServing = configuration.isServing
    let descriptors = max(1, DescriptorLimit.current - limits.descriptorsReserved)
    census = PeerCensus(
      connectionsMax: min(limits.connectionsMax, descriptors), connectionsPerPeerMax: limits.connectionsPerPeerMax,
      loopCount: loopCount)
    counters = (0..<loopCount).map { _ in LoopCounters() }
  }

  /// Whether one more handler may run. Below a loop's fair share nobody else's counter is looked at.
  func hasRoomForHandler(isStreaming: Bool, peer: PeerShare?, loopIndex: Int) -> Bool {
    isStreaming
      ? hasRoom(loopIndex, limits.activeStreamHandlersMax) { counters[$0].activeStreamHandlers.count }
        && hasRoom(loopIndex, limits.activeStreamHandlersPerPeerMax) { peer?.loops[$0].streams.count ?? 0 }
      : hasRoom(loopIndex, limits.activeHandlersMax) {
        counters[$0].activeHandlers.count - counters[$0].activeStreamHandlers.count
      } && hasRoom(loopIndex, limits.activeHandlersPerPeerMax) { peer?.loops[$0].calls.count ?? 0 }
  }

  @inline(__always)
  private func hasRoom(_ loopIndex: Int, _ countMax: Int, _ count: (Int) -> Int) -> Bool {
    if count(loopIndex) < countMax / counters.count { return true }
    return counters.indices.reduce(0) { $0 + count($1) } < countMax
  }

  /// Whether `byteCount` more may wait to be sent. Like `hasRoomForHandler`.
  func hasRoomForAnswer(_ byteCount: Int, loopIndex: Int) -> Bool {
    let own = counters[loopIndex].queuedAnswerBytes.count + byteCount
    if own <= limits.queuedAnswerBytesMax / counters.count { return true }
    return counters.reduce(byteCount) { $0 + $1.queuedAnswerBytes.count } <= limits.queuedAnswerBytesMax
  }

  var snapshot: ServerSnapshot {
    var snapshot = ServerSnapshot()
    for counters in counters { counters.add(to: &snapshot) }
    return snapshot
  }
}
