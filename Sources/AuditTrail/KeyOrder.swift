/// The order of RFC 8785 §3.2.3: by UTF-16 code units, found from UTF-8 without converting.
enum KeyOrder {
  /// Whether the first comes strictly before the second.
  ///
  /// UTF-8 sorts by code point. UTF-16 differs in one place: U+E000…U+FFFF (lead bytes EE, EF) come after the
  /// supplementary planes (lead bytes F0…F4), whose surrogates are D800…DFFF.
  static func precedes(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
    let common = min(left.count, right.count)
    for index in 0..<common where left[index] != right[index] {
      return rank(left[index]) < rank(right[index])
    }
    return left.count < right.count
  }

  static func precedes(_ left: String, _ right: String) -> Bool {
    var (left, right) = (left, right)
    return left.withUTF8 { left in right.withUTF8 { right in precedes(left, right) } }
  }

  /// Lead bytes EE and EF move above F4; nothing else changes its place.
  private static func rank(_ byte: UInt8) -> UInt8 { byte == 0xEE || byte == 0xEF ? byte + 0x10 : byte }
}

extension [JSONValue.Member] {
  /// In the order of RFC 8785.
  ///
  /// - Throws: `.duplicateKey`.
  func sortedByKey() throws(JSONError) -> [JSONValue.Member] {
    let sorted = sorted { KeyOrder.precedes($0.key, $1.key) }
    for (earlier, later) in zip(sorted, sorted.dropFirst()) where !KeyOrder.precedes(earlier.key, later.key) {
      throw JSONError(.duplicateKey)
    }
    return sorted
  }
}

#if DEBUG
  /// Stops a writer that gives keys in a wrong order.
  @usableFromInline
  struct KeyOrderCheck: Sendable {
    /// The last key of each object that is open.
    private var last: [[UInt8]?] = []

    init() {}

    @usableFromInline
    mutating func objectBegins() { last.append(nil) }

    @usableFromInline
    mutating func objectEnds() { last.removeLast() }

    @usableFromInline
    mutating func check(_ key: UnsafeBufferPointer<UInt8>) {
      if let previous = last.removeLast() {
        let ordered = previous.withUnsafeBufferPointer { KeyOrder.precedes($0, key) }
        precondition(ordered, "our bug: key \(String(decoding: key, as: UTF8.self)) is not in its place")
      }
      last.append(Array(key))
    }
  }
#endif
