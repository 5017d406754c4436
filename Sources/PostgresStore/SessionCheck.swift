import ReviewStore

/// What a session must be before anything is sent on it (audit.md §4.6): durable, in UTF-8, writing, in the writer's role.
struct SessionCheck: Sendable {
  /// Whether settings that may lose acknowledged entries are taken: for development and for tests alone.
  let allowsWeakDurability: Bool

  /// Reads what the server was told, and sets what is the session's own. A weaker `synchronous_commit` is not repaired but
  /// reported: somebody chose it, and other sessions have it too.
  static let statement = Statement(
    name: "session",
    sql: """
      SELECT current_setting('fsync'), current_setting('full_page_writes'), current_setting('synchronous_commit'),
        current_setting('server_encoding'), current_setting('transaction_read_only'),
        set_config('plan_cache_mode', 'force_generic_plan', false),
        set_config('default_transaction_isolation', 'read committed', false),
        set_config('lock_timeout', '\(lockMilliseconds)', false), set_config('statement_timeout', '0', false),
        set_config('jit', 'off', false), set_config('client_min_messages', 'warning', false),
        set_config('search_path', 'pg_catalog', false), set_config('role', '\(SchemaRoles.writer)', false)
      """,
    types: [])
  /// The longest wait for another replica's append; they take milliseconds.
  static let lockMilliseconds = 2_000

  /// - Returns: why the session must not be used; nil when it may.
  func problem(_ rows: Rows) -> StoreError? {
    let value = { column in rows.text(0, column) }
    guard value(3) == "UTF8" else {
      return StoreError(.unusable, "the database's encoding is \(value(3)); entries are kept byte by byte in UTF8 only")
    }
    guard value(4) == "off" else { return StoreError(.unavailable, "the server takes no writes") }
    guard let weakness = Self.weakness(rows), !allowsWeakDurability else { return nil }
    return StoreError(
      .unusable, "\(weakness): acknowledged entries could be lost; --insecure-allow-weak-durability is for development")
  }

  /// The first setting that may lose what was acknowledged; nil for a durable server.
  static func weakness(_ rows: Rows) -> String? {
    if rows.text(0, 0) != "on" { return "fsync is \(rows.text(0, 0))" }
    if rows.text(0, 1) != "on" { return "full_page_writes is \(rows.text(0, 1))" }
    let commit = rows.text(0, 2)
    return ["on", "remote_apply"].contains(commit) ? nil : "synchronous_commit is \(commit)"
  }
}
