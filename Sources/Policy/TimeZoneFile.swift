import ReviewCore

/// The content of a TZif file (RFC 8536): when which offset begins, and the rule for later.
struct TimeZoneFile {
  /// Ascending; the first holds from the beginning.
  var transitions: [ZoneOffsets.Transition]
  /// The footer; empty in files that have none.
  var rule: String

  /// - Returns: nil for bytes that are no TZif file of version 2 or later.
  init?(_ bytes: [UInt8]) {
    // Version 1 has 32-bit times and comes first; what follows it says all that it says.
    guard let first = Header(bytes, at: 0), first.version >= UInt8(ascii: "2"),
      let header = Header(bytes, at: first.end(timeBytes: 4))
    else { return nil }
    let times = header.start
    let kinds = times + header.timeCount * 8
    let offsets = kinds + header.timeCount
    let end = header.end(timeBytes: 8)
    guard end < bytes.count, bytes[end] == UInt8(ascii: "\n"), header.typeCount > 0 else { return nil }
    let offset = { (kind: Int) -> Int64? in
      kind < header.typeCount ? Int64(Int32(truncatingIfNeeded: bytes.bigEndian(at: offsets + kind * 6, 4))) : nil
    }
    guard let earliest = offset(0) else { return nil }
    transitions = [ZoneOffsets.Transition(unixSeconds: .min, offsetSeconds: earliest)]
    for index in 0..<header.timeCount {
      let time = bytes.bigEndian(at: times + index * 8, 8)
      guard let offset = offset(Int(bytes[kinds + index])), let last = transitions.last, time > last.unixSeconds else {
        return nil
      }
      transitions.append(ZoneOffsets.Transition(unixSeconds: time, offsetSeconds: offset))
    }
    let footer = bytes[(end + 1)...]
    guard let stop = footer.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    rule = String(decoding: footer[..<stop], as: UTF8.self)
  }

  private struct Header {
    static let byteCount = 44

    let version: UInt8
    /// Where its data begin.
    let start: Int
    let timeCount: Int
    let typeCount: Int
    private let isUTCCount: Int
    private let isStandardCount: Int
    private let leapCount: Int
    private let characterCount: Int

    init?(_ bytes: [UInt8], at position: Int) {
      guard position + Self.byteCount <= bytes.count, bytes[position..<position + 4].elementsEqual("TZif".utf8) else {
        return nil
      }
      let count = { (index: Int) in Int(bytes.bigEndian(at: position + 20 + index * 4, 4)) }
      version = bytes[position + 4]
      start = position + Self.byteCount
      (isUTCCount, isStandardCount, leapCount) = (count(0), count(1), count(2))
      (timeCount, typeCount, characterCount) = (count(3), count(4), count(5))
      // No sum below can overflow, and what does not fit is found where the data end.
      guard (0..<6).allSatisfy({ count($0) <= bytes.count }) else { return nil }
    }

    func end(timeBytes: Int) -> Int {
      start + timeCount * (timeBytes + 1) + typeCount * 6 + characterCount + leapCount * (timeBytes + 4)
        + isStandardCount + isUTCCount
    }
  }
}

extension [UInt8] {
  /// An unsigned number, or with 8 bytes a signed one.
  fileprivate func bigEndian(at position: Int, _ count: Int) -> Int64 {
    self[position..<position + count].reduce(0) { $0 << 8 | Int64($1) }
  }
}
