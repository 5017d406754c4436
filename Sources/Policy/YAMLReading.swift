import Yams

/// Turns YAML into nodes with lines. Bounded: aliases could make a small text a huge document.
struct YAMLReading {
  /// More nodes than this are no policy.
  static let nodeCountMaximum = 20_000
  /// Deeper than this is no policy.
  static let depthMaximum = 16
  /// A longer key is no policy's: each node below it names it in its path.
  static let keyBytesMaximum = 256
  /// More aliases than this are no policy. Yams hashes the keys of a mapping with their aliases expanded, before anything can be
  /// counted here; so few cannot multiply into much.
  static let aliasCountMaximum = 8

  private var nodeCount = 0
  private(set) var problems: [PolicyProblem] = []

  /// - Returns: nil where the text is no YAML; `problems` says why.
  mutating func read(_ yaml: String) -> PolicyNode? {
    guard Self.aliasCountBound(yaml) <= Self.aliasCountMaximum else {
      problems.append(
        PolicyProblem(severity: .error, line: 1, path: "", message: "more than \(Self.aliasCountMaximum) aliases"))
      return nil
    }
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

  /// How many aliases there are at most: each asterisk that no word or asterisk stands before, also in a comment or a text.
  private static func aliasCountBound(_ yaml: String) -> Int {
    var count = 0
    var before: UInt8 = 0x20
    for byte in yaml.utf8 {
      let isWord = (0x30...0x39).contains(before) || (0x41...0x5A).contains(before & 0xDF)
      if byte == UInt8(ascii: "*"), !isWord, before != UInt8(ascii: "*") { count += 1 }
      before = byte
    }
    return count
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
        guard name.utf8.count <= Self.keyBytesMaximum else {
          let message = "a key of more than \(Self.keyBytesMaximum) bytes"
          problems.append(
            PolicyProblem(severity: .error, line: key.mark?.line ?? line, path: path, message: message))
          return PolicyNode(content: .nothing, line: line, path: path)
        }
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
