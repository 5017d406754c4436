import RPCCore

/// Field 1 of every command: `request_id`, by which the server knows a repetition.
enum RequestID {
  private static let field: UInt64 = 1
  private static let lengthDelimitedField1: UInt8 = 0x0a

  /// The sealed message with a request id: its own, or else `fresh`.
  static func ensured(in sealedMessage: [UInt8], _ fresh: () -> String) -> [UInt8] {
    var fields = WireFields(sealedMessage.dropFirst(MessageBuffer.prefixBytes))
    while let field = fields.next() {
      if field.number == Self.field, case .bytes(let value) = field.value, !value.isEmpty { return sealedMessage }
    }
    let text = Array(fresh().utf8.prefix(127))
    var buffer = MessageBuffer(capacity: sealedMessage.count + text.count + 2)
    buffer.bytes += sealedMessage.dropFirst(MessageBuffer.prefixBytes)
    buffer.bytes += [lengthDelimitedField1, UInt8(text.count)] + text
    return buffer.sealed()
  }

  /// 128 random bits in hexadecimal.
  static func random() -> String {
    var generator = SystemRandomNumberGenerator()
    return [generator.next(), generator.next()].map { (word: UInt64) in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}
