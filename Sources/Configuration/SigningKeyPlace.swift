/// Where the key is that signs receipts and permits.
public enum SigningKeyPlace: Sendable, Equatable {
  /// Made anew at each start: only for what is gone with the process, too.
  case memory
  /// A PEM file, made when it is missing.
  case file(path: String)

  /// `--signing-key`; by default beside the database, and for a database elsewhere where this machine keeps its state.
  init(reading reader: inout SettingReader, database: DatabaseLocation, environment: [String: String]) {
    if reader.last(.signingKey) != nil {
      self = reader.value(.signingKey, parsePath).map { .file(path: $0) } ?? .memory
      return
    }
    switch database {
    case .memory: self = .memory
    case .sqlite(let path): self = .file(path: path + ".key")
    case .postgres:
      self = .memory
      if let directory = DatabaseLocation.stateDirectory(environment: environment) {
        self = .file(path: directory + "/signing.key")
      } else {
        reader.add("--signing-key", "must be given, because neither XDG_STATE_HOME nor HOME says where state is kept")
      }
    }
  }
}
