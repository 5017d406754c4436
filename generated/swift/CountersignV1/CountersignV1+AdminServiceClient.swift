// Written by countersign-generate from proto/. Do not edit.

import MessagesBase
import RPCCore

extension CountersignV1 {
  /// Calls countersign.v1.AdminService over a transport.
  public struct AdminServiceClient<Transport: ClientTransport>: Sendable {
    private let transport: Transport

    public init(_ transport: Transport) { self.transport = transport }

    /// What is configured and how it does.
    public func getServiceStatus(_ request: CountersignV1.GetServiceStatusRequest, options: CallOptions = .none)
      async throws(RPCError) -> CountersignV1.GetServiceStatusResponse
    {
      try await transport.unary(AdminServiceMethods.getServiceStatus, request, options: options)
    }

    /// Adds or replaces a reviewer.
    public func upsertReviewer(_ request: CountersignV1.UpsertReviewerRequest, options: CallOptions = .none)
      async throws(RPCError) -> CountersignV1.UpsertReviewerResponse
    {
      try await transport.unary(AdminServiceMethods.upsertReviewer, request, options: options)
    }

    /// Lists the reviewers.
    public func listReviewers(_ request: CountersignV1.ListReviewersRequest, options: CallOptions = .none)
      async throws(RPCError) -> CountersignV1.ListReviewersResponse
    {
      try await transport.unary(AdminServiceMethods.listReviewers, request, options: options)
    }

    /// Returns the policy in force.
    public func getPolicy(_ request: CountersignV1.GetPolicyRequest, options: CallOptions = .none)
      async throws(RPCError) -> CountersignV1.GetPolicyResponse
    {
      try await transport.unary(AdminServiceMethods.getPolicy, request, options: options)
    }

    /// Checks a policy and, unless asked only to validate, records it as a draft.
    public func proposePolicy(_ request: CountersignV1.ProposePolicyRequest, options: CallOptions = .none)
      async throws(RPCError) -> CountersignV1.ProposePolicyResponse
    {
      try await transport.unary(AdminServiceMethods.proposePolicy, request, options: options)
    }

    /// Puts a draft in force; somebody else than who proposed it.
    public func activatePolicy(_ request: CountersignV1.ActivatePolicyRequest, options: CallOptions = .none)
      async throws(RPCError) -> CountersignV1.ActivatePolicyResponse
    {
      try await transport.unary(AdminServiceMethods.activatePolicy, request, options: options)
    }

    /// Reclassifies recorded queries under a policy and reports what would differ.
    public func simulatePolicy(_ request: CountersignV1.SimulatePolicyRequest, options: CallOptions = .none)
      async throws(RPCError) -> CountersignV1.SimulatePolicyResponse
    {
      try await transport.unary(AdminServiceMethods.simulatePolicy, request, options: options)
    }

    /// Stops everything in a scope: waiting and new reviews are BLOCKED, no permit is issued.
    public func engageKillSwitch(_ request: CountersignV1.EngageKillSwitchRequest, options: CallOptions = .none)
      async throws(RPCError) -> CountersignV1.EngageKillSwitchResponse
    {
      try await transport.unary(AdminServiceMethods.engageKillSwitch, request, options: options)
    }

    /// Lets what a kill switch stopped go on; somebody else than who engaged it.
    public func releaseKillSwitch(_ request: CountersignV1.ReleaseKillSwitchRequest, options: CallOptions = .none)
      async throws(RPCError) -> CountersignV1.ReleaseKillSwitchResponse
    {
      try await transport.unary(AdminServiceMethods.releaseKillSwitch, request, options: options)
    }

    /// Lists the kill switches that are engaged.
    public func listKillSwitches(_ request: CountersignV1.ListKillSwitchesRequest, options: CallOptions = .none)
      async throws(RPCError) -> CountersignV1.ListKillSwitchesResponse
    {
      try await transport.unary(AdminServiceMethods.listKillSwitches, request, options: options)
    }
  }
}
