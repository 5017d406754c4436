import ReviewCore
import ReviewStore

/// A search as SQL: one condition for each field that is asked for, every value a parameter.
struct ReviewQuery {
  private enum Parameter {
    case integer(Int64)
    case text(String)
    case bytes([UInt8])
  }

  private(set) var sql = "SELECT audit_id FROM review WHERE 1"
  private var parameters: [Parameter] = []

  init(_ search: ReviewSearch, before auditID: AuditID?, limit: Int) {
    if let auditID { require("audit_id <", .bytes(auditID.bigEndianBytes)) }
    if let digest = search.actionDigest { require("action_digest =", .bytes(digest.bytes)) }
    require("status", isOneOf: search.statuses)
    require("user_id", isOneOf: search.userIDs)
    require("domain", isOneOf: search.domains)
    require("action_type", isOneOf: search.actionTypes)
    require("reviewer_role", isOneOf: search.reviewerRoles)
    sql += " ORDER BY audit_id DESC LIMIT ?"
    parameters.append(.integer(Int64(max(limit, 0))))
  }

  func bind(to statement: SQLiteStatement) {
    for (index, parameter) in zip(Int32(1)..., parameters) {
      switch parameter {
      case .integer(let value): statement.bind(index, value)
      case .text(let text): statement.bind(index, copying: text)
      case .bytes(let bytes): statement.bind(index, copying: bytes)
      }
    }
  }

  private mutating func require(_ condition: String, _ parameter: Parameter) {
    sql += " AND \(condition) ?"
    parameters.append(parameter)
  }

  private mutating func require(_ column: String, isOneOf values: [String]) {
    guard !values.isEmpty else { return }
    sql += " AND \(column) IN (\(repeatElement("?", count: values.count).joined(separator: ", ")))"
    parameters += values.map { .text($0) }
  }
}
