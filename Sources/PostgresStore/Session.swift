import CLibPQ
import EventLoop

/// One connection in pipeline mode. Belongs to the loop's thread.
///
/// Each call is sent with a Sync behind it: a transaction of its own, whose failure does not touch the next.
final class Session {
  /// What reading gave.
  enum Event {
    /// The oldest call that was sent is done.
    case done(Result<Rows, CallFailure>)
    /// Somebody notified the channel; the payload, unless it was this session itself.
    case notified(String)
    case lost(String)
  }

  private let connection: OpaquePointer
  private let loop: EventLoop
  private unowned let handler: any ReadinessHandler
  private var registration: EventLoop.Registration?
  private var prepared: Set<String> = []
  private var sentCount = 0
  /// Of the oldest call, until its Sync is there.
  private var outcome: Result<Rows, CallFailure>?
  private var wantsWrite = false

  /// Starts to connect; nil when there is no memory or the settings contradict each other.
  init?(_ settings: ConnectionSettings, on loop: EventLoop, handler: any ReadinessHandler) {
    guard let connection = settings.connect({ PQconnectStartParams($0, $1, 0) }) else { return nil }
    self.connection = connection
    self.loop = loop
    self.handler = handler
    // From here on `deinit` frees it.
    guard PQstatus(connection) != CONNECTION_BAD else { return nil }
    PQsetNoticeProcessor(connection, { _, _ in }, nil)
    watch(.write)
  }

  deinit { PQfinish(connection) }

  /// Ends the watching; must be called before the last reference goes.
  func end() {
    if let registration { loop.deregister(registration) }
    registration = nil
  }

  var message: String {
    let text = String(cString: PQerrorMessage(connection))
    return String(text.split(separator: "\n").joined(separator: "; "))
  }

  // MARK: Connecting

  enum Progress { case connecting, connected, failed }

  /// Goes on with connecting. libpq may have gone to another address, and so to another socket.
  func proceed() -> Progress {
    // Watched anew each time: a closed descriptor is forgotten by the kernel, and its number may be another socket's now.
    let progress = PQconnectPoll(connection)
    switch progress {
    case PGRES_POLLING_READING: watch(.read)
    case PGRES_POLLING_WRITING: watch(.write)
    case PGRES_POLLING_OK: return pipeline() ? .connected : .failed
    default: return .failed
    }
    return .connecting
  }

  private func pipeline() -> Bool {
    guard PQsetnonblocking(connection, 1) == 0, PQenterPipelineMode(connection) == 1 else { return false }
    watch(.read)
    return true
  }

  private func watch(_ interest: Interest) {
    end()
    wantsWrite = interest.contains(.write)
    registration = try? loop.register(descriptor: PQsocket(connection), interest, handler)
  }

  // MARK: Calls

  /// Puts a call into the send buffer; `flush` sends it.
  func send(_ statement: Statement, _ values: BinaryValues) -> Bool {
    if prepared.insert(statement.name).inserted {
      let types = statement.types.map(\.rawValue)
      guard PQsendPrepare(connection, statement.name, statement.sql, Int32(types.count), types) == 1 else {
        return false
      }
    }
    let isSent = values.withPointers { pointers, lengths, formats, count in
      PQsendQueryPrepared(connection, statement.name, count, pointers, lengths, formats, 1)
    }
    guard isSent == 1, PQpipelineSync(connection) == 1 else { return false }
    sentCount += 1
    return true
  }

  /// Writes what the socket takes.
  func flush() -> Bool {
    let rest = PQflush(connection)
    guard rest >= 0 else { return false }
    if wantsWrite != (rest == 1), let registration {
      wantsWrite = rest == 1
      loop.change(registration, to: wantsWrite ? [.read, .write] : .read)
    }
    return true
  }

  /// Reads what is there.
  func receive(_ handle: (Event) -> Void) {
    let isAlive = PQconsumeInput(connection) == 1
    while sentCount > 0, PQisBusy(connection) == 0 {
      guard let result = PQgetResult(connection) else {
        // The boundary between two commands; without input there will be no other.
        if PQstatus(connection) == CONNECTION_BAD { break }
        continue
      }
      if let event = take(result) { handle(event) }
      if PQstatus(connection) == CONNECTION_BAD { break }
    }
    while let notification = PQnotifies(connection) {
      let payload = String(cString: notification.pointee.extra)
      let isOwn = notification.pointee.be_pid == PQbackendPID(connection)
      PQfreemem(notification)
      if !isOwn { handle(.notified(payload)) }
    }
    if !isAlive || PQstatus(connection) == CONNECTION_BAD { handle(.lost(message)) }
  }

  private func take(_ result: OpaquePointer) -> Event? {
    switch PQresultStatus(result) {
    case PGRES_TUPLES_OK: outcome = .success(Rows(taking: result))
    case PGRES_PIPELINE_SYNC:
      PQclear(result)
      sentCount -= 1
      defer { outcome = nil }
      return .done(outcome ?? .failure(.lost(message: "an answer without rows", wasSent: true)))
    case PGRES_FATAL_ERROR:
      if case .failure? = outcome {} else { outcome = .failure(Self.failure(result)) }
      PQclear(result)
    default: PQclear(result)
    }
    return nil
  }

  /// An error that ends the session may come after the commit: the outcome is not known.
  private static func failure(_ result: OpaquePointer) -> CallFailure {
    let field = { (code: Character) in
      PQresultErrorField(result, Int32(code.asciiValue ?? 0)).map { String(cString: $0) } ?? ""
    }
    let (severity, state, message) = (field("V"), field("C"), field("M"))
    guard severity == "ERROR" else { return .lost(message: message.isEmpty ? state : message, wasSent: true) }
    return .refused(state: state, message: message)
  }
}
