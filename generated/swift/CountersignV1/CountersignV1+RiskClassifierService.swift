// Written by countersign-generate from proto/. Do not edit.

import MessagesBase
import RPCCore

extension CountersignV1 {
  /// Judges how risky a proposal is. Written and run by who operates the service.
  ///
  /// Asked for each proposal before it is recorded, with a short deadline. Its answer may raise the level of the rules, never
  /// lower it. Without a usable answer in time the proposal is CRITICAL with `fail_safe`.
  ///
  /// A method that is not implemented answers `UNIMPLEMENTED`.
  public protocol RiskClassifierService: Sendable {
    /// Says the level of one proposal. The same question may come again.
    nonisolated(nonsending) func classify(_ request: CountersignV1.ClassifyRequest, context: ServerContext)
      async throws(RPCError) -> CountersignV1.ClassifyResponse
  }

  /// The methods of countersign.v1.RiskClassifierService as the contract declares them.
  public enum RiskClassifierServiceMethods {
    public static let service = "countersign.v1.RiskClassifierService"
    public static let classify = MethodDescription(service: service, name: "Classify", hasNoSideEffects: true)

    /// In the order of the contract.
    public static let all = [classify]
  }
}

extension CountersignV1.RiskClassifierService {
  public nonisolated(nonsending) func classify(_ request: CountersignV1.ClassifyRequest, context: ServerContext)
    async throws(RPCError) -> CountersignV1.ClassifyResponse
  {
    throw CountersignV1.RiskClassifierServiceMethods.classify.unimplemented
  }
}

extension CountersignV1.RiskClassifierService {
  /// Adds all methods of the service.
  @inlinable
  public func register(in router: inout Router) {
    typealias Methods = CountersignV1.RiskClassifierServiceMethods
    router.add(
      path: Methods.classify.path,
      .unary({ message, context async throws(RPCError) in
        try await self.classify(CountersignV1.ClassifyRequest.decoded(from: message), context: context).sealed()
      }))
  }
}
