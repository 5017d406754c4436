import Yams

/// Turns YAML into nodes with lines. Bounded: aliases could make a small text a huge document.
struct YAMLReading {
  /// More nodes than this are no policy.
  static let nodeCountMaximum = 20_000
  /// Deeper than this is no policy.
  static let depthMaximum = 16

  private var nodeCount = 0
  private(set) var problems: [PolicyProblem] = []

  /// - Returns: nil where the text is no YAML; `problems` says why.
  mutating func read(_ yaml: String) -> PolicyNode? {
    do {
      guard let root = try Yams.compose(yaml: yaml, .basic) else {
        problems.append(PolicyProblem(severity: .error, line: 1, path: "", message: "the document is empty"))
        return nil
      }
      let node = convert(root, path: "", depth: 0)
      return problems.isEmpty ? node : nil
    } catch {
      problems.append(problem(error))
      return nil
    }
  }

  private mutating func convert(_ node: Node, path: String, depth: Int) -> PolicyNode {
    let line = node.mark?.line ?? 0
    nodeCount += 1
    guard nodeCount <= Self.nodeCountMaximum, depth <= Self.depthMaximum else {
      if problems.isEmpty {
        problems.append(PolicyProblem(severity: .error, line: line, path: path, message: "the document is too large"))
      }
      return PolicyNode(content: .nothing, line: line, path: path)
    }
    switch node {
    case .scalar(let scalar):
      let isNothing = scalar.style == .plain && ["", "~", "null"].contains(scalar.string)
      return PolicyNode(content: isNothing ? .nothing : .text(scalar.string), line: line, path: path)
    case .sequence(let sequence):
      var items: [PolicyNode] = []
      for (index, item) in sequence.enumerated() {
        items.append(convert(item, path: "\(path)[\(index)]", depth: depth + 1))
      }
      return PolicyNode(content: .list(items), line: line, path: path)
    case .mapping(let mapping):
      var members: [(key: String, value: PolicyNode)] = []
      for (key, value) in mapping {
        let name = key.scalar?.string ?? "?"
        members.append((name, convert(value, path: PolicyNode.join(path, name), depth: depth + 1)))
      }
      return PolicyNode(content: .mapping(members), line: line, path: path)
    case .alias: return PolicyNode(content: .nothing, line: line, path: path)
    }
  }

  private func problem(_ error: any Error) -> PolicyProblem {
    let (line, message): (Int, String) =
      switch error as? YamlError {
      case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
        .composer(_, let problem, let mark, _):
        (mark.line, problem)
      case .duplicatedKeysInMapping(let keys, let context):
        (context.mark.line, "the same key twice: \(keys.joined(separator: ", "))")
      default: (1, "is not YAML: \(error)")
      }
    return PolicyProblem(severity: .error, line: line, path: "", message: message)
  }
}
