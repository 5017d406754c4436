import Testing

@testable import RPCCore

@Suite("Length-prefixed messages")
struct MessageFramerTests {
  private static let limit = 1_000

  /// What comes out when `bytes` arrive in pieces.
  private func frame(_ pieces: [ArraySlice<UInt8>]) -> (messages: [[UInt8]], violation: CallRefusal?, isWhole: Bool) {
    var framer = MessageFramer(messageBytesMax: Self.limit)
    var messages: [[UInt8]] = []
    var current: [UInt8] = []
    for piece in pieces {
      let violation: CallRefusal? = piece.withUnsafeBytes { raw in
        var input = raw
        while true {
          switch framer.next(&input) {
          case .needMore: return nil
          case .began(let messageBytes): #expect(messageBytes <= Self.limit)
          case .payload(let part): current += part
          case .ended:
            messages.append(current)
            current = []
          case .violation(let refusal): return refusal
          }
        }
      }
      if let violation { return (messages, violation, false) }
    }
    return (messages, nil, framer.isAtBoundary)
  }

  private func sealed(_ message: [UInt8]) -> [UInt8] {
    var buffer = MessageBuffer()
    buffer.bytes += message
    return buffer.sealed()
  }

  @Test("messages are the same wherever the bytes are cut")
  func everyCut() {
    let messages: [[UInt8]] = [[1, 2, 3], [], [UInt8](repeating: 9, count: 300), [4]]
    let bytes = messages.flatMap(sealed)
    for cut in 0...bytes.count {
      let result = frame([bytes[..<cut], bytes[cut...]])
      #expect(result.messages == messages)
      #expect(result.isWhole)
    }
    #expect(frame(bytes.indices.map { bytes[$0...$0] }).messages == messages)
  }

  @Test("only between messages is a stream whole")
  func boundaries() {
    let bytes = sealed([1, 2, 3])
    for count in 0...bytes.count {
      #expect(frame([bytes[..<count]]).isWhole == (count == 0 || count == bytes.count), "\(count)")
    }
  }

  @Test("a message of exactly the limit passes, one byte more is refused before any of it arrives")
  func limit() {
    #expect(frame([sealed([UInt8](repeating: 0, count: Self.limit))[...]]).messages.count == 1)
    #expect(frame([[0, 0, 0, 0x03, 0xe9]]).violation == .messageTooLarge)
    #expect(frame([[0, 0xff, 0xff, 0xff, 0xff]]).violation == .messageTooLarge)
  }

  @Test(
    "flag 1 needs an encoding, another flag is none",
    arguments: [
      (UInt8(1), CallRefusal.compressedWithoutEncoding), (2, .malformedPrefix), (0x80, .malformedPrefix),
      (255, .malformedPrefix),
    ])
  func flags(flag: UInt8, refusal: CallRefusal) {
    #expect(frame([[flag, 0, 0, 0, 0]]).violation == refusal)
  }

  @Test("with an encoding flag 1 is a compressed message, for each message anew; another flag is still none")
  func compressed() {
    var framer = MessageFramer(messageBytesMax: 10, allowsCompression: true)
    var flags: [Bool] = []
    ([1, 0, 0, 0, 1, 7, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 2] as [UInt8]).withUnsafeBytes { raw in
      var input = raw
      while case let step = framer.next(&input) {
        if case .ended = step { flags.append(framer.isCompressed) }
        if case .needMore = step { break }
      }
    }
    #expect(flags == [true, false, true])
    ([0, 0, 0, 0] as [UInt8]).withUnsafeBytes { raw in
      var input = raw
      guard case .violation(.malformedPrefix) = framer.next(&input) else {
        Issue.record("taken")
        return
      }
    }
  }

  @Test("messages before a violation are kept, and nothing comes after it")
  func violationIsFinal() {
    let bytes = sealed([7]) + [9, 0, 0, 0, 1] + sealed([8])
    let result = frame([bytes[..<9], bytes[9...]])
    #expect(result.messages == [[7]])
    #expect(result.violation == .malformedPrefix)
  }
}
