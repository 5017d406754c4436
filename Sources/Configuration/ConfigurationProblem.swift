/// One thing that is wrong with the configuration: where it was said, and why it cannot be.
public struct ConfigurationProblem: Sendable, Equatable, CustomStringConvertible {
  /// The flag, the variable, or `file:line`.
  public var place: String
  /// For people; never the value of a secret.
  public var message: String

  public init(place: String, message: String) {
    self.place = place
    self.message = message
  }

  /// One line.
  public var description: String { "\(place): \(message)" }
}

/// All problems at once, in the order of the settings.
public struct ConfigurationProblems: Error, Sendable, Equatable {
  /// At least one.
  public var problems: [ConfigurationProblem]

  public init(_ problems: [ConfigurationProblem]) { self.problems = problems }
}
