/// A policy as plain data: what canonical JSON is made of, and what a recorded policy is read back from.
///
/// It has no numbers: every number of a policy is text, so that no binary floating point is ever recorded.
public indirect enum PolicyTree: Hashable, Sendable {
  case text(String)
  case boolean(Bool)
  case list([PolicyTree])
  /// Members in the order of the document; canonical JSON sorts them.
  case object([Member])

  /// One member of an object.
  public struct Member: Hashable, Sendable {
    public var key: String
    public var value: PolicyTree

    public init(key: String, value: PolicyTree) {
      self.key = key
      self.value = value
    }
  }
}

/// Something wrong in a policy document.
public struct PolicyProblem: Hashable, Sendable {
  public enum Severity: Hashable, Sendable {
    /// The policy cannot be used.
    case error
    /// It can, but somebody should look.
    case warning
  }

  public var severity: Severity
  /// Counted from 1; 0 where the problem has no place in a text.
  public var line: Int
  /// For example "routing.HIGH.role".
  public var path: String
  /// For people.
  public var message: String

  public init(severity: Severity, line: Int, path: String, message: String) {
    self.severity = severity
    self.line = line
    self.path = path
    self.message = message
  }
}
