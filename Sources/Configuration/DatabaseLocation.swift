/// Where the chain is kept.
public enum DatabaseLocation: Sendable, Equatable {
  /// In memory; gone with the process.
  case memory
  /// In one file, made with mode 0600 when it is missing.
  case sqlite(path: String)
  /// On the servers of a libpq URL, which may hold a password.
  case postgres(url: Secret)

  /// Reads `memory:`, `sqlite:PATH` or `postgresql://…`. The text of a URL that may hold a password is never repeated.
  public init(parsing text: String) throws(InvalidValue) {
    if text == "memory:" {
      self = .memory
    } else if text.hasPrefix("sqlite:") {
      let path = text.dropFirst("sqlite:".count)
      guard !path.isEmpty, !path.utf8.contains(0) else { throw InvalidValue("sqlite: needs a path") }
      self = .sqlite(path: String(path))
    } else if text.hasPrefix("postgresql:") || text.hasPrefix("postgres:") {
      guard text.contains("://"), !text.utf8.contains(0) else { throw InvalidValue("postgresql: needs ://") }
      self = .postgres(url: Secret(text))
    } else {
      throw InvalidValue("is not memory:, sqlite:PATH or postgresql://…")
    }
  }

  /// The default: `countersign/countersign.db` under `$XDG_STATE_HOME`, or under `~/.local/state` when that is unset.
  ///
  /// A relative `$XDG_STATE_HOME` is ignored, as the XDG Base Directory Specification wants it.
  /// - Returns: nil when the environment names no home either.
  public static func standard(environment: [String: String]) -> DatabaseLocation? {
    stateDirectory(environment: environment).map { .sqlite(path: $0 + "/countersign.db") }
  }

  /// `countersign` under `$XDG_STATE_HOME`, or under `~/.local/state`; nil when the environment names no home either.
  public static func stateDirectory(environment: [String: String]) -> String? {
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") { return state + "/countersign" }
    guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
    return home + "/.local/state/countersign"
  }
}
