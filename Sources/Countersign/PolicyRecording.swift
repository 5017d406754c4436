import AuditTrail
import Policy
import ReviewCore
import ReviewEngine

/// Policies between their two forms: what decides, and the canonical JSON that the chain records.
extension EnginePolicy {
  /// The policy with its canonical text and the version that follows from it.
  public init(recording policy: ReviewPolicy) {
    let tree = PolicyDocument.canonicalTree(policy.rules)
    guard let bytes = try? JSONValue(tree).canonicalJSON() else {
      preconditionFailure("our bug: a policy's tree holds no numbers and no key twice")
    }
    let json = String(decoding: bytes, as: UTF8.self)
    self.init(
      policy: ReviewPolicy(rules: policy.rules, version: EnginePolicy.version(ofCanonicalJSON: json)),
      canonicalJSON: json)
  }

  /// Reads a recorded policy back; its version is that of the text.
  ///
  /// - Returns: nil for a text that is no policy of this version of the software.
  public static func read(canonicalJSON: String) -> ReviewPolicy? {
    guard let value = try? JSONValue(parsing: Array(canonicalJSON.utf8)), let tree = PolicyTree(value) else {
      return nil
    }
    return PolicyDocument.read(tree, version: version(ofCanonicalJSON: canonicalJSON)).policy
  }
}

extension JSONValue {
  init(_ tree: PolicyTree) {
    switch tree {
    case .text(let text): self = .string(text)
    case .boolean(let flag): self = .bool(flag)
    case .list(let elements): self = .array(elements.map(JSONValue.init))
    case .object(let members): self = .object(members.map { Member($0.key, JSONValue($0.value)) })
    }
  }
}

extension PolicyTree {
  /// nil for a value with a number or a null: no recorded policy has one.
  init?(_ value: JSONValue) {
    switch value {
    case .null, .number: return nil
    case .bool(let flag): self = .boolean(flag)
    case .string(let text): self = .text(text)
    case .array(let elements):
      let trees = elements.compactMap(PolicyTree.init)
      guard trees.count == elements.count else { return nil }
      self = .list(trees)
    case .object(let members):
      let trees = members.compactMap { member in
        PolicyTree(member.value).map { Member(key: member.key, value: $0) }
      }
      guard trees.count == members.count else { return nil }
      self = .object(trees)
    }
  }
}
