import EventLoop
import RPCCore

/// What all connections of a server share; immutable, but for the counters.
final class ServerEnvironment: Sendable {
  let routes: RoutingTable
  let limits: TransportLimits
  let abuse: AbuseMonitor.Limits
  /// Nil for cleartext.
  let tls: CurrentTLSContext?
  /// Whether calls are taken, for who asks over plain HTTP.
  let isServing: @Sendable () -> Bool
  /// One for each loop.
  let counters: [LoopCounters]

  init(router: Router, configuration: ServerConfiguration, loopCount: Int) {
    routes = RoutingTable(router)
    var limits = configuration.limits
    // libnghttp2 takes no larger list; announcing one would be a promise that it breaks.
    limits.head.headerListBytesMax = min(limits.head.headerListBytesMax, TransportLimits.headerListBytesCeiling)
    self.limits = limits
    abuse = configuration.abuse
    tls = configuration.tls
    isServing = configuration.isServing
    counters = (0..<loopCount).map { _ in LoopCounters() }
  }

  /// Whether one more handler may run. Below a loop's fair share nobody else's counter is looked at.
  func hasRoomForHandler(loopIndex: Int) -> Bool {
    if counters[loopIndex].activeHandlers.count < limits.activeHandlersMax / counters.count { return true }
    return counters.reduce(0) { $0 + $1.activeHandlers.count } < limits.activeHandlersMax
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
