import ReviewStore

/// Where a database is: `sqlite:PATH` or `memory:`.
enum SQLiteLocation: Equatable {
  case file(path: String)
  case memory

  init(_ text: String) throws(StoreError) {
    let scheme = "sqlite:"
    if text == "memory:" {
      self = .memory
    } else if text.hasPrefix(scheme), text.utf8.count > scheme.utf8.count, !text.utf8.contains(0) {
      self = .file(path: String(text.dropFirst(scheme.count)))
    } else {
      throw StoreError(.unusable, "not a store's location: \"\(text)\" (sqlite:PATH or memory:)")
    }
  }
}
