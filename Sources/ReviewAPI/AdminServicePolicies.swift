import AuditTrail
import Messages
import MessagesBase
import Policy
import RPCCore
import ReviewCore
import ReviewEngine

// Policies: checked, proposed, put in force, read back.
extension AdminServiceHandlers {
  func proposePolicy(
    _ request: CountersignV1.ProposePolicyRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.ProposePolicyResponse {
    try await calls.perform(Methods.proposePolicy, context) { caller async throws(Refusal) in
      let yaml = try PolicyReading.text(request.policyYAML)
      let reading = await PolicyReading.read(yaml, isProposal: true, calls.recording)
      if !request.validateOnly {
        try await calls.engine.proposePolicy(try reading.usable(), yaml: yaml, principal: caller.principal)
      }
      let response = CountersignV1.ProposePolicyResponse(in: Arena())
      response.policyVersion = reading.policy?.policy.version ?? ""
      for problem in reading.problems { response.problems.appendNew().fill(problem) }
      return response
    }
  }

  func activatePolicy(
    _ request: CountersignV1.ActivatePolicyRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.ActivatePolicyResponse {
    try await calls.perform(Methods.activatePolicy, context) { caller async throws(Refusal) in
      var fields = FieldValidator()
      fields.identifier("policy_version", request.policyVersion)
      fields.identifier("expected_active_version", request.expectedActiveVersion, isRequired: false)
      try fields.finish()
      let version = request.policyVersion
      let isBySecondPerson = try await calls.engine.activatePolicy(
        version, expectedVersion: request.expectedActiveVersion, principal: caller.principal)
      calls.log.activated(policy: version, isBySecondPerson: isBySecondPerson)
      let response = CountersignV1.ActivatePolicyResponse(in: Arena())
      response.policyVersion = version
      return response
    }
  }

  func getPolicy(
    _ request: CountersignV1.GetPolicyRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.GetPolicyResponse {
    try await calls.perform(Methods.getPolicy, context) { _ async throws(Refusal) in
      var fields = FieldValidator()
      fields.identifier("policy_version", request.policyVersion, isRequired: false)
      try fields.finish()
      let recorded = try await calls.engine.policy(request.policyVersion)
      let response = CountersignV1.GetPolicyResponse(in: Arena())
      let record = recorded.record
      response.policyYAML = try calls.engine.yaml(of: recorded)
      response.policyVersion = record.version
      response.proposedBy = record.proposedBy
      response.proposedAt = response.arena.timestamp(record.proposedAt)
      response.activatedBy = record.activatedBy
      if let activatedAt = record.activatedAt { response.activatedAt = response.arena.timestamp(activatedAt) }
      return response
    }
  }
}

extension ReviewEngine {
  /// As proposed; written anew for a policy that was given at a start, where only its meaning is recorded.
  fileprivate func yaml(of recorded: RecordedPolicy) throws(Refusal) -> String {
    if let yaml = recorded.yaml { return yaml }
    guard let policy = policy(ofCanonicalJSON: recorded.canonicalJSON) else {
      throw Refusal(reason: .storeUnavailable, message: "This server cannot read the policy; another release wrote it.")
    }
    return PolicyDocument.yaml(of: policy.rules)
  }
}

/// A policy document as a request brings it.
struct PolicyReading {
  /// nil where a problem is an error.
  let policy: EnginePolicy?
  /// Every problem, in the order of the lines.
  let problems: [PolicyProblem]

  /// More than can be recorded is not even parsed.
  static let yamlBytesMax = EntryDraft.canonicalBytesMax

  /// - Throws: INVALID_ARGUMENT for a text that is none.
  static func text(_ yaml: String) throws(Refusal) -> String {
    var fields = FieldValidator()
    fields.text("policy_yaml", yaml, maximumBytes: yamlBytesMax, isRequired: true)
    try fields.finish()
    return yaml
  }

  /// Reads and checks; not on the event loop where the handler runs, as a long document takes milliseconds.
  ///
  /// - Parameter isProposal: whether it is to be recorded: then it must fit into one entry.
  static func read(
    _ yaml: String, isProposal: Bool, _ recording: @escaping @Sendable (ReviewPolicy) -> EnginePolicy
  ) async -> PolicyReading {
    await withTaskExecutorPreference(globalConcurrentExecutor) {
      await parse(yaml, isProposal: isProposal, recording)
    }
  }

  @concurrent private static func parse(
    _ yaml: String, isProposal: Bool, _ recording: @Sendable (ReviewPolicy) -> EnginePolicy
  ) async -> PolicyReading {
    let result = PolicyDocument.parse(yaml)
    guard let parsed = result.policy else { return PolicyReading(policy: nil, problems: result.problems) }
    let policy = recording(parsed)
    guard isProposal, !ReviewEngine.isRecordable(policy, yaml: yaml) else {
      return PolicyReading(policy: policy, problems: result.problems)
    }
    let tooLarge = PolicyProblem(
      severity: .error, line: 0, path: "",
      message: "with its canonical form makes an entry of more than \(EntryDraft.canonicalBytesMax) bytes")
    return PolicyReading(policy: nil, problems: [tooLarge] + result.problems)
  }

  /// - Throws: INVALID_ARGUMENT with every error.
  func usable() throws(Refusal) -> EnginePolicy {
    if let policy { return policy }
    throw Refusal(
      fieldViolations: problems.filter { $0.severity == .error }.map { problem in
        let place = [problem.line > 0 ? "line \(problem.line)" : "", problem.path].filter { !$0.isEmpty }
        return FieldViolation("policy_yaml", (place + [problem.message]).joined(separator: ": "))
      })
  }
}

extension CountersignV1.PolicyProblem {
  fileprivate func fill(_ problem: PolicyProblem) {
    switch problem.severity {
    case .error: severity = .error
    case .warning: severity = .warning
    }
    line = Int32(clamping: problem.line)
    path = problem.path
    message = problem.message
  }
}
