import EventLoop
import Glibc
import ReviewStore
import Synchronization

/// A line to the database that mends itself: one session at a time, checked before use, with calls in the order in which they
/// were made.
///
/// While there is no session, calls wait for the first attempt to get one and fail when it fails; between attempts they
/// fail at once, so that a caller is told within its deadline.
final class Line: @unchecked Sendable {
  // Unchecked: all state below is touched by the loop's thread alone.

  /// The most calls that wait or are under way; more are `.unavailable`.
  static let callCountMax = 4_096
  /// The longest time for one attempt to connect, with the check of the session.
  static let connectMicrosecondsMax: Int64 = 1_500_000
  /// The shortest and the longest pause between two attempts.
  static let pauseMicroseconds: ClosedRange<Int64> = 25_000...1_000_000
  /// How often a line with something to do looks at the time.
  private static let tickMicroseconds: Int64 = 50_000

  typealias Completion = (Result<Rows, CallFailure>) -> Void

  private struct Call {
    let statement: Statement
    let values: BinaryValues
    let limitAt: Int64
    let completion: Completion
  }

  private enum State {
    case idle
    /// Until then at most.
    case connecting(Session, until: Int64)
    case checking(Session, until: Int64)
    case ready(Session)
    /// No attempt before.
    case pausing(until: Int64)
    case closed
  }

  let place: String
  private let loop: EventLoop
  private let settings: ConnectionSettings
  private let check: SessionCheck
  /// Sent on each new session after its check.
  private let greeting: Statement?
  /// Payloads of notifications.
  private let notified: (String) -> Void

  private var state = State.idle
  private var waiting: [Call] = []
  private var sent: [Call] = []
  private var sentStart = 0
  private var rotation = 0
  private var pause = pauseMicroseconds.lowerBound
  private var lastFailure = CallFailure.lost(message: "not connected", wasSent: false)
  private var isTicking = false
  private var afterClose: [() -> Void] = []

  init(
    _ settings: ConnectionSettings, check: SessionCheck, on loop: EventLoop, greeting: Statement? = nil,
    notified: @escaping (String) -> Void = { _ in }
  ) {
    self.settings = settings
    self.check = check
    self.loop = loop
    self.greeting = greeting
    self.notified = notified
    place = settings.place
  }

  // MARK: From any thread

  /// Runs a call and gives its rows.
  func run(
    _ statement: Statement, _ values: BinaryValues = BinaryValues(), withinMicroseconds limit: Int64
  ) async -> Result<Rows, CallFailure> {
    await withUnsafeContinuation { continuation in
      submit(statement, values, withinMicroseconds: limit) { continuation.resume(returning: $0) }
    }
  }

  /// The same without waiting; `completion` is called on the loop's thread and must return at once.
  func submit(
    _ statement: Statement, _ values: BinaryValues, withinMicroseconds limit: Int64,
    completion: @escaping @Sendable (Result<Rows, CallFailure>) -> Void
  ) {
    let work: @Sendable () -> Void = { [self] in
      take(Call(statement: statement, values: values, limitAt: now + limit, completion: completion))
    }
    if loop.isCurrent { work() } else { loop.submit(work) }
  }

  /// Takes no more calls, lets those under way finish, and hangs up.
  func close() async {
    await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
      loop.submit { self.close { continuation.resume() } }
    }
  }

  /// The same without waiting.
  func closeLater() { loop.submit { self.close {} } }

  /// Connects now, and stays connected from then on.
  func keepConnected() {
    loop.submit { if case .idle = self.state { self.connect() } }
  }
}

// MARK: On the loop's thread

extension Line {
  private var now: Int64 { loop.clock.nowMicroseconds() }

  private var sentCount: Int { sent.count - sentStart }

  private func take(_ call: Call) {
    if !afterClose.isEmpty { return call.completion(.failure(.notTaken(Self.closed))) }
    guard waiting.count + sentCount < Self.callCountMax else {
      let error = StoreError(.unavailable, "\(Self.callCountMax) calls wait for the database")
      return call.completion(.failure(.notTaken(error)))
    }
    switch state {
    case .closed: return call.completion(.failure(.notTaken(Self.closed)))
    case .pausing: return call.completion(.failure(lastFailure))
    case .ready(let session):
      sent.append(call)
      guard session.send(call.statement, call.values), session.flush() else { return lose(session.message) }
    case .idle:
      waiting.append(call)
      connect()
    case .connecting, .checking: waiting.append(call)
    }
    tickLater()
  }

  private static var closed: StoreError { StoreError(.closed, "the store was closed") }

  private func connect() {
    let until = now + Self.connectMicrosecondsMax
    guard let session = Session(settings.rotated(by: rotation), on: loop, handler: self) else {
      return fail(.lost(message: "the server takes no connections", wasSent: false))
    }
    state = .connecting(session, until: until)
    tickLater()
  }

  private func greet(_ session: Session, until: Int64) {
    state = .checking(session, until: until)
    guard session.send(SessionCheck.statement, BinaryValues()), session.flush() else { return lose(session.message) }
  }

  private func finishCheck(_ session: Session, _ result: Result<Rows, CallFailure>) {
    switch result {
    case .failure(let failure): end(session, failure)
    case .success(let rows):
      if let problem = check.problem(rows) { return end(session, .notTaken(problem)) }
      state = .ready(session)
      pause = Self.pauseMicroseconds.lowerBound
      if let greeting { sendNow(Call(statement: greeting, values: BinaryValues(), limitAt: .max) { _ in }, session) }
      let calls = waiting
      waiting = []
      for call in calls { sendNow(call, session) }
      if !session.flush() { lose(session.message) }
    }
  }

  private func sendNow(_ call: Call, _ session: Session) {
    sent.append(call)
    _ = session.send(call.statement, call.values)
  }

  private func end(_ session: Session, _ failure: CallFailure) {
    session.end()
    fail(failure)
  }

  /// No session: everybody who waits is told, and the next attempt comes after a pause.
  private func fail(_ failure: CallFailure) {
    state = .pausing(until: now + pause)
    pause = min(pause * 2, Self.pauseMicroseconds.upperBound)
    lastFailure = failure
    let calls = waiting
    waiting = []
    for call in calls { call.completion(.failure(failure)) }
    tickLater()
    closeIfDone()
  }

  /// The session is gone: what was sent has an unknown outcome; a new session is tried at once.
  private func lose(_ message: String) {
    let calls = sent[sentStart...]
    (sent, sentStart) = ([], 0)
    let text = message.isEmpty ? "the connection was lost" : message
    switch state {
    case .connecting(let session, _), .checking(let session, _): end(session, .lost(message: text, wasSent: false))
    case .ready(let session):
      session.end()
      lastFailure = .lost(message: text, wasSent: false)
      state = .idle
      for call in calls { call.completion(.failure(.lost(message: text, wasSent: true))) }
      if case .idle = state, afterClose.isEmpty { connect() }
    case .idle, .pausing, .closed: break
    }
    closeIfDone()
  }
}

// MARK: Events of the loop

extension Line: ReadinessHandler, TimerHandler {
  func ready(_ readiness: Readiness) {
    switch state {
    case .connecting(let session, let until):
      switch session.proceed() {
      case .connecting: break
      case .connected: greet(session, until: until)
      case .failed: end(session, .lost(message: session.message, wasSent: false))
      }
    case .checking(let session, _), .ready(let session):
      if readiness.isReadable { session.receive(handle) }
      if readiness.isWritable, isCurrent(session), !session.flush() { lose(session.message) }
    case .idle, .pausing, .closed: break
    }
  }

  private func isCurrent(_ session: Session) -> Bool {
    switch state {
    case .checking(let current, _), .ready(let current): current === session
    case .connecting, .idle, .pausing, .closed: false
    }
  }

  private func handle(_ event: Session.Event) {
    switch (event, state) {
    case (.done(let result), .checking(let session, _)): finishCheck(session, result)
    case (.done(let result), _): finishOldest(result)
    case (.notified(let payload), _): notified(payload)
    case (.lost(let message), _): lose(message)
    }
  }

  private func finishOldest(_ result: Result<Rows, CallFailure>) {
    guard sentCount > 0 else { return }
    let call = sent[sentStart]
    sentStart += 1
    if sentStart == sent.count {
      (sent, sentStart) = ([], 0)
    } else if sentStart >= Self.callCountMax {
      sent.removeFirst(sentStart)
      sentStart = 0
    }
    call.completion(result)
    closeIfDone()
  }

  // MARK: Time

  private func tickLater() {
    guard !isTicking else { return }
    isTicking = true
    _ = loop.setTimer(atMicroseconds: now + Self.tickMicroseconds, self, token: 0)
  }

  func timerFired(_ token: Int) {
    isTicking = false
    switch state {
    case .connecting(let session, let until), .checking(let session, let until):
      if now >= until {
        rotation += 1
        end(session, .lost(message: "no session in \(Self.connectMicrosecondsMax / 1_000) ms", wasSent: false))
      }
      tickLater()
    case .pausing(let until):
      if now >= until, afterClose.isEmpty { connect() }
      tickLater()
    case .ready:
      if sentCount > 0, sent[sentStart].limitAt <= now { lose("no answer in time") }
      if sentCount > 0 { tickLater() }
    case .idle, .closed: break
    }
  }

  // MARK: The end

  private func close(_ completion: @escaping () -> Void) {
    if case .closed = state { return completion() }
    afterClose.append(completion)
    closeIfDone()
  }

  private func closeIfDone() {
    guard !afterClose.isEmpty, sentCount == 0, waiting.isEmpty else { return }
    switch state {
    case .connecting(let session, _), .checking(let session, _), .ready(let session): session.end()
    case .idle, .pausing, .closed: break
    }
    state = .closed
    let completions = afterClose
    afterClose = []
    for completion in completions { completion() }
  }
}
