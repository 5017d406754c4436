import Configuration
import Countersign

/// The longest policy that is read, in bytes; what is recorded of it must fit into one entry.
private let policyFileBytesMax = 1 << 20

/// What the operator said of the policy.
struct GivenPolicy {
  /// The file's policy, or the built-in one, with the environment's overrides.
  let policy: EnginePolicy
  /// Without a file nobody gave a policy as a whole: the one in force stays, with the environment's overrides. nil with one.
  let adjusting: (@Sendable (ReviewPolicy) -> EnginePolicy?)?
}

/// The policy that the operator gave, or the built-in one, with the environment's overrides.
/// - Throws: every problem, each with the line of the file or the name of the variable.
func loadPolicy(_ configuration: Configuration.ServerConfiguration) throws(StartupFailure) -> GivenPolicy {
  let base = try configuration.policyFile.map(readPolicy(path:)) ?? PolicyDocument.builtIn()
  let overrides = EnvironmentOverrides(configuration.policyOverrides)
  let result = overrides.apply(to: base)
  guard let policy = result.policy else {
    throw StartupFailure(result.problems.map { "\($0.path): \($0.message)" })
  }
  let recording = EnginePolicy(recording: policy)
  guard recording.isRecordable else {
    throw StartupFailure(["--policy: too large: its canonical form must fit into one entry of the audit trail"])
  }
  guard configuration.policyFile == nil else { return GivenPolicy(policy: recording, adjusting: nil) }
  return GivenPolicy(policy: recording) { inForce in
    guard let adjusted = overrides.apply(to: inForce).policy, adjusted.rules != inForce.rules else { return nil }
    return EnginePolicy(recording: adjusted)
  }
}

extension EnvironmentOverrides {
  fileprivate init(_ overrides: PolicyOverrides) {
    self.init(
      defaultSLAHours: overrides.defaultSLAHours?.text, slaWarningThreshold: overrides.slaWarningThreshold?.text,
      enableAutoEscalation: overrides.enableAutoEscalation?.text,
      escalationThresholdHours: overrides.escalationThresholdHours?.text,
      auditRetentionDays: overrides.auditRetentionDays?.text)
  }
}

private func readPolicy(path: String) throws(StartupFailure) -> ReviewPolicy {
  let result = PolicyDocument.parse(try readText(path: path, setting: "--policy", bytesMax: policyFileBytesMax))
  guard let policy = result.policy else {
    throw StartupFailure(
      result.problems.filter { $0.severity == .error }.map { "--policy: \(path):\($0.line): \($0.path): \($0.message)" }
    )
  }
  return policy
}
