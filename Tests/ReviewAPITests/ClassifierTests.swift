import Countersign
import Messages
import MessagesBase
import RPCCore
import Synchronization
import Testing

@testable import ReviewAPI

/// A classifier's side of the wire, without one: answers each call as it is told.
private final class ScriptedClassifier: ClientTransport {
  enum Answer: Sendable {
    case says(CountersignV1.RiskLevel, reasons: [String] = ["New counterparty"], model: String = "fraud-net")
    case fails(StatusCode)
    case bytes([UInt8])
  }

  private struct State {
    var answer: Answer
    var requests: [[UInt8]] = []
    var timeouts: [Int64?] = []
  }

  private let state: Mutex<State>

  init(_ answer: Answer) { state = Mutex(State(answer: answer)) }

  var answer: Answer {
    get { state.withLock { $0.answer } }
    set { state.withLock { $0.answer = newValue } }
  }
  var requestCount: Int { state.withLock { $0.requests.count } }
  var timeouts: [Int64?] { state.withLock { $0.timeouts } }

  func lastRequest() throws -> CountersignV1.ClassifyRequest {
    let bytes = try #require(state.withLock { $0.requests.last })
    return try CountersignV1.ClassifyRequest.decodedAnswer(bytes)
  }

  func unary(
    _ method: MethodDescription, _ sealedRequest: [UInt8], options: CallOptions
  ) async throws(RPCError) -> [UInt8] {
    let answer = state.withLock { state in
      state.requests.append(sealedRequest)
      state.timeouts.append(options.timeoutMicroseconds)
      return state.answer
    }
    switch answer {
    case .fails(let code): throw RPCError(code, "scripted")
    case .bytes(let bytes): return bytes
    case .says(let level, let reasons, let model):
      let response = CountersignV1.ClassifyResponse(in: Arena())
      response.level = level
      response.reasons.append(contentsOf: reasons)
      response.model = model
      response.modelVersion = "3.1"
      return Array(try response.sealed().dropFirst(MessageBuffer.prefixBytes))
    }
  }

  func open(_ method: MethodDescription, options: CallOptions) async throws(RPCError) -> any ClientCall {
    throw RPCError(.unimplemented, "no streams")
  }
}

@Suite("The operator's own classifier (domain.md §2, §7)") struct ClassifierTests {
  private static func run(
    _ classifier: ScriptedClassifier, limits: ClassifierLimits = ClassifierLimits(),
    now: @escaping @Sendable () -> Int64 = { 0 }, _ test: @Sendable (ServiceUnderTest) async throws -> Void
  ) async throws {
    try await ServiceUnderTest.run(
      classifier: ClassifierGate(classifier, limits: limits, nowMicroseconds: now), test)
  }

  private static func submit(_ service: ServiceUnderTest, units: Int64 = 500_000) async throws -> CountersignV1.Review {
    let response: CountersignV1.SubmitQueryResponse = try await service.call(
      ReviewMethods.submitQuery, Arena.query(units: units))
    return try #require(response.review)
  }

  @Test("its answer raises the level, and is named with its model in the record and in ClassifyRisk") func raises()
    async throws
  {
    let classifier = ScriptedClassifier(.says(.critical))
    try await Self.run(classifier) { service in
      let review = try await Self.submit(service)
      let risk = try #require(review.risk)
      #expect(risk.level == .critical)
      #expect(risk.matchedRules.map { String($0) } == ["classifier", "amount.medium", "action.decision"])
      #expect(risk.reason.hasPrefix("Classifier fraud-net 3.1: New counterparty; Transaction amount"))
      #expect(!risk.failSafe)
      #expect(review.routing?.reviewerRole == "CFO")

      let asked = try classifier.lastRequest()
      #expect(asked.level == .medium)
      #expect(asked.userID == "trader-1")
      #expect(asked.queryText == "Raise the swap position")
      #expect(asked.transactionAmount?.units == 500_000)
      #expect(asked.matchedRules.map { String($0) } == ["amount.medium", "action.decision"])
      #expect(classifier.timeouts == [300_000])

      let request: CountersignV1.ClassifyRiskRequest = Arena.make { request in
        request.queryText = "Raise the swap position"
        request.actionType = "informational"
      }
      let answer: CountersignV1.ClassifyRiskResponse = try await service.call(ReviewMethods.classifyRisk, request)
      #expect(answer.risk?.level == .critical)
      #expect(answer.routing?.reviewerRole == "CFO")
    }
  }

  @Test("an answer below the rules changes nothing; one of the same level is named last") func neverLower() async throws
  {
    let classifier = ScriptedClassifier(.says(.low))
    try await Self.run(classifier) { service in
      let lower = try await Self.submit(service, units: 8_000_000)
      #expect(lower.risk?.level == .high)
      #expect(lower.risk?.matchedRules.contains("classifier") == false)
      classifier.answer = .says(.high)
      let equal = try await Self.submit(service, units: 8_000_000)
      #expect(equal.risk?.level == .high)
      #expect(equal.risk?.matchedRules.last.map { String($0) } == "classifier")
    }
  }

  @Test(
    "without a usable answer the proposal is CRITICAL and fail-safe, with the rule by name",
    arguments: [
      ScriptedClassifier.Answer.fails(.unavailable), .fails(.deadlineExceeded), .fails(.internal),
      .fails(.unimplemented), .bytes([0xFF, 0xFF, 0xFF]), .bytes([]), .says(.unspecified), .says(.unrecognized(9)),
      .says(.low, model: ""), .says(.low, reasons: [""]), .says(.low, reasons: ["a\u{7}b"]),
      .says(.low, reasons: ["two\nlines"]), .says(.low, reasons: Array(repeating: "x", count: 9)),
      .says(.low, reasons: [String(repeating: "x", count: 257)]),
      .says(.low, model: String(repeating: "m", count: 129)),
    ])
  fileprivate func failures(answer: ScriptedClassifier.Answer) async throws {
    try await Self.run(ScriptedClassifier(answer)) { service in
      let risk = try #require(try await Self.submit(service).risk)
      #expect(risk.level == .critical)
      #expect(risk.failSafe)
      #expect(risk.matchedRules.first.map { String($0) } == "classifier.failed")
      #expect(risk.reason.hasPrefix("The risk classifier "))
    }
  }

  @Test("what it said is in the chain, and a fold of the chain asks nobody") func recorded() async throws {
    let classifier = ScriptedClassifier(.says(.critical))
    try await Self.run(classifier) { service in
      let review = try await Self.submit(service)
      let auditID = try #require(AuditID(text: review.auditID))
      let folded = try await service.engine.review(auditID).submitted.risk
      #expect(
        folded.classifier
          == .answer(
            ClassifierFinding.Answer(
              level: .critical, reasons: ["New counterparty"], model: "fraud-net", modelVersion: "3.1")))
      classifier.answer = .fails(.unavailable)
      let failed = try await Self.submit(service)
      let failedID = try #require(AuditID(text: failed.auditID))
      #expect(
        try await service.engine.review(failedID).submitted.risk.classifier == .failure("The risk classifier failed"))
      // What decided is compared too: the policy in force gives no difference (domain.md §4, policy).
      let simulated: CountersignV1.SimulatePolicyResponse = try await service.call(
        AdminMethods.simulatePolicy,
        Arena.make { (request: CountersignV1.SimulatePolicyRequest) in
          request.policyYAML = PolicyDocument.yaml(of: service.engine.policyInForce.rules)
        })
      #expect(simulated.evaluated == 2 && simulated.differenceCount == 0)
      #expect(classifier.requestCount == 2)
    }
  }

  @Test("a bad request is refused before anybody is asked") func badFields() async throws {
    let classifier = ScriptedClassifier(.says(.low))
    try await Self.run(classifier) { service in
      await #expect(throws: RPCError.self) {
        let _: CountersignV1.SubmitQueryResponse = try await service.call(
          ReviewMethods.submitQuery, Arena.query { $0.queryText = "" })
      }
      #expect(classifier.requestCount == 0)
    }
  }

  // domain.md §2 Failing classifier.
  @Test("failures in a row open the breaker: nobody is asked, all is CRITICAL, and GetServiceStatus says so")
  func breaker() async throws {
    let classifier = ScriptedClassifier(.fails(.unavailable))
    try await Self.run(classifier) { service in
      for _ in 0..<5 { _ = try await Self.submit(service) }
      #expect(classifier.requestCount == 5)
      #expect(try await Self.component(service).state == .failed)
      classifier.answer = .says(.low)
      let risk = try #require(try await Self.submit(service).risk)
      #expect(classifier.requestCount == 5)
      #expect(risk.level == .critical && risk.failSafe)
      #expect(risk.reason.contains("it failed several times in a row"))
    }
  }

  @Test("once its time is over single calls try, and two good ones close it") func recovers() async throws {
    let classifier = ScriptedClassifier(.fails(.unavailable))
    let clock = MovedClock()
    let now: @Sendable () -> Int64 = { clock.now }
    try await Self.run(classifier, now: now) { service in
      for _ in 0..<5 { _ = try await Self.submit(service) }
      classifier.answer = .says(.low)
      clock.advance(10_000_000)
      #expect(try await Self.submit(service).risk?.failSafe == false)
      #expect(try await Self.component(service).state == .degraded)
      #expect(try await Self.submit(service).risk?.failSafe == false)
      #expect(try await Self.component(service).state == .ready)
    }
  }

  @Test("more calls than the limit are not made") func tooMany() async throws {
    var limits = ClassifierLimits()
    limits.callCountMax = 0
    let classifier = ScriptedClassifier(.says(.low))
    try await Self.run(classifier, limits: limits) { service in
      let risk = try #require(try await Self.submit(service).risk)
      #expect(risk.failSafe && risk.reason.contains("0 calls to it are under way"))
      #expect(classifier.requestCount == 0)
    }
  }

  private static func component(_ service: ServiceUnderTest) async throws -> CountersignV1.ComponentStatus {
    let status: CountersignV1.GetServiceStatusResponse = try await service.call(
      AdminMethods.getServiceStatus, CountersignV1.GetServiceStatusRequest(in: Arena()))
    return try #require(status.components.first { $0.name == "classifier" })
  }
}

/// A clock of calls that a test moves.
private final class MovedClock: Sendable {
  private let microseconds = Mutex<Int64>(0)

  var now: Int64 { microseconds.withLock { $0 } }

  func advance(_ by: Int64) { microseconds.withLock { $0 += by } }
}
