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

  @Test("every level has one of its own, and another policy's routing is none of them")
  func lookUp() async throws {
    try await ServiceUnderTest.run { service in
      let encodings = RoutingEncodings(policy: PolicyDocument.builtIn())
      for amount in Self.amounts {
        let proposal = Proposal(
          queryText: "x", transactionAmount: Money(amount: Amount(units: amount)), actionType: "investment_decision")
        #expect(encodings.encoding(of: service.engine.classify(proposal)) != nil, "\(amount)")
      }
      var rules = PolicyDocument.builtIn().rules
      for position in rules.routes.indices { rules.routes[position].slaMicroseconds = 1 }
      let others = RoutingEncodings(policy: ReviewPolicy(rules: rules))
      #expect(others.encoding(of: service.engine.classify(Proposal(queryText: "x"))) == nil)
    }
  }
}
