import AuditTrail
import Countersign
import ReviewCore
import ReviewStore
import SQLiteStore
import Synchronization

@testable import ReviewEngine

/// A running engine whose time is moved by hand.
struct Bench {
  /// The built-in one without `amount.aggregate`: most tests ask for the same again and again.
  static let policy: EnginePolicy = {
    var rules = PolicyDocument.builtIn().rules
    rules.periods.aggregateWindowMicroseconds = 0
    return EnginePolicy(recording: ReviewPolicy(rules: rules))
  }()
  static let rationale = "Within the mandate; the exposure stays below five per cent of the book after the trade."

  /// Signs the permits of every bench that is given no other.
  static let signingKey: SigningKey = {
    guard let key = try? SigningKey.generate() else { fatalError("no random numbers") }
    return key
  }()

  let engine: ReviewEngine
  let store: any ReviewStore
  let clock: ManualClock
  let reports: Reports
  private let running: Task<Void, Never>

  /// - Parameter limits: the tick is an hour unless they say otherwise: nothing moves by itself.
  init(
    _ store: any ReviewStore, clock: ManualClock = ManualClock(), limits: EngineLimits = .still,
    policy: EnginePolicy = Bench.policy, signingKey: SigningKey? = Bench.signingKey,
    keyChange: SigningKeyChangeAtStart = .keepOthers
  ) async throws {
    let reports = Reports()
    let engine = ReviewEngine(
      store: store, policy: policy, readPolicy: EnginePolicy.read(canonicalJSON:), clock: clock, limits: limits,
      signingKey: signingKey, report: { reports.note($0) })
    try await engine.start(softwareVersion: "test", policyChange: .activateBySystem, keyChange: keyChange)
    self.engine = engine
    self.store = store
    self.clock = clock
    self.reports = reports
    running = Task { await engine.run() }
    await rest()
  }

  static func memory(clock: ManualClock = ManualClock(), limits: EngineLimits = .still) async throws -> Bench {
    try await Bench(SQLiteStore.open(location: "memory:", origin: "test"), clock: clock, limits: limits)
  }

  func stop() async {
    engine.stop()
    await running.value
  }

  /// Returns after a batch: what was due was moved, and what others wrote was taken in.
  func settle() async {
    let nobody = AuditID(high: 0, low: 0)
    _ = try? await engine.cancelQuery(ReviewCommand.Cancel(userID: "nobody", reason: "settle"), of: nobody)
    await rest()
  }

  /// Returns once the engine waits: nothing happens any more until somebody acts.
  func rest() async {
    while !engine.inbox.signal.isWaited, !engine.isStopping { await Task.yield() }
  }

  /// Lets a timer fire, and waits for what it writes, and for whom it tells.
  func fireTimer() async throws {
    let before = engine.headSequence
    engine.moveClocks()
    try await engine.waitForEntries(after: before, until: nil)
    await rest()
  }
}

extension EngineLimits {
  static var still: EngineLimits {
    var limits = EngineLimits()
    limits.tickMicroseconds = 3_600_000_000
    return limits
  }
}

/// What an engine reported, in order.
final class Reports: Sendable {
  private let texts = Mutex<[String]>([])

  var all: [String] { texts.withLock { $0 } }

  func note(_ report: EngineReport) {
    texts.withLock {
      switch report {
      case .storeFailed: $0.append("failed")
      case .storeRecovered: $0.append("recovered")
      case .reviewerWarning(let reviewerID, _): $0.append("warning \(reviewerID)")
      case .chainBroken(let sequence): $0.append("broken \(sequence)")
      case .outcomeUnknown(_, _, let executor, let isLapse):
        $0.append("\(isLapse ? "lapsed" : "unknown") \(executor)")
      case .policyReplaced: $0.append("policy replaced")
      case .reviewBlocked(let auditID, _): $0.append("blocked \(auditID.text)")
      }
    }
  }
}

// MARK: Shorthand

extension Proposal {
  /// `amount` of US dollars at stake: 8,000,000 is HIGH, 12,000,000 CRITICAL, 500,000 MEDIUM.
  static func investment(_ amount: Int64, user: String = "trading-bot", text: String = "Raise the position") -> Proposal
  {
    Proposal(
      userID: user, queryText: text,
      transactionAmount: Money(currencyCode: "USD", amount: Amount(units: amount)),
      actionType: "investment_decision")
  }

  static func question(user: String = "trading-bot") -> Proposal {
    Proposal(userID: user, queryText: "The close of yesterday", actionType: "informational")
  }
}

extension ReviewCommand.SubmitReview {
  static func by(
    _ reviewer: String, _ role: String, _ outcome: DecisionOutcome = .approved, flags: [ReviewFlag] = [],
    modification: Modification? = nil, expectedVersion: Int64 = 0
  ) -> Self {
    Self(
      reviewerID: reviewer, reviewerRole: role, outcome: outcome, supportingEvidence: Bench.rationale, flags: flags,
      modification: modification, expectedVersion: expectedVersion)
  }
}

extension ReviewEngine {
  func submit(_ proposal: Proposal, requestID: String = "") async throws -> ReviewCase {
    try await submitQuery(proposal, requestID: requestID).review.state
  }

  /// The reason of a refusal; nil when the call was not refused.
  func refusal(_ call: (ReviewEngine) async throws -> Void) async -> Refusal? {
    do { try await call(self) } catch { return error as? Refusal }
    return nil
  }
}

extension ReviewStore {
  /// The whole chain.
  func allEntries() async throws -> [AuditEntry] {
    var entries: [AuditEntry] = []
    while true {
      let page = try await self.entries(after: entries.last?.sequence ?? 0, limit: 1_000)
      guard !page.isEmpty else { return entries }
      entries += page
    }
  }

  func eventTypes(of auditID: AuditID) async throws -> [String] {
    try await entries(of: [auditID], through: .max).map(\.eventType)
  }
}

/// A path that is removed at the end.
final class TemporaryFile: Sendable {
  let path: String

  init() {
    var generator = SystemRandomNumberGenerator()
    path = "/tmp/countersign-engine-\(generator.next() as UInt64).db"
  }

  var location: String { "sqlite:\(path)" }

  deinit { for suffix in ["", "-wal", "-shm", ".lock", "-lock"] { unlinkFile(path + suffix) } }
}
