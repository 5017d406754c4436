import Messages
import MessagesBase
import Policy
import RPCCore
import ReviewCore
import Testing

@testable import ReviewAPI

@Suite("Routings encoded once")
struct RoutingEncodingsTests {
  private static let amounts: [Int64] = [0, 20_000, 500_000, 8_000_000, 12_000_000]

  @Test(
    "a classification is answered with the routing that the engine chose",
    arguments: ["", "derivatives", "Equities", "credit", "elsewhere"])
  func sameRouting(domain: String) async throws {
    try await ServiceUnderTest.run { service in
      for action in ["investment_decision", "credit_approval", "market_data", "nobody knows this"] {
        for amount in Self.amounts {
          let request: CountersignV1.ClassifyRiskRequest = Arena.make { request in
            request.queryText = "Raise the position"
            request.actionType = action
            request.domain = domain
            request.mutableTransactionAmount.units = amount
          }
          let response: CountersignV1.ClassifyRiskResponse = try await service.call(
            ReviewMethods.classifyRisk, request)
          let expected = Arena().routing(service.engine.classify(try Proposal(request)).routing)
          #expect(try response.routing?.sealed() == expected.sealed(), "\(action) \(amount)")
        }
      }
    }
  }

  @Test("answering from a request's bytes says what answering from its values says")
  func sameAnswer() async throws {
    try await ServiceUnderTest.run { service in
      for seed in UInt64(1)...400 {
        let request = Self.request(seed: seed)
        let response: CountersignV1.ClassifyRiskResponse = try await service.call(ReviewMethods.classifyRisk, request)
        let expected = service.engine.classify(try Proposal(request))
        #expect(try response.risk?.sealed() == Arena().risk(expected.risk).sealed(), "seed \(seed)")
        #expect(try response.routing?.sealed() == Arena().routing(expected.routing).sealed(), "seed \(seed)")
        #expect(response.policyVersion == expected.policyVersion)
        #expect(request.withView(\.isPlainlyGood) || request.queryText.hasPrefix("\u{E9}"), "seed \(seed)")
      }
    }
  }

  private static func request(seed: UInt64) -> CountersignV1.ClassifyRiskRequest {
    var generator = SplitMix(state: seed)
    func pick<Element>(_ elements: [Element]) -> Element { elements.randomElement(using: &generator)! }
    return Arena.make { request in
      let words = [
        "Should I buy", "the swap for $12,000,000", "USD 500k", "mnpi", "raise", "a merger", "\u{E9}t\u{E9}", "$8xyz",
      ]
      request.queryText = (0..<Int.random(in: 1...5, using: &generator)).map { _ in pick(words) }.joined(separator: " ")
      request.actionType = pick([
        "", "Credit Approval", "investment_decision", "definition", "sell \"all\"", "m_and_a_analysis",
      ])
      request.domain = pick(["", "DERIVATIVES", "credit", "nowhere"])
      request.containsMNPI = pick([false, false, true])
      request.modelConfidence = pick([nil, 0.1, 0.7, 1])
      if pick([true, false]) {
        request.mutableTransactionAmount.units = pick([0, 99_999, 1_000_000, 12_345_678, .max])
        request.mutableTransactionAmount.nanos = pick([0, 1, 500_000_000])
        request.mutableTransactionAmount.currencyCode = pick(["", "USD", "USD", "XXX"])
      }
    }
  }

  @Test("every level has one of its own, and another policy's routing is none of them")
  func lookUp() async throws {
    try await ServiceUnderTest.run { service in
      let others = RoutingEncodings(policy: ReviewPolicy(rules: PolicyDocument.builtIn().rules))
      for amount in Self.amounts {
        let request: CountersignV1.ClassifyRiskRequest = Arena.make { request in
          request.queryText = "x"
          request.actionType = "investment_decision"
          request.mutableTransactionAmount.units = amount
        }
        request.withView { proposal in
          let (finding, policy, _) = service.engine.find(proposal)
          #expect(others.encoding(of: finding, proposal, policy: policy) == nil)
          #expect(RoutingEncodings(policy: policy).encoding(of: finding, proposal, policy: policy) != nil, "\(amount)")
        }
      }
    }
  }
}
