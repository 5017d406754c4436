/// The metadata of a call as it came: names and values in one run of bytes, made into `Metadata` only if somebody asks.
public struct HeaderBlock: Sendable {
  // Per entry: length of the name and of the value (two bytes each, little-endian), name, value.
  private var bytes: [UInt8] = []

  public init() {}

  public var isEmpty: Bool { bytes.isEmpty }

  /// Adds an entry. Each length is below 64 KiB: the limit of the header list is far lower.
  public mutating func append(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
    if bytes.isEmpty { bytes.reserveCapacity(160) }
    appendLength(name.count)
    appendLength(value.count)
    bytes.append(contentsOf: name)
    bytes.append(contentsOf: value)
  }

  private mutating func appendLength(_ count: Int) {
    bytes.append(UInt8(count & 0xff))
    bytes.append(UInt8(count >> 8 & 0xff))
  }

  /// The entries in order. A `-bin` value is split at commas and decoded; a part that is not base64 is left out.
  public func metadata() -> Metadata {
    var metadata = Metadata()
    var index = 0
    while index + 4 <= bytes.count {
      let nameEnd = index + 4 + (Int(bytes[index]) | Int(bytes[index + 1]) << 8)
      let valueEnd = nameEnd + (Int(bytes[index + 2]) | Int(bytes[index + 3]) << 8)
      let name = String(decoding: bytes[index + 4..<nameEnd], as: UTF8.self)
      let value = bytes[nameEnd..<valueEnd]
      if name.hasSuffix("-bin") {
        for part in value.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
          if let decoded = Base64.decode(part) { metadata.append(name, decoded) }
        }
      } else {
        metadata.append(name, Array(value))
      }
      index = valueEnd
    }
    return metadata
  }
}
