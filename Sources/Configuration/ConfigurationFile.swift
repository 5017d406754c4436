import Yams

/// The YAML file given by `--config`: settings by their file keys, each a value or, for a list, a sequence of values.
public struct ConfigurationFile: Sendable {
  /// One value with the line it stands on.
  public struct Value: Sendable, Equatable {
    public var text: String
    public var line: Int
  }

  /// As given, for messages.
  public let name: String
  /// What it sets.
  public private(set) var values: [Setting: [Value]] = [:]
  /// What in it cannot be understood.
  public private(set) var problems: [ConfigurationProblem] = []

  /// The longest file that is read, in bytes.
  public static let bytesMax = 1 << 20

  /// Reads the text of a file; an empty one sets nothing.
  public init(name: String, text: String) {
    self.name = name
    do {
      guard let root = try Yams.compose(yaml: text) else { return }
      read(root)
    } catch let error as YamlError {
      let (line, message) = error.lineAndMessage
      add(line, message)
    } catch {
      add(nil, "is not YAML")
    }
  }

  private mutating func read(_ root: Node) {
    guard case .mapping(let mapping) = root else {
      return add(root.mark?.line, "is not a mapping of settings to values")
    }
    for (key, value) in mapping { read(key: key, value: value) }
  }

  private mutating func read(key: Node, value: Node) {
    let line = key.mark?.line
    guard case .scalar(let name) = key, let setting = Setting(rawValue: name.string) else {
      return add(line, "unknown setting \"\(key.scalar?.string ?? "?")\"")
    }
    guard setting.isAllowedInFile else {
      return add(line, "\(setting.fileKey) can only be given on the command line")
    }
    switch value {
    case .scalar(let scalar): values[setting] = [Value(text: scalar.string, line: scalar.mark?.line ?? line ?? 1)]
    case .sequence(let sequence) where setting.isList: readList(setting, sequence, line: line ?? 1)
    case .sequence, .mapping, .alias: add(line, "\(setting.fileKey) must be one value")
    }
  }

  private mutating func readList(_ setting: Setting, _ sequence: Node.Sequence, line: Int) {
    for item in sequence {
      guard case .scalar(let scalar) = item else {
        add(item.mark?.line ?? line, "\(setting.fileKey) must be a list of values")
        continue
      }
      values[setting, default: []].append(Value(text: scalar.string, line: scalar.mark?.line ?? line))
    }
  }

  private mutating func add(_ line: Int?, _ message: String) {
    let place = line.map { "\(name):\($0)" } ?? name
    problems.append(ConfigurationProblem(place: place, message: message))
  }
}

extension YamlError {
  /// Where, if it says so, and what is wrong, in one line without the text of the file.
  fileprivate var lineAndMessage: (line: Int?, message: String) {
    switch self {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      (mark.line, "is not YAML: \(problem)")
    case .duplicatedKeysInMapping(let duplicates, let context):
      (context.mark.line, "a setting is given twice: \(duplicates.joined(separator: ", "))")
    case .no, .memory, .reader, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
      (nil, "is not YAML")
    }
  }
}
