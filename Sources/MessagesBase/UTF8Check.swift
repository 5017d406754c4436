/// Whether bytes can be a text field here: well-formed UTF-8 (RFC 3629) without NUL, which would cut a C string short.
func isUTF8WithoutNUL(_ bytes: UnsafeRawBufferPointer) -> Bool {
  guard var position = bytes.baseAddress else { return true }
  let end = position + bytes.count
  while position < end {
    position = skipPlainASCII(position, end)
    guard position < end else { return true }
    let length = sequenceLength(position, end)
    guard length > 0 else { return false }
    position += length
  }
  return true
}

/// Steps over whole words of ASCII without NUL.
@inline(__always)
private func skipPlainASCII(_ start: UnsafeRawPointer, _ end: UnsafeRawPointer) -> UnsafeRawPointer {
  var position = start
  let highBits: UInt64 = 0x8080_8080_8080_8080
  while end - position >= 8 {
    let word = position.loadUnaligned(as: UInt64.self)
    let zeroes = (word &- 0x0101_0101_0101_0101) & ~word
    guard (word | zeroes) & highBits == 0 else { return position }
    position += 8
  }
  return position
}

/// Length of the scalar at `start`; 0 for NUL and what is not well-formed (Unicode, table 3-7).
private func sequenceLength(_ start: UnsafeRawPointer, _ end: UnsafeRawPointer) -> Int {
  let first = start.load(as: UInt8.self)
  let left = end - start
  func isContinuation(_ offset: Int) -> Bool { start.load(fromByteOffset: offset, as: UInt8.self) & 0xC0 == 0x80 }
  func second(_ range: ClosedRange<UInt8>) -> Bool { range.contains(start.load(fromByteOffset: 1, as: UInt8.self)) }
  switch first {
  case 0x01...0x7F: return 1
  case 0xC2...0xDF: return left >= 2 && isContinuation(1) ? 2 : 0
  case 0xE0...0xEF:
    let range: ClosedRange<UInt8> = first == 0xE0 ? 0xA0...0xBF : first == 0xED ? 0x80...0x9F : 0x80...0xBF
    return left >= 3 && second(range) && isContinuation(2) ? 3 : 0
  case 0xF0...0xF4:
    let range: ClosedRange<UInt8> = first == 0xF0 ? 0x90...0xBF : first == 0xF4 ? 0x80...0x8F : 0x80...0xBF
    return left >= 4 && second(range) && isContinuation(2) && isContinuation(3) ? 4 : 0
  default: return 0
  }
}
