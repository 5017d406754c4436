import ReviewStore

/// Why a call has no rows.
enum CallFailure: Error, Sendable, Equatable {
  /// The server refused it and is still there: nothing of it was written.
  case refused(state: String, message: String)
  /// The connection went, or gave no answer in time. `wasSent`: the server may have done it all the same.
  case lost(message: String, wasSent: Bool)
  /// The store was closed, or too many calls wait.
  case notTaken(StoreError)

  /// SQLSTATE classes and codes (PostgreSQL, appendix A) that say "later": 08 connection, 40 rolled back, 53 no room,
  /// 55 not now, 57 operator, 58 system.
  private static let passingClasses: Set<Substring> = ["08", "25", "40", "53", "55", "57", "58"]

  /// What a store says of it; `place` names the server.
  func storeError(at place: String) -> StoreError {
    switch self {
    case .refused(let state, let message):
      let isPassing = Self.passingClasses.contains(state.prefix(2))
      return StoreError(isPassing ? .unavailable : .damaged, "\(place): \(state) \(message)")
    case .lost(let message, let wasSent):
      return StoreError(.unavailable, "\(place): \(message)", outcomeUnknown: wasSent)
    case .notTaken(let error): return error
    }
  }
}
