// Written by countersign-generate from proto/. Do not edit.

import MessagesBase
import RPCCore

extension CountersignV1 {
  /// For operators. Every change is an entry of the audit trail.
  ///
  /// A method that is not implemented answers `UNIMPLEMENTED`.
  public protocol AdminService: Sendable {
    /// What is configured and how it does.
    nonisolated(nonsending) func getServiceStatus(
      _ request: CountersignV1.GetServiceStatusRequest, context: ServerContext
    ) async throws(RPCError) -> CountersignV1.GetServiceStatusResponse

    /// Adds or replaces a reviewer.
    nonisolated(nonsending) func upsertReviewer(_ request: CountersignV1.UpsertReviewerRequest, context: ServerContext)
      async throws(RPCError) -> CountersignV1.UpsertReviewerResponse

    /// Lists the reviewers.
    nonisolated(nonsending) func listReviewers(_ request: CountersignV1.ListReviewersRequest, context: ServerContext)
      async throws(RPCError) -> CountersignV1.ListReviewersResponse

    /// Returns the policy in force.
    nonisolated(nonsending) func getPolicy(_ request: CountersignV1.GetPolicyRequest, context: ServerContext)
      async throws(RPCError) -> CountersignV1.GetPolicyResponse

    /// Checks a policy and, unless asked only to validate, records it as a draft.
    nonisolated(nonsending) func proposePolicy(_ request: CountersignV1.ProposePolicyRequest, context: ServerContext)
      async throws(RPCError) -> CountersignV1.ProposePolicyResponse

    /// Puts a draft in force; somebody else than who proposed it.
    nonisolated(nonsending) func activatePolicy(_ request: CountersignV1.ActivatePolicyRequest, context: ServerContext)
      async throws(RPCError) -> CountersignV1.ActivatePolicyResponse

    /// Reclassifies recorded queries under a policy and reports what would differ.
    nonisolated(nonsending) func simulatePolicy(_ request: CountersignV1.SimulatePolicyRequest, context: ServerContext)
      async throws(RPCError) -> CountersignV1.SimulatePolicyResponse

    /// Stops everything in a scope: waiting and new reviews are BLOCKED, no permit is issued.
    nonisolated(nonsending) func engageKillSwitch(
      _ request: CountersignV1.EngageKillSwitchRequest, context: ServerContext
    ) async throws(RPCError) -> CountersignV1.EngageKillSwitchResponse

    /// Lets what a kill switch stopped go on; somebody else than who engaged it.
    nonisolated(nonsending) func releaseKillSwitch(
      _ request: CountersignV1.ReleaseKillSwitchRequest, context: ServerContext
    ) async throws(RPCError) -> CountersignV1.ReleaseKillSwitchResponse

    /// Lists the kill switches that are engaged.
    nonisolated(nonsending) func listKillSwitches(
      _ request: CountersignV1.ListKillSwitchesRequest, context: ServerContext
    ) async throws(RPCError) -> CountersignV1.ListKillSwitchesResponse
  }

  /// The methods of countersign.v1.AdminService as the contract declares them.
  public enum AdminServiceMethods {
    public static let service = "countersign.v1.AdminService"
    public static let getServiceStatus = MethodDescription(
      service: service, name: "GetServiceStatus", hasNoSideEffects: true)
    public static let upsertReviewer = MethodDescription(service: service, name: "UpsertReviewer")
    public static let listReviewers = MethodDescription(service: service, name: "ListReviewers", hasNoSideEffects: true)
    public static let getPolicy = MethodDescription(service: service, name: "GetPolicy", hasNoSideEffects: true)
    public static let proposePolicy = MethodDescription(service: service, name: "ProposePolicy")
    public static let activatePolicy = MethodDescription(service: service, name: "ActivatePolicy")
    public static let simulatePolicy = MethodDescription(service: service, name: "SimulatePolicy")
    public static let engageKillSwitch = MethodDescription(service: service, name: "EngageKillSwitch")
    public static let releaseKillSwitch = MethodDescription(service: service, name: "ReleaseKillSwitch")
    public static let listKillSwitches = MethodDescription(
      service: service, name: "ListKillSwitches", hasNoSideEffects: true)

    /// In the order of the contract.
    public static let all = [
      getServiceStatus, upsertReviewer, listReviewers, getPolicy, proposePolicy, activatePolicy, simulatePolicy,
      engageKillSwitch, releaseKillSwitch, listKillSwitches,
    ]
  }
}

extension CountersignV1.AdminService {
  public nonisolated(nonsending) func getServiceStatus(
    _ request: CountersignV1.GetServiceStatusRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.GetServiceStatusResponse {
    throw CountersignV1.AdminServiceMethods.getServiceStatus.unimplemented
  }

  public nonisolated(nonsending) func upsertReviewer(
    _ request: CountersignV1.UpsertReviewerRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.UpsertReviewerResponse {
    throw CountersignV1.AdminServiceMethods.upsertReviewer.unimplemented
  }

  public nonisolated(nonsending) func listReviewers(
    _ request: CountersignV1.ListReviewersRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.ListReviewersResponse {
    throw CountersignV1.AdminServiceMethods.listReviewers.unimplemented
  }

  public nonisolated(nonsending) func getPolicy(_ request: CountersignV1.GetPolicyRequest, context: ServerContext)
    async throws(RPCError) -> CountersignV1.GetPolicyResponse
  {
    throw CountersignV1.AdminServiceMethods.getPolicy.unimplemented
  }

  public nonisolated(nonsending) func proposePolicy(
    _ request: CountersignV1.ProposePolicyRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.ProposePolicyResponse {
    throw CountersignV1.AdminServiceMethods.proposePolicy.unimplemented
  }

  public nonisolated(nonsending) func activatePolicy(
    _ request: CountersignV1.ActivatePolicyRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.ActivatePolicyResponse {
    throw CountersignV1.AdminServiceMethods.activatePolicy.unimplemented
  }

  public nonisolated(nonsending) func simulatePolicy(
    _ request: CountersignV1.SimulatePolicyRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.SimulatePolicyResponse {
    throw CountersignV1.AdminServiceMethods.simulatePolicy.unimplemented
  }

  public nonisolated(nonsending) func engageKillSwitch(
    _ request: CountersignV1.EngageKillSwitchRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.EngageKillSwitchResponse {
    throw CountersignV1.AdminServiceMethods.engageKillSwitch.unimplemented
  }

  public nonisolated(nonsending) func releaseKillSwitch(
    _ request: CountersignV1.ReleaseKillSwitchRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.ReleaseKillSwitchResponse {
    throw CountersignV1.AdminServiceMethods.releaseKillSwitch.unimplemented
  }

  public nonisolated(nonsending) func listKillSwitches(
    _ request: CountersignV1.ListKillSwitchesRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.ListKillSwitchesResponse {
    throw CountersignV1.AdminServiceMethods.listKillSwitches.unimplemented
  }
}

extension CountersignV1.AdminService {
  /// Adds all methods of the service.
  @inlinable
  public func register(in router: inout Router) {
    typealias Methods = CountersignV1.AdminServiceMethods
    router.add(
      path: Methods.getServiceStatus.path,
      .unary({ message, context async throws(RPCError) in
        try await self.getServiceStatus(CountersignV1.GetServiceStatusRequest.decoded(from: message), context: context)
          .sealed()
      }))
    router.add(
      path: Methods.upsertReviewer.path,
      .unary({ message, context async throws(RPCError) in
        try await self.upsertReviewer(CountersignV1.UpsertReviewerRequest.decoded(from: message), context: context)
          .sealed()
      }))
    router.add(
      path: Methods.listReviewers.path,
      .unary({ message, context async throws(RPCError) in
        try await self.listReviewers(CountersignV1.ListReviewersRequest.decoded(from: message), context: context)
          .sealed()
      }))
    router.add(
      path: Methods.getPolicy.path,
      .unary({ message, context async throws(RPCError) in
        try await self.getPolicy(CountersignV1.GetPolicyRequest.decoded(from: message), context: context).sealed()
      }))
    router.add(
      path: Methods.proposePolicy.path,
      .unary({ message, context async throws(RPCError) in
        try await self.proposePolicy(CountersignV1.ProposePolicyRequest.decoded(from: message), context: context)
          .sealed()
      }))
    router.add(
      path: Methods.activatePolicy.path,
      .unary({ message, context async throws(RPCError) in
        try await self.activatePolicy(CountersignV1.ActivatePolicyRequest.decoded(from: message), context: context)
          .sealed()
      }))
    router.add(
      path: Methods.simulatePolicy.path,
      .unary({ message, context async throws(RPCError) in
        try await self.simulatePolicy(CountersignV1.SimulatePolicyRequest.decoded(from: message), context: context)
          .sealed()
      }))
    router.add(
      path: Methods.engageKillSwitch.path,
      .unary({ message, context async throws(RPCError) in
        try await self.engageKillSwitch(CountersignV1.EngageKillSwitchRequest.decoded(from: message), context: context)
          .sealed()
      }))
    router.add(
      path: Methods.releaseKillSwitch.path,
      .unary({ message, context async throws(RPCError) in
        try await self.releaseKillSwitch(
          CountersignV1.ReleaseKillSwitchRequest.decoded(from: message), context: context
        ).sealed()
      }))
    router.add(
      path: Methods.listKillSwitches.path,
      .unary({ message, context async throws(RPCError) in
        try await self.listKillSwitches(CountersignV1.ListKillSwitchesRequest.decoded(from: message), context: context)
          .sealed()
      }))
  }
}
