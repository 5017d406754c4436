import AuditTrail
import ReviewCore
import Synchronization

@testable import ReviewEngine

/// Two servers over one store, clients and watchers, all of it from one seed.
///
/// A step does something at random and lets everybody run until nobody can go on; then the auditor looks. See
/// `SimulatedRequests` to add commands.
final class Simulation {
  private let database: SimulatedDatabase
  private let executor: SimulatedExecutor
  private let clock: ManualClock
  private var random: SeededGenerator
  private var requests = SimulatedRequests()
  private var auditor: SimulationAuditor
  private var servers: [SimulatedServer] = []
  private var watchers: [SimulatedWatcher]
  private let mail = Mailbox()
  /// Requests that nobody answered for certain yet.
  private var open: [String: SimulatedRequest] = [:]
  /// What was acknowledged: the review, where there is one.
  private var acknowledged: [String: AuditID?] = [:]
  private var refused: Set<String> = []
  /// What was acknowledged, to ask for it once more at the end.
  private var done: [String: SimulatedRequest] = [:]
  private var confirmed: Set<String> = []
  /// Where each request is under way.
  private var underWay: [String: [SimulatedServer]] = [:]
  /// Requests that were under way twice at once: one may be refused and the other recorded.
  private var doubled: Set<String> = []
  private(set) var counts = Counts()

  /// What happened, to see that a run is not empty.
  struct Counts: Sendable {
    var eventTypes: [String: Int] = [:]
    var kills = 0
    var repeats = 0
    var failures = 0
    var head: ChainHead?
  }

  init(seed: UInt64) {
    database = SimulatedDatabase(seed: seed &* 31)
    executor = SimulatedExecutor(seed: seed &* 37)
    clock = ManualClock(seed: seed &* 41)
    random = SeededGenerator(seed: seed &* 43)
    auditor = SimulationAuditor(origin: database.origin)
    var seniors = ReviewFilter()
    seniors.reviewerRoles = ["Senior Analyst"]
    watchers = [
      SimulatedWatcher(database, filter: ReviewFilter(), isSlow: false),
      SimulatedWatcher(database, filter: seniors, isSlow: true),
    ]
    servers = [start(0), start(1)]
  }

  /// - Returns: what domain.md does not allow, the first first; empty when all went well.
  func run(steps: Int) -> [String] {
    for step in 0..<steps {
      act()
      settle()
      if !auditor.faults.isEmpty { return auditor.faults.map { "step \(step): \($0)" } }
    }
    finish()
    counts.eventTypes = auditor.eventTypes
    counts.head = database.head
    return auditor.faults.map { "at the end: \($0)" } + missing()
  }

  // MARK: Steps

  private func act() {
    switch Int.random(in: 0..<20, using: &random) {
    case 0..<9: for _ in 0..<Int.random(in: 1...4, using: &random) { send(requests.next(&random)) }
    case 9, 10: repeatSomething()
    case 11, 12, 13: passTime()
    case 14: end(kill: true)
    case 15: end(kill: false)
    case 16: changeWeather()
    case 17: database.weather = .fair
    case 18: moveWatcher()
    default: for watcher in watchers { watcher.allowOne() }
    }
  }

  /// Everybody runs; now and then what waits for the store goes on.
  private func settle() {
    executor.runUntilIdle()
    if !random.once(in: 3) { letGo() }
    for index in servers.indices where servers[index].phase == .ended && random.once(in: 2) {
      servers[index] = start(index)
    }
    for watcher in watchers where watcher.isLost && random.once(in: 2) { attach(watcher) }
    executor.runUntilIdle()
    audit()
  }

  private func letGo() {
    database.letGo()
    executor.runUntilIdle()
  }

  private func start(_ index: Int) -> SimulatedServer {
    // The clocks of two servers are never quite the same.
    let skewed = SkewedClock(clock: clock, skewMicroseconds: Int64(index) * 1_500_000)
    return SimulatedServer(database, clock: skewed, executor: executor)
  }

  private func end(kill: Bool) {
    let index = Int.random(in: servers.indices, using: &random)
    guard servers[index].isRunning else { return }
    if kill {
      counts.kills += 1
      servers[index].kill()
      database.letGo()
    } else {
      servers[index].stop()
    }
  }

  private func passTime() {
    clock.advance(seconds: random.pick([-60, 1, 60, 600, 3_000, 6_000, 18_000, 90_000] as [Int64]))
    for server in servers where !random.once(in: 3) { server.engine.moveClocks() }
  }

  private func changeWeather() {
    var weather = SimulatedDatabase.Weather()
    switch Int.random(in: 0..<4, using: &random) {
    case 0: weather.isDown = true
    case 1: weather.faultPercent = 50
    case 2: weather.slowPercent = 40
    default: (weather.faultPercent, weather.slowPercent, weather.deafPercent) = (20, 20, 70)
    }
    database.weather = weather
  }

  // MARK: Clients

  private func send(_ request: SimulatedRequest) {
    open[request.id] = request
    attempt(request, on: Int.random(in: servers.indices, using: &random))
    // Some clients do not wait: they ask the other server for the same at once.
    if random.once(in: 8) { attempt(request, on: Int.random(in: servers.indices, using: &random)) }
  }

  private func attempt(_ request: SimulatedRequest, on index: Int) {
    let (server, mail, database) = (servers[index], mail, database)
    guard server.isRunning else { return }
    if underWay[request.id, default: []].contains(where: { !$0.isKilled }) { doubled.insert(request.id) }
    underWay[request.id, default: []].append(server)
    _ = Task(executorPreference: executor) {
      let outcome: Result<SimulatedAnswer, Refusal>
      do { outcome = .success(try await request.send(server.engine, request.id)) } catch {
        outcome = .failure(error as? Refusal ?? .storeUnavailable)
      }
      // What a killed server says reaches nobody.
      if server.isKilled { return }
      mail.put(
        Mailbox.Letter(request: request, outcome: outcome, server: server, committed: database.head.sequence))
    }
  }

  private func repeatSomething() {
    guard let id = open.keys.sorted().randomElement(using: &random), let request = open[id] else { return }
    attempt(request, on: Int.random(in: servers.indices, using: &random))
  }

  private func take(_ letter: Mailbox.Letter) {
    let id = letter.request.id
    if let index = underWay[id]?.firstIndex(where: { $0 === letter.server }) { underWay[id]?.remove(at: index) }
    switch letter.outcome {
    case .success(let answer):
      if answer.isDeduplicated { counts.repeats += 1 }
      if acknowledged[id] != nil { confirmed.insert(id) }
      done[id] = letter.request
      requests.learn(answer)
      if let review = answer.review {
        if review.sequence > letter.committed { fault("\(id) was answered before it was committed") }
        auditor.check(told: review, to: id)
        if let known = acknowledged[id], known != review.auditID { fault("\(id) was answered with two reviews") }
      }
      acknowledged[id] = .some(answer.review?.auditID)
      open[id] = nil
      if auditor.uses[id] != 1 { fault("\(id) was answered and is not recorded") }
    case .failure(let refusal) where refusal.reason == .storeUnavailable:
      counts.failures += 1
    case .failure(let refusal):
      if refusal.reason == .chainBroken { fault("\(id): the chain is said to be broken") }
      refused.insert(id)
      open[id] = nil
    }
  }

  // MARK: Watchers

  private func attach(_ watcher: SimulatedWatcher) {
    let running = servers.filter(\.isRunning)
    guard !running.isEmpty else { return }
    watcher.follow(random.pick(running), on: executor)
  }

  private func moveWatcher() { attach(random.pick(watchers)) }

  // MARK: After each step

  private func audit() {
    auditor.read(database)
    for letter in mail.take() { take(letter) }
    for (index, server) in servers.enumerated() where server.isRunning { auditor.check(server, "server \(index)") }
    for watcher in watchers {
      let (told, faults) = watcher.takeTold()
      for review in told { auditor.check(told: review, to: "a watcher") }
      for text in faults { fault(text) }
    }
  }

  private func fault(_ text: String) { auditor.note(text) }

  // MARK: The end

  /// Fair weather: everybody comes back, and every request is repeated until it is answered.
  private func finish() {
    database.weather = .fair
    for round in 0..<12 where round < 4 || !open.isEmpty {
      letGo()
      for index in servers.indices where servers[index].phase == .ended { servers[index] = start(index) }
      executor.runUntilIdle()
      for id in open.keys.sorted() { if let request = open[id] { attempt(request, on: random.pick([0, 1])) } }
      for server in servers { server.engine.moveClocks() }
      executor.runUntilIdle()
      for watcher in watchers {
        if watcher.isLost { attach(watcher) }
        for _ in 0..<30 {
          watcher.allowOne()
          executor.runUntilIdle()
        }
      }
      audit()
    }
    // Whoever asks once more for what was done is told so, and nothing is done again.
    for id in done.keys.sorted() { if let request = done[id] { attempt(request, on: random.pick([0, 1])) } }
    executor.runUntilIdle()
    audit()
  }

  /// What the end must be, beside what each step must be.
  private func missing() -> [String] {
    var missing: [String] = []
    for id in open.keys.sorted() { missing.append("\(id) was never answered") }
    for id in done.keys.sorted() where !confirmed.contains(id) { missing.append("\(id) is not known any more") }
    if executor.isRunaway { missing.append("somebody never rests") }
    for id in refused.subtracting(doubled).sorted() where auditor.uses[id] != nil {
      missing.append("\(id) was refused and is recorded")
    }
    for (index, server) in servers.enumerated() {
      if server.headSequence != database.head.sequence { missing.append("server \(index) did not catch up") }
      let isLate = server.engine.view.withLock { $0.isClockDue(by: server.engine.clock.now()) }
      if isLate { missing.append("server \(index) left a clock that is due") }
    }
    let waiting = auditor.waiting(through: database.head.sequence)
    for watcher in watchers {
      let expected = waiting.filter { watcher.filter.reviewerRoles.isEmpty || $1.reviewerRole == "Senior Analyst" }
      if watcher.versions != expected.mapValues(\.version) {
        missing.append("a watcher holds \(watcher.versions.count) of \(expected.count)")
      }
    }
    return missing
  }
}

/// Answers on their way to the clients.
final class Mailbox: Sendable {
  struct Letter: Sendable {
    let request: SimulatedRequest
    let outcome: Result<SimulatedAnswer, Refusal>
    let server: SimulatedServer
    /// Where the chain ended when the answer came.
    let committed: Int64
  }

  private let letters = Mutex<[Letter]>([])

  func put(_ letter: Letter) { letters.withLock { $0.append(letter) } }

  func take() -> [Letter] {
    letters.withLock { letters in
      defer { letters = [] }
      return letters
    }
  }
}
