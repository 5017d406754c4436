import Messages
import MessagesBase
import RPCCore
import ReviewCore
import Synchronization

/// Whoever is asked about a proposal before it is recorded (domain.md §2).
public protocol RiskClassifier: Sendable {
  /// Answers in time, whatever happens; a failure is an answer too.
  func classify(_ proposal: Proposal, rules: RiskAssessment) async -> ClassifierFinding
  /// How it does, for GetServiceStatus.
  var report: ComponentReport { get }
}

/// How the operator's classifier is asked; what happens at each bound is said beside it.
public struct ClassifierLimits: Sendable {
  /// An answer that takes longer is none.
  public var timeoutMicroseconds: Int64 = 300_000
  /// A further call is not made, and its proposal is CRITICAL.
  public var callCountMax = 64
  /// So many failures in a row open the circuit breaker: no call is made, and every proposal is CRITICAL.
  public var failureCountToOpen = 5
  /// So long; then single calls try.
  public var openMicroseconds: Int64 = 10_000_000
  /// So many of those in a row must succeed for every call to be made again.
  public var successCountToClose = 2

  public init() {}
}

/// Asks a RiskClassifierService, behind a circuit breaker. Its callers wait no longer than the timeout; the engine never does.
public final class ClassifierGate<Transport: ClientTransport>: RiskClassifier {
  private struct State {
    var breaker: CircuitBreaker
    var callCount = 0
  }

  private let client: CountersignV1.RiskClassifierServiceClient<Transport>
  private let limits: ClassifierLimits
  private let nowMicroseconds: @Sendable () -> Int64
  private let state: Mutex<State>

  /// - Parameters:
  ///   - transport: to the operator's service.
  ///   - nowMicroseconds: a clock that never goes back; nil for the machine's.
  public init(
    _ transport: Transport, limits: ClassifierLimits = ClassifierLimits(),
    nowMicroseconds: (@Sendable () -> Int64)? = nil
  ) {
    client = CountersignV1.RiskClassifierServiceClient(transport)
    self.limits = limits
    self.nowMicroseconds = nowMicroseconds ?? { Calls.monotonicMicroseconds() }
    let breaker = CircuitBreaker(
      limits: CircuitBreaker.Limits(
        failureCountToOpen: limits.failureCountToOpen, openMicroseconds: limits.openMicroseconds,
        successCountToClose: limits.successCountToClose))
    state = Mutex(State(breaker: breaker))
  }

  public func classify(_ proposal: Proposal, rules: RiskAssessment) async -> ClassifierFinding {
    switch admit() {
    case .refused(let sentence): return .failure(sentence)
    case .admitted(let ticket):
      let (finding, outcome) = await ask(proposal, rules)
      let now = nowMicroseconds()
      state.withLock { state in
        state.callCount -= 1
        state.breaker.end(ticket, outcome, nowMicroseconds: now)
      }
      return finding
    }
  }

  public var report: ComponentReport {
    let (breaker, now) = (state.withLock { $0.breaker.state }, nowMicroseconds())
    switch breaker {
    case .closed: return ComponentReport(name: "classifier", state: .ready)
    case .halfOpen:
      return ComponentReport(
        name: "classifier", state: .degraded, detail: "single calls try whether it works again; all else is CRITICAL")
    case .open(let until):
      let seconds = max(0, until - now) / 1_000_000
      return ComponentReport(
        name: "classifier", state: .failed,
        detail:
          "\(limits.failureCountToOpen) calls in a row failed: every proposal is CRITICAL; tried again in \(seconds) s")
    }
  }

  // MARK: One call

  private enum Admission {
    case admitted(CircuitBreaker.Ticket)
    case refused(String)
  }

  private func admit() -> Admission {
    let now = nowMicroseconds()
    return state.withLock { state in
      guard state.callCount < limits.callCountMax else {
        return .refused("The risk classifier was not asked: \(limits.callCountMax) calls to it are under way")
      }
      guard let ticket = state.breaker.admit(nowMicroseconds: now) else {
        return .refused("The risk classifier was not asked: it failed several times in a row")
      }
      state.callCount += 1
      return .admitted(ticket)
    }
  }

  private func ask(
    _ proposal: Proposal, _ rules: RiskAssessment
  ) async -> (ClassifierFinding, CircuitBreaker.Outcome) {
    let request = CountersignV1.ClassifyRequest(in: Arena())
    request.fill(proposal, rules)
    do throws(RPCError) {
      let options = CallOptions(timeoutMicroseconds: limits.timeoutMicroseconds)
      let response = try await client.classify(request, options: options)
      if let answer = ClassifierFinding.Answer(response) { return (.answer(answer), .success) }
      return (.failure("The risk classifier gave an answer that cannot be used"), .failure)
    } catch {
      // Our own caller went away: that is not the classifier's fault.
      if Task.isCancelled { return (.failure("The risk classifier was not waited for"), .abandoned) }
      let isLate = error.code == .deadlineExceeded
      return (.failure("The risk classifier \(isLate ? "did not answer in time" : "failed")"), .failure)
    }
  }
}

extension CountersignV1.ClassifyRequest {
  fileprivate func fill(_ proposal: Proposal, _ rules: RiskAssessment) {
    queryText = proposal.queryText
    if let amount = proposal.transactionAmount {
      mutableTransactionAmount.currencyCode = amount.currencyCode
      mutableTransactionAmount.units = amount.amount.units
      mutableTransactionAmount.nanos = amount.amount.nanos
    }
    actionType = proposal.actionType
    containsMNPI = proposal.containsMNPI
    modelConfidence = proposal.modelConfidence
    domain = proposal.domain
    userID = proposal.userID
    agentID = proposal.origin?.agentID ?? ""
    accountID = proposal.origin?.accountID ?? ""
    level = rules.level.wire
    matchedRules.append(contentsOf: rules.matchedRules)
  }
}

extension ClassifierFinding.Answer {
  private static let reasonCountMax = 8
  private static let reasonBytesMax = 256
  private static let nameBytesMax = 128

  /// - Returns: nil for what is recorded nowhere: no known level, no name, or texts out of bounds.
  init?(_ response: CountersignV1.ClassifyResponse) {
    let level: RiskLevel
    switch response.level {
    case .unspecified, .unrecognized: return nil
    case .low: level = .low
    case .medium: level = .medium
    case .high: level = .high
    case .critical: level = .critical
    }
    let reasons = response.reasons.prefix(Self.reasonCountMax + 1).map { String($0) }
    guard reasons.count <= Self.reasonCountMax,
      reasons.allSatisfy({ Self.isText($0, bytesMax: Self.reasonBytesMax) && !$0.isEmpty }),
      Self.isText(response.model, bytesMax: Self.nameBytesMax), !response.model.isEmpty,
      Self.isText(response.modelVersion, bytesMax: Self.nameBytesMax)
    else { return nil }
    self.init(
      level: level, reasons: reasons, model: response.model, modelVersion: response.modelVersion)
  }

  /// Without control characters: it stands in sentences for people.
  private static func isText(_ text: String, bytesMax: Int) -> Bool {
    text.utf8.count <= bytesMax
      && text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
  }
}
