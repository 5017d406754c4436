/// Names of a policy, one after the other in one buffer, found by the bytes of a text.
struct NameTable: Sendable {
  private let bytes: [UInt8]
  /// Where each name begins, and where the last one ends.
  private let starts: [Int]

  /// No such name; larger than any index.
  static let none = Int.max

  init(_ names: [String]) {
    var bytes: [UInt8] = []
    var starts = [0]
    for name in names {
      bytes += name.utf8
      starts.append(bytes.count)
    }
    self.bytes = bytes
    self.starts = starts
  }

  /// Where the name is; `none` where there is none.
  func index(of text: UnsafeBufferPointer<UInt8>) -> Int { index(of: text) { $0 } }

  /// Where the name is: exactly so, or else as a type, which is compared without case, spaces as underscores.
  func index(ofType type: UnsafeBufferPointer<UInt8>) -> Int {
    // The exact name is the usual case, and far cheaper to compare. Most names differ in length already.
    let exact = index(of: type)
    return exact != Self.none ? exact : index(of: type, comparing: foldedTypeByte)
  }

  /// The first name whose bytes are the text's, each changed by `fold`.
  @inline(__always)
  private func index(of text: UnsafeBufferPointer<UInt8>, comparing fold: (UInt8) -> UInt8) -> Int {
    bytes.withUnsafeBufferPointer { bytes in
      starts.withUnsafeBufferPointer { starts in
        for index in 0..<starts.count - 1 where starts[index + 1] - starts[index] == text.count {
          let start = starts[index]
          var position = 0
          while position < text.count, fold(bytes[start + position]) == fold(text[position]) { position += 1 }
          if position == text.count { return index }
        }
        return Self.none
      }
    }
  }

  func write(_ index: Int, to writer: inout TextWriter) {
    bytes.withUnsafeBufferPointer { writer.write($0, from: starts[index], to: starts[index + 1]) }
  }

  func byteCount(_ index: Int) -> Int { starts[index + 1] - starts[index] }
}

@inline(__always)
private func foldedTypeByte(_ byte: UInt8) -> UInt8 { byte == 0x20 ? 0x5F : asciiLowercased(byte) }
