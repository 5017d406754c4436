import Logging

/// Writes one JSON object in one line (RFC 8259).
struct JSONText {
  private var bytes: [UInt8] = [UInt8(ascii: "{")]

  mutating func member(_ key: String, _ value: String, first: Bool = false) {
    name(key, first: first)
    string(value)
  }

  mutating func name(_ key: String, first: Bool = false) {
    if !first { bytes.append(UInt8(ascii: ",")) }
    string(key)
    bytes.append(UInt8(ascii: ":"))
  }

  mutating func object(_ fields: [(key: String, value: Logger.MetadataValue)]) {
    bytes.append(UInt8(ascii: "{"))
    for (index, field) in fields.enumerated() {
      name(field.key, first: index == 0)
      value(field.value)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  consuming func finished() -> [UInt8] {
    bytes.append(contentsOf: [UInt8(ascii: "}"), UInt8(ascii: "\n")])
    return bytes
  }

  private mutating func value(_ value: Logger.MetadataValue) {
    switch value {
    case .string(let text): string(text)
    case .stringConvertible(let convertible): string(convertible.description)
    case .dictionary(let dictionary): object(dictionary.sorted { $0.key < $1.key })
    case .array(let values): array(values)
    }
  }

  private mutating func array(_ values: [Logger.MetadataValue]) {
    bytes.append(UInt8(ascii: "["))
    for (index, item) in values.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      value(item)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  private mutating func string(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(contentsOf: [UInt8(ascii: "\\"), byte])
      case UInt8(ascii: "\n"): bytes.append(contentsOf: "\\n".utf8)
      case 0..<0x20, 0x7F: bytes.append(contentsOf: "\\u00".utf8 + Self.hexadecimal(byte))
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func hexadecimal(_ byte: UInt8) -> [UInt8] {
    [byte >> 4, byte & 0xF].map { $0 < 10 ? UInt8(ascii: "0") + $0 : UInt8(ascii: "a") + $0 - 10 }
  }
}
