/// A prepared statement: its text and the types of its values. Every call runs one and is a transaction of its own.
struct Statement: Sendable {
  let name: String
  let sql: String
  let types: [ValueType]

  /// In the order that `Rows.entries()` reads.
  static let entryColumns = "seq, audit_id, event_type, recorded_at, actor, prev, hash, canon"

  // MARK: Writing

  static let append = Statement(
    name: "append",
    sql: """
      SELECT committed, o_size, o_hash, o_recorded_at, o_fence FROM audit.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
        $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)
      """,
    types: [
      .integer, .bigint, .bytes, .bigint, .timestamps, .texts, .texts, .texts, .texts, .byteses, .byteses, .byteses,
      .uuids, .bigints, .uuids, .booleans, .booleans, .texts, .texts, .texts, .texts, .byteses, .texts, .bigints,
    ])
  static let settle = Statement(
    name: "settle", sql: "SELECT committed, o_fence FROM audit.settle($1, $2, $3)", types: [.integer, .bigint, .bytes])
  /// Gives up a turn that was kept after a lost race.
  static let release = Statement(
    name: "release",
    sql: "SELECT pg_advisory_unlock_all() IS NULL, set_config('idle_session_timeout', '0', false)", types: [])
  /// A sign of life from who keeps a turn: the session is not idle.
  static let keepTurn = Statement(name: "keep_turn", sql: "SELECT 1", types: [])
  static let createChain = Statement(
    name: "create_chain", sql: "SELECT 1 FROM audit.create_chain($1, $2)", types: [.integer, .text])
  static let addPartitions = Statement(
    name: "add_partitions", sql: "SELECT audit.add_partitions($1)", types: [.integer])

  // MARK: Reading

  static let origin = Statement(
    name: "origin", sql: "SELECT origin FROM audit.chain WHERE chain_id = $1", types: [.integer])
  static let head = Statement(
    name: "head", sql: "SELECT size, hash, recorded_at, fence FROM audit.head WHERE chain_id = $1", types: [.integer])
  static let requests = Statement(
    name: "requests",
    sql: "SELECT key, request_digest, audit_id, seq FROM audit.request WHERE chain_id = $1 AND key = ANY ($2)",
    types: [.integer, .byteses])
  static let entriesAfter = Statement(
    name: "entries_after",
    sql: "SELECT \(entryColumns) FROM audit.event WHERE chain_id = $1 AND seq > $2 ORDER BY seq LIMIT $3",
    types: [.integer, .bigint, .bigint])
  static let entriesOfReviews = Statement(
    name: "entries_of_reviews",
    sql: """
      SELECT \(entryColumns) FROM audit.event
      WHERE audit_id = ANY ($2) AND audit_id <> '' AND chain_id = $1 AND seq <= $3 ORDER BY seq
      """,
    types: [.integer, .texts, .bigint])
  static let waitingReviews = Statement(
    name: "waiting_reviews",
    sql: """
      SELECT audit_id FROM audit.review WHERE chain_id = $1 AND is_waiting AND audit_id > $2 ORDER BY audit_id LIMIT $3
      """,
    types: [.integer, .uuid, .bigint])
  static let firstWaitingReviews = Statement(
    name: "first_waiting_reviews",
    sql: "SELECT audit_id FROM audit.review WHERE chain_id = $1 AND is_waiting ORDER BY audit_id LIMIT $2",
    types: [.integer, .bigint])
  static let firstSequence = Statement(
    name: "first_sequence", sql: "SELECT audit.first_seq($1, $2)", types: [.integer, .timestamp])

  // MARK: Searching

  private static let actorAndType = "($5 = '' OR actor = $5) AND ($6 = '' OR event_type = $6)"
  static let entriesMatching = Statement(
    name: "entries_matching",
    sql: """
      SELECT \(entryColumns) FROM audit.event
      WHERE chain_id = $1 AND seq > $2 AND seq < $3 AND \(actorAndType) ORDER BY seq LIMIT $4
      """,
    types: [.integer, .bigint, .bigint, .bigint, .text, .text])
  static let entriesAboutServiceMatching = Statement(
    name: "entries_about_service_matching",
    sql: """
      SELECT \(entryColumns) FROM audit.event
      WHERE audit_id = '' AND chain_id = $1 AND seq > $2 AND seq < $3 AND \(actorAndType) ORDER BY seq LIMIT $4
      """,
    types: [.integer, .bigint, .bigint, .bigint, .text, .text])
  static let entriesOfReviewMatching = Statement(
    name: "entries_of_review_matching",
    sql: """
      SELECT \(entryColumns) FROM audit.event
      WHERE audit_id = $7 AND audit_id <> '' AND chain_id = $1 AND seq > $2 AND seq < $3 AND \(actorAndType)
      ORDER BY seq LIMIT $4
      """,
    types: [.integer, .bigint, .bigint, .bigint, .text, .text, .text])
  /// An empty array matches all.
  static let searchReviews = Statement(
    name: "search_reviews",
    sql: """
      SELECT audit_id FROM audit.review
      WHERE chain_id = $1 AND ($2 OR audit_id < $3) AND ($4 OR action_digest = $5)
        AND (cardinality($6) = 0 OR status = ANY ($6)) AND (cardinality($7) = 0 OR user_id = ANY ($7))
        AND (cardinality($8) = 0 OR domain = ANY ($8)) AND (cardinality($9) = 0 OR action_type = ANY ($9))
        AND (cardinality($10) = 0 OR reviewer_role = ANY ($10))
      ORDER BY audit_id DESC LIMIT $11
      """,
    types: [
      .integer, .boolean, .uuid, .boolean, .bytes, .texts, .texts, .texts, .texts, .texts, .bigint,
    ])

  // MARK: Waking others

  static let listen = Statement(name: "listen", sql: "LISTEN countersign", types: [])
  static let notify = Statement(name: "notify", sql: "SELECT pg_notify('countersign', $1)", types: [.text])
}
