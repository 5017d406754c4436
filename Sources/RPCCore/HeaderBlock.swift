/// The metadata of a call as it came: names and values in one run of bytes, made into `Metadata` only if somebody asks.
public struct HeaderBlock: Sendable {
  // Per entry: length of the name and of the value (two bytes each, little-endian), name, value.
  private var bytes: [UInt8] = []
  /// So many of them are this block's; what follows is the rest of the block before it.
  private var count = 0

  public init() {}

  public var isEmpty: Bool { count == 0 }

  /// Begins the block of the connection's next call. Callers mostly send the same metadata with each call: as long as it is the same,
  /// all their blocks share one memory, and an entry is compared instead of copied.
  public mutating func restart() { count = 0 }

  /// Adds an entry. Each length is below 64 KiB: the limit of the header list is far lower.
  public mutating func append(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
    if followsHere(name, value) {
      count += 4 + name.count + value.count
      return
    }
    if count < bytes.count { bytes = Array(bytes[..<count]) }
    if bytes.isEmpty { bytes.reserveCapacity(160) }
    appendLength(name.count)
    appendLength(value.count)
    bytes.append(contentsOf: name)
    bytes.append(contentsOf: value)
    count = bytes.count
  }

  private mutating func appendLength(_ count: Int) {
    bytes.append(UInt8(count & 0xff))
    bytes.append(UInt8(count >> 8 & 0xff))
  }

  /// Whether the block before had the same entry at this place.
  private func followsHere(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) -> Bool {
    let nameStart = count + 4
    let end = nameStart + name.count + value.count
    guard end <= bytes.count else { return false }
    return bytes.withUnsafeBytes { known in
      let nameCount = Int(known[count]) | Int(known[count + 1]) << 8
      let valueCount = Int(known[count + 2]) | Int(known[count + 3]) << 8
      guard nameCount == name.count, valueCount == value.count, let start = known.baseAddress else { return false }
      return equals(UnsafeRawBufferPointer(start: start + nameStart, count: nameCount), name)
        && equals(UnsafeRawBufferPointer(start: start + nameStart + nameCount, count: valueCount), value)
    }
  }

  /// The value of `:authority`, or else of `host`.
  public var authority: String? {
    var host: String?
    var authority: String?
    forEach { name, value in
      if name.elementsEqual(":authority".utf8) { authority = String(decoding: value, as: UTF8.self) }
      if name.elementsEqual("host".utf8) { host = String(decoding: value, as: UTF8.self) }
    }
    return authority ?? host
  }

  /// How often the caller has tried this call before (A6); 0 where it says nothing that is a number.
  public var previousAttempts: Int {
    var attempts = 0
    forEach { name, value in
      guard name.elementsEqual("grpc-previous-rpc-attempts".utf8) else { return }
      attempts = Int(String(decoding: value, as: UTF8.self)).map { max(0, $0) } ?? 0
    }
    return attempts
  }

  /// The caller's entries in order. A `-bin` value is split at commas and decoded; a part that is not base64 is left out.
  public func metadata() -> Metadata {
    var metadata = Metadata()
    forEach { nameBytes, value in
      guard nameBytes.first != UInt8(ascii: ":"), !nameBytes.starts(with: "grpc-".utf8),
        !nameBytes.elementsEqual("host".utf8)
      else { return }
      let name = String(decoding: nameBytes, as: UTF8.self)
      guard name.hasSuffix("-bin") else { return metadata.append(name, Array(value)) }
      for part in value.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
        if let decoded = Base64.decode(part) { metadata.append(name, decoded) }
      }
    }
    return metadata
  }

  private func forEach(_ body: (_ name: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>) -> Void) {
    var index = 0
    while index + 4 <= count {
      let nameEnd = index + 4 + (Int(bytes[index]) | Int(bytes[index + 1]) << 8)
      let valueEnd = nameEnd + (Int(bytes[index + 2]) | Int(bytes[index + 3]) << 8)
      body(bytes[index + 4..<nameEnd], bytes[nameEnd..<valueEnd])
      index = valueEnd
    }
  }
}
