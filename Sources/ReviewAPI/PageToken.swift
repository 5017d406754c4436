import AuditTrail
import MessagesBase
import RPCCore
import ReviewCore
import ReviewEngine

/// Where a page begins, for the same request only: base64 of the place and of a digest over what was asked and the place.
///
/// A damaged token and another filter's are told apart from a good one. It is no secret and grants nothing.
struct PageToken {
  private static let domain = "countersign-page/v1\n"
  private static let digestBytes = 16

  private let binding: [UInt8]

  /// - Parameter question: the method's filter in a canonical form.
  init(_ method: MethodDescription, origin: String, caller: Caller, question: [UInt8]) {
    binding = Array("\(method.path)\n\(origin)\n".utf8) + caller.binding + [0x0A] + question
  }

  func encode(_ place: [UInt8]) -> String {
    String(decoding: Base64.encode(place + digest(place)), as: UTF8.self)
  }

  /// The place; nil for the first page. Notes a token that is not usable here.
  func decode(_ token: String, byteCount: Int, _ fields: inout FieldValidator) -> [UInt8]? {
    if token.isEmpty { return nil }
    if let bytes = Base64.decode(token.utf8), bytes.count == byteCount + Self.digestBytes {
      let place = Array(bytes.prefix(byteCount))
      // Compared as text, so that a place has one token only.
      if encode(place) == token { return place }
    }
    fields.add("page_token", "is not a token of a page of this request")
    return nil
  }

  /// A place that is a text; nil for the first page. Notes a token that is not usable here.
  func decodeText(_ token: String, _ fields: inout FieldValidator) -> String? {
    guard let bytes = Base64.decode(token.utf8), bytes.count >= Self.digestBytes else {
      return decode(token, byteCount: 0, &fields).map { _ in "" }
    }
    return decode(token, byteCount: bytes.count - Self.digestBytes, &fields).map { String(decoding: $0, as: UTF8.self) }
  }

  private func digest(_ place: [UInt8]) -> ArraySlice<UInt8> {
    SHA256.hash(Self.domain, binding + place).bytes.prefix(Self.digestBytes)
  }
}

// MARK: - Places

extension UrgencyKey {
  static let placeBytes = 26

  var place: [UInt8] {
    [isBlocked ? 1 : 0, level.rawValue] + deadline.unixMicroseconds.bigEndianBytes + auditID.place
  }

  init?(place: [UInt8]) {
    guard place.count == Self.placeBytes, place[0] < 2, let level = RiskLevel(rawValue: place[1]) else { return nil }
    guard let auditID = AuditID(place: Array(place[10...])) else { return nil }
    self.init(
      isBlocked: place[0] == 1, level: level, deadline: Instant(unixMicroseconds: Int64(bigEndianBytes: place[2..<10])),
      auditID: auditID)
  }
}

extension AuditID {
  static let placeBytes = 16

  var place: [UInt8] { high.bigEndianBytes + low.bigEndianBytes }

  init?(place: [UInt8]) {
    guard place.count == Self.placeBytes else { return nil }
    self.init(high: UInt64(bigEndianBytes: place[..<8]), low: UInt64(bigEndianBytes: place[8...]))
  }
}

extension FixedWidthInteger {
  var bigEndianBytes: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }

  init(bigEndianBytes bytes: ArraySlice<UInt8>) { self = bytes.reduce(0) { $0 << 8 | Self(truncatingIfNeeded: $1) } }
}
