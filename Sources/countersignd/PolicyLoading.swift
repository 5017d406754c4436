import Configuration
import Countersign

/// The longest policy that is read, in bytes; what is recorded of it must fit into one entry.
private let policyFileBytesMax = 1 << 20

/// The policy that the operator gave, or the built-in one, with the environment's overrides.
/// - Throws: every problem, each with the line of the file or the name of the variable.
func loadPolicy(_ configuration: Configuration.ServerConfiguration) throws(StartupFailure) -> EnginePolicy {
  let base = try configuration.policyFile.map(readPolicy(path:)) ?? PolicyDocument.builtIn()
  let overrides = configuration.policyOverrides
  let result = EnvironmentOverrides(
    defaultSLAHours: overrides.defaultSLAHours?.text, slaWarningThreshold: overrides.slaWarningThreshold?.text,
    enableAutoEscalation: overrides.enableAutoEscalation?.text,
    escalationThresholdHours: overrides.escalationThresholdHours?.text,
    auditRetentionDays: overrides.auditRetentionDays?.text
  ).apply(to: base)
  guard let policy = result.policy else {
    throw StartupFailure(result.problems.map { "\($0.path): \($0.message)" })
  }
  let recording = EnginePolicy(recording: policy)
  guard recording.isRecordable else {
    throw StartupFailure(["--policy: too large: its canonical form must fit into one entry of the audit trail"])
  }
  return recording
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
