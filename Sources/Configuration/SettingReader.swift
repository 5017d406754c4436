/// Where settings come from; flags win over the environment, which wins over the file.
public struct ConfigurationSources: Sendable {
  /// As given on the command line; the value of a flag without one is "true".
  public var flags: [Setting: [String]] = [:]
  /// The whole environment; an empty variable counts as unset.
  public var environment: [String: String] = [:]
  public var file: ConfigurationFile?

  public init() {}
}

/// Finds each setting's value, and collects what is wrong instead of stopping at it.
struct SettingReader {
  /// A value with the place that it came from.
  struct Given {
    var text: String
    var place: String
  }

  private let sources: ConfigurationSources
  private(set) var problems: [ConfigurationProblem]

  init(_ sources: ConfigurationSources) {
    self.sources = sources
    problems = sources.file?.problems ?? []
  }

  /// All values of the place that wins; empty when none has one.
  func all(_ setting: Setting) -> [Given] {
    if let flag = setting.flag, let values = sources.flags[setting], !values.isEmpty {
      return values.map { Given(text: $0, place: flag) }
    }
    if let variable = setting.variable, let value = sources.environment[variable], !value.isEmpty {
      return Self.parts(of: value, setting).map { Given(text: $0, place: variable) }
    }
    guard let file = sources.file, let values = file.values[setting] else { return [] }
    return values.map { Given(text: $0.text, place: "\(file.name):\($0.line): \(setting.fileKey)") }
  }

  /// The last value of the place that wins.
  func last(_ setting: Setting) -> Given? { all(setting).last }

  /// The value as `parse` reads it; nil when it is not given, or cannot be read, which is a problem then.
  mutating func value<Value>(
    _ setting: Setting, _ parse: (String) throws(InvalidValue) -> Value
  ) -> Value? {
    guard let given = last(setting) else { return nil }
    return read(given, parse)
  }

  /// All values as `parse` reads them.
  mutating func values<Value>(
    _ setting: Setting, _ parse: (String) throws(InvalidValue) -> Value
  ) -> [(value: Value, place: String)] {
    var result: [(value: Value, place: String)] = []
    for given in all(setting) {
      if let value = read(given, parse) { result.append((value, given.place)) }
    }
    return result
  }

  mutating func add(_ place: String, _ message: String) {
    problems.append(ConfigurationProblem(place: place, message: message))
  }

  private mutating func read<Value>(_ given: Given, _ parse: (String) throws(InvalidValue) -> Value) -> Value? {
    do throws(InvalidValue) {
      return try parse(given.text)
    } catch {
      add(given.place, error.message)
      return nil
    }
  }

  private static func parts(of value: String, _ setting: Setting) -> [String] {
    guard setting.isList else { return [value] }
    return value.split(separator: ",").map { part in
      String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
  }
}
