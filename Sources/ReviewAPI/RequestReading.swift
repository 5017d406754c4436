import Messages
import MessagesBase
import ReviewCore

// What every request's reading needs beside ReviewCore's own checks.
extension FieldValidator {
  /// - Throws: INVALID_ARGUMENT with every bad field that was found.
  func finish() throws(Refusal) {
    if let refusal { throw refusal }
  }

  /// An instant; nil when absent, or bad and noted.
  ///
  /// - Parameter isBoundary: rounds up to a microsecond instead of down, so that what is compared with it, and has whole
  ///   microseconds, falls on the right side.
  mutating func instant(
    _ field: String, _ value: GoogleProtobuf.Timestamp?, isBoundary: Bool = false
  ) -> Instant? {
    guard let value else { return nil }
    if let microseconds = value.unixMicroseconds {
      return Instant(unixMicroseconds: isBoundary && value.nanos % 1_000 > 0 ? microseconds + 1 : microseconds)
    }
    add(field, "must be of the years 1 to 9999, its nanos from 0 to 999999999")
    return nil
  }

  /// A span of time in microseconds that is not negative; nil when absent, or bad and noted.
  mutating func span(_ field: String, _ value: GoogleProtobuf.Duration?) -> Int64? {
    guard let value else { return nil }
    guard let microseconds = value.microseconds else {
      add(field, "must be at most 10000 years, its nanos of the same sign")
      return nil
    }
    // Less than a microsecond is still not nothing.
    if value.seconds < 0 || value.nanos < 0 { add(field, "must not be negative") }
    return microseconds
  }

  /// A span within bounds; `fallback` when absent.
  mutating func span(
    _ field: String, _ value: GoogleProtobuf.Duration?, from lowest: Int64, through highest: Int64, fallback: Int64
  ) -> Int64 {
    guard let value else { return fallback }
    guard let microseconds = value.microseconds, (lowest...highest).contains(microseconds) else {
      add(field, "must be from \(lowest / 1_000_000) s to \(highest / 1_000_000) s")
      return fallback
    }
    return microseconds
  }

  /// How many to put on a page: the default for 0, at most `maximum`.
  mutating func pageSize(_ size: Int32, fallback: Int, maximum: Int = 1_000) -> Int {
    if size < 0 { add("page_size", "must not be negative") }
    return size <= 0 ? fallback : min(Int(size), maximum)
  }

  /// The id of a review as given; empty is a bad field.
  mutating func auditID(_ field: String = "audit_id", _ text: String) -> AuditID? {
    if text.isEmpty { add(field, "must not be empty") }
    return AuditID(text: text)
  }

  /// How much of a review to return.
  mutating func view(_ view: CountersignV1.ReviewView, fallback: RenderedView) -> RenderedView {
    switch view {
    case .unspecified: return fallback
    case .basic: return .basic
    case .full: return .full
    case .unrecognized:
      add("view", "is not known")
      return .basic
    }
  }
}

extension Optional where Wrapped == AuditID {
  /// The id; a text that is none names no review.
  func found() throws(Refusal) -> AuditID {
    guard let self else { throw .noSuchReview }
    return self
  }
}

extension Money {
  init(_ wire: CountersignV1.Money) {
    self.init(currencyCode: wire.currencyCode, amount: Amount(units: wire.units, nanos: wire.nanos))
  }
}
