import EventLoop
import RPCCore
import Synchronization

/// What a server did and does, read from any thread.
public struct ServerSnapshot: Sendable, Equatable {
  public var connectionsAccepted = 0
  public var connectionsOpen = 0
  /// By `ConnectionRefusal.rawValue`.
  public var connectionsRefused = [Int](repeating: 0, count: ConnectionRefusal.allCases.count)
  public var streamsOpened = 0
  public var streamsOpen = 0
  /// Handlers that run, cancelled ones included until they end.
  public var activeHandlers = 0
  /// Of them, those of calls that stream.
  public var activeStreamHandlers = 0
  /// Answers that wait to be sent.
  public var queuedAnswerBytes = 0
  /// Calls that lacked `te: trailers`.
  public var requestsWithoutTE = 0
  /// Streams that the peer reset before they were answered.
  public var streamsCancelled = 0
  /// By `CallRefusal.rawValue`.
  public var refusals = [Int](repeating: 0, count: CallRefusal.allCases.count)
  /// In the order of `AbuseMonitor.Reason.allCases`.
  public var connectionsEndedForAbuse = [Int](repeating: 0, count: AbuseMonitor.Reason.allCases.count)
  /// In the order of `ConnectionLifetime.Reason.allCases`.
  public var connectionsEndedInTime = [Int](repeating: 0, count: ConnectionLifetime.Reason.allCases.count)
  /// Connections that libnghttp2 ended because the peer broke the protocol.
  public var protocolErrors = 0
  /// How often a connection was not read for a moment because its peer had reset too many streams.
  public var readingPauses = 0

  /// TLS handshakes that were completed.
  public var tlsHandshakes = 0
  /// In the order of `TLSFailure.Reason.allCases`.
  public var tlsFailures = [Int](repeating: 0, count: TLSFailure.Reason.allCases.count)
  /// Connections in cleartext whose peer spoke HTTP/1, or TLS.
  public var http1Refused = 0
  public var unexpectedTLSRefused = 0

  public init() {}

  public subscript(_ reason: TLSFailure.Reason) -> Int {
    TLSFailure.Reason.allCases.firstIndex(of: reason).map { tlsFailures[$0] } ?? 0
  }

  public subscript(_ refusal: CallRefusal) -> Int { refusals[refusal.rawValue] }

  public subscript(_ refusal: ConnectionRefusal) -> Int { connectionsRefused[refusal.rawValue] }

  public subscript(_ reason: AbuseMonitor.Reason) -> Int {
    AbuseMonitor.Reason.allCases.firstIndex(of: reason).map { connectionsEndedForAbuse[$0] } ?? 0
  }

  public subscript(_ reason: ConnectionLifetime.Reason) -> Int {
    ConnectionLifetime.Reason.allCases.firstIndex(of: reason).map { connectionsEndedInTime[$0] } ?? 0
  }
}

/// The counters of one loop. Only the loop writes, so a plain load and store replaces the locked instruction; anybody may read.
final class LoopCounters: Sendable {
  struct Gauge: ~Copyable, Sendable {
    private let value = Atomic<Int>(0)

    var count: Int { value.load(ordering: .relaxed) }

    @inline(__always)
    func add(_ difference: Int) { value.store(value.load(ordering: .relaxed) &+ difference, ordering: .relaxed) }
  }

  let connectionsAccepted = Gauge()
  let connectionsOpen = Gauge()
  let tlsHandshakes = Gauge()
  let streamsOpened = Gauge()
  let streamsOpen = Gauge()
  let activeHandlers = Gauge()
  let activeStreamHandlers = Gauge()
  let queuedAnswerBytes = Gauge()
  let requestsWithoutTE = Gauge()
  let streamsCancelled = Gauge()
  /// Rare events share a lock.
  private let rare = Mutex(ServerSnapshot())

  func note(_ refusal: CallRefusal) {
    rare.withLock { $0.refusals[refusal.rawValue] += 1 }
  }

  func note(_ refusal: ConnectionRefusal) {
    rare.withLock { $0.connectionsRefused[refusal.rawValue] += 1 }
  }

  func note(_ reason: AbuseMonitor.Reason) {
    guard let index = AbuseMonitor.Reason.allCases.firstIndex(of: reason) else { return }
    rare.withLock { $0.connectionsEndedForAbuse[index] += 1 }
  }

  func note(_ reason: TLSFailure.Reason) {
    guard let index = TLSFailure.Reason.allCases.firstIndex(of: reason) else { return }
    rare.withLock { $0.tlsFailures[index] += 1 }
  }

  func note(_ foreign: ForeignProtocol) {
    rare.withLock { snapshot in
      switch foreign {
      case .http1: snapshot.http1Refused += 1
      case .tls: snapshot.unexpectedTLSRefused += 1
      case .http2: break
      }
    }
  }

  func note(_ reason: ConnectionLifetime.Reason) {
    guard let index = ConnectionLifetime.Reason.allCases.firstIndex(of: reason) else { return }
    rare.withLock { $0.connectionsEndedInTime[index] += 1 }
  }

  func noteProtocolError() { rare.withLock { $0.protocolErrors += 1 } }

  func noteReadingPaused() { rare.withLock { $0.readingPauses += 1 } }

  func add(to snapshot: inout ServerSnapshot) {
    snapshot.connectionsAccepted += connectionsAccepted.count
    snapshot.connectionsOpen += connectionsOpen.count
    snapshot.tlsHandshakes += tlsHandshakes.count
    snapshot.streamsOpened += streamsOpened.count
    snapshot.streamsOpen += streamsOpen.count
    snapshot.activeHandlers += activeHandlers.count
    snapshot.activeStreamHandlers += activeStreamHandlers.count
    snapshot.queuedAnswerBytes += queuedAnswerBytes.count
    snapshot.requestsWithoutTE += requestsWithoutTE.count
    snapshot.streamsCancelled += streamsCancelled.count
    let rare = rare.withLock { $0 }
    for index in snapshot.refusals.indices { snapshot.refusals[index] += rare.refusals[index] }
    for index in snapshot.connectionsRefused.indices {
      snapshot.connectionsRefused[index] += rare.connectionsRefused[index]
    }
    for index in snapshot.connectionsEndedForAbuse.indices {
      snapshot.connectionsEndedForAbuse[index] += rare.connectionsEndedForAbuse[index]
    }
    for index in snapshot.tlsFailures.indices { snapshot.tlsFailures[index] += rare.tlsFailures[index] }
    snapshot.http1Refused += rare.http1Refused
    snapshot.unexpectedTLSRefused += rare.unexpectedTLSRefused
    for index in snapshot.connectionsEndedInTime.indices {
      snapshot.connectionsEndedInTime[index] += rare.connectionsEndedInTime[index]
    }
    snapshot.protocolErrors += rare.protocolErrors
    snapshot.readingPauses += rare.readingPauses
  }
}
