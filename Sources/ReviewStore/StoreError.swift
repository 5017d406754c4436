/// Why a store could not do what it was asked.
public struct StoreError: Error, Sendable, Equatable {
  public enum Code: Sendable, Equatable {
    /// Not reachable, busy or full for now; the same call may succeed later.
    case unavailable
    /// The database is not one of ours, of a newer version, or already in use by another server.
    case unusable
    /// A stored value cannot be read as what it should be.
    case damaged
    /// `close()` was called.
    case closed
  }

  public var code: Code
  /// For the log and for an operator's eyes.
  public var detail: String
  /// Whether a transaction may have been committed although the answer was lost.
  public var outcomeUnknown: Bool

  public init(_ code: Code, _ detail: String, outcomeUnknown: Bool = false) {
    self.code = code
    self.detail = detail
    self.outcomeUnknown = outcomeUnknown
  }
}
