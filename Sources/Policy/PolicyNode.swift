/// A value of a policy document with its place, whether it came from YAML or from a recorded tree.
struct PolicyNode: Sendable {
  enum Content: Sendable {
    case text(String)
    case list([PolicyNode])
    case mapping([(key: String, value: PolicyNode)])
    /// Nothing after the colon; read like an absent member.
    case nothing
  }

  let content: Content
  /// Counted from 1; 0 where there is no text.
  let line: Int
  /// For example "routing.HIGH.role"; empty for the document.
  let path: String

  /// From a recorded tree.
  init(_ tree: PolicyTree, path: String = "") {
    line = 0
    self.path = path
    switch tree {
    case .text(let text): content = .text(text)
    case .boolean(let value): content = .text(value ? "true" : "false")
    case .list(let items):
      content = .list(items.enumerated().map { PolicyNode($0.element, path: "\(path)[\($0.offset)]") })
    case .object(let members):
      content = .mapping(
        members.map { ($0.key, PolicyNode($0.value, path: Self.join(path, $0.key))) })
    }
  }

  init(content: Content, line: Int, path: String) {
    self.content = content
    self.line = line
    self.path = path
  }

  static func join(_ path: String, _ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
}
