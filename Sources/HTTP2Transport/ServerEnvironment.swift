import EventLoop
import RPCCore

/// What all connections of a server share; immutable, but for the counters.
final class ServerEnvironment: Sendable {
  let routes: RoutingTable
  let limits: TransportLimits
  let abuse: AbuseMonitor.Limits
  /// One for each loop.
  let counters: [LoopCounters]

  init(router: Router, configuration: ServerConfiguration, loopCount: Int) {
    routes = RoutingTable(router)
    limits = configuration.limits
    abuse = configuration.abuse
    counters = (0..<loopCount).map { _ in LoopCounters() }
  }

  /// Whether one more handler may run. Below a loop's fair share nobody else's counter is looked at.
  func hasRoomForHandler(loopIndex: Int) -> Bool {
    if counters[loopIndex].activeHandlers.count < limits.activeHandlersMax / counters.count { return true }
    return counters.reduce(0) { $0 + $1.activeHandlers.count } < limits.activeHandlersMax
  }

  var snapshot: ServerSnapshot {
    var snapshot = ServerSnapshot()
    for counters in counters { counters.add(to: &snapshot) }
    return snapshot
  }
}
