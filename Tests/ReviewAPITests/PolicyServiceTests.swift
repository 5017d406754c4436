import Countersign
import Messages
import MessagesBase
import RPCCore
import Testing

@testable import ReviewAPI

@Suite("Policies over the wire")
struct PolicyServiceTests {
  typealias Methods = CountersignV1.AdminServiceMethods
  typealias Propose = CountersignV1.ProposePolicyRequest
  typealias Activate = CountersignV1.ActivatePolicyRequest
  typealias Simulate = CountersignV1.SimulatePolicyRequest

  /// The built-in policy with 8,000,000 as CRITICAL.
  private static let yaml: String = {
    var rules = PolicyDocument.builtIn().rules
    rules.amountThresholds[2].from = Amount(units: 5_000_000)
    return "# stricter\n" + PolicyDocument.yaml(of: rules)
  }()

  private static func proposal(_ yaml: String, validateOnly: Bool = false) -> Propose {
    Arena.make { request in
      request.policyYAML = yaml
      request.validateOnly = validateOnly
    }
  }

  private static func get(
    _ version: String, from service: ServiceUnderTest
  ) async throws -> CountersignV1.GetPolicyResponse {
    try await service.call(
      Methods.getPolicy, Arena.make { (request: CountersignV1.GetPolicyRequest) in request.policyVersion = version })
  }

  @Test("proposed, put in force, read back; the next query is classified by it")
  func lifecycle() async throws {
    try await ServiceUnderTest.run { service in
      let before = try await Self.get("", from: service)
      #expect(before.proposedBy == "system")
      #expect(PolicyDocument.parse(before.policyYAML).policy != nil)
      let proposed: CountersignV1.ProposePolicyResponse = try await service.call(
        Methods.proposePolicy, Self.proposal(Self.yaml))
      #expect(proposed.policyVersion.count == 64)
      let draft = try await Self.get(proposed.policyVersion, from: service)
      #expect(draft.policyYAML == Self.yaml)
      #expect(draft.proposedBy == "anonymous")
      #expect(draft.proposedAt?.unixMicroseconds == ManualClock.start.unixMicroseconds)
      #expect(draft.activatedBy == "" && draft.activatedAt == nil)
      service.clock.advance(seconds: 5)
      let activated: CountersignV1.ActivatePolicyResponse = try await service.call(
        Methods.activatePolicy,
        Arena.make { (request: Activate) in
          request.policyVersion = proposed.policyVersion
          request.expectedActiveVersion = before.policyVersion
        })
      #expect(activated.policyVersion == proposed.policyVersion)
      let inForce = try await Self.get("", from: service)
      #expect(inForce.policyVersion == proposed.policyVersion)
      #expect(inForce.activatedBy == "anonymous")
      #expect(inForce.activatedAt?.unixMicroseconds == service.clock.now().unixMicroseconds)
      let query: CountersignV1.ClassifyRiskResponse = try await service.call(
        CountersignV1.ReviewServiceMethods.classifyRisk,
        Arena.make { (request: CountersignV1.ClassifyRiskRequest) in
          request.queryText = "Raise"
          request.actionType = "investment_decision"
          request.mutableTransactionAmount.units = 8_000_000
        })
      #expect(query.policyVersion == proposed.policyVersion)
      #expect(query.risk?.level == .critical)
      #expect(query.routing?.reviewerRole == "CFO")
    }
  }

  @Test("every error of a policy at once, with its line; only checked, they are an answer")
  func problems() async throws {
    try await ServiceUnderTest.run { service in
      let broken = defaultYAML().replacing("role: CFO", with: "role: CEO").replacing("quorum: 2", with: "quorum: x")
        .replacing("sla: 14400s", with: "sla: 32400s")
      let refused = try await service.refusal(Methods.proposePolicy, Self.proposal(broken))
      #expect(refused.code == .invalidArgument)
      #expect(refused.fields.count >= 2)
      #expect(Set(refused.fields) == ["policy_yaml"])
      #expect(refused.message.contains("routing.CRITICAL.role: \"CEO\" is not a role"))
      #expect(refused.message.contains("line "))
      let checked: CountersignV1.ProposePolicyResponse = try await service.call(
        Methods.proposePolicy, Self.proposal(broken, validateOnly: true))
      #expect(checked.policyVersion == "")
      #expect(checked.problems.contains { $0.path == "committee.quorum" && $0.severity == .error && $0.line > 0 })
      let warned: CountersignV1.ProposePolicyResponse = try await service.call(
        Methods.proposePolicy,
        Self.proposal(defaultYAML().replacing("sla: 14400s", with: "sla: 32400s"), validateOnly: true))
      #expect(warned.policyVersion.count == 64)
      #expect(warned.problems.map(\.severity) == [.warning])
      #expect(warned.problems.map(\.path) == ["routing.HIGH.sla"])
      let head = service.engine.headSequence
      #expect(head == 3, "nothing was recorded but the start")
      let unknown = try await service.refusal(
        Methods.activatePolicy,
        Arena.make { (request: Activate) in request.policyVersion = warned.policyVersion })
      #expect(unknown.code == .notFound)
    }
  }

  private func defaultYAML() -> String { PolicyDocument.yaml(of: PolicyDocument.builtIn().rules) }

  @Test("each refusal has its status")
  func refusals() async throws {
    try await ServiceUnderTest.run { service in
      let proposed: CountersignV1.ProposePolicyResponse = try await service.call(
        Methods.proposePolicy, Self.proposal(Self.yaml))
      func refusal(_ version: String, expected: String = "") async throws -> RefusedCall {
        try await service.refusal(
          Methods.activatePolicy,
          Arena.make { (request: Activate) in
            request.policyVersion = version
            request.expectedActiveVersion = expected
          })
      }
      #expect(try await refusal("").fields == ["policy_version"])
      #expect(try await refusal("abc").code == .notFound)
      let other = try await refusal(proposed.policyVersion, expected: "abc")
      #expect(other.code == .aborted)
      #expect(other.reason == "VERSION_MISMATCH")
      let inForce = try await refusal(try await Self.get("", from: service).policyVersion)
      #expect(inForce.code == .failedPrecondition)
      #expect(inForce.reason == "WRONG_STATUS")
      #expect(inForce.metadata == ["status": "IN_FORCE"])
      #expect(try await service.refusal(Methods.proposePolicy, Self.proposal("")).fields == ["policy_yaml"])
      let long = String(repeating: "#", count: 70_000)
      #expect(try await service.refusal(Methods.proposePolicy, Self.proposal(long)).fields == ["policy_yaml"])
      let missing: CountersignV1.GetPolicyRequest = Arena.make { $0.policyVersion = "abc" }
      #expect(try await service.refusal(Methods.getPolicy, missing).code == .notFound)
    }
  }

  @Test("a simulation tells what would differ, and refuses a broken policy and times that are none")
  func simulation() async throws {
    try await ServiceUnderTest.run { service in
      _ = try await service.engine.submitQuery(
        Proposal(
          userID: "u", queryText: "Raise",
          transactionAmount: Money(currencyCode: "USD", amount: Amount(units: 8_000_000)),
          actionType: "investment_decision"))
      let answer: CountersignV1.SimulatePolicyResponse = try await service.call(
        Methods.simulatePolicy, Arena.make { (request: Simulate) in request.policyYAML = Self.yaml })
      #expect(answer.evaluated == 1)
      #expect(answer.differenceCount == 1)
      let difference = try #require(answer.differences.first)
      #expect(difference.recordedLevel == .high && difference.simulatedLevel == .critical)
      #expect(difference.recordedRole == "Senior Analyst" && difference.simulatedRole == "CFO")
      #expect(answer.nextStartTime == nil)
      let backwards: Simulate = Arena.make { request in
        request.policyYAML = Self.yaml
        request.startTime = request.arena.timestamp(service.clock.now())
        request.endTime = request.arena.timestamp(ManualClock.start.advanced(byMicroseconds: -1))
      }
      #expect(try await service.refusal(Methods.simulatePolicy, backwards).fields == ["end_time"])
      let broken: Simulate = Arena.make { $0.policyYAML = "roles: []" }
      let refused = try await service.refusal(Methods.simulatePolicy, broken)
      #expect(refused.code == .invalidArgument)
      #expect(refused.fields.count > 10)
    }
  }
}
