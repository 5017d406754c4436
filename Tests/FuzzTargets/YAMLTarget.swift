import Configuration
import Policy

/// Policies and configuration files: never a crash, and a policy is either read or has a problem that says why.
enum YAMLTarget {
  static func exercise(_ input: UnsafeRawBufferPointer) {
    let text = String(decoding: input, as: UTF8.self)
    let result = PolicyDocument.parse(text)
    precondition(result.policy != nil || !result.problems.isEmpty, "refused without a reason")
    _ = ConfigurationFile(name: "fuzz", text: text)
  }
}
