import RPCCore

/// Length-prefixed messages: wherever the input is cut, the same messages come out, and none is over the limit.
enum FrameTarget {
  private static let messageBytesMax = 1 << 10

  static func exercise(_ input: UnsafeRawBufferPointer) {
    let whole = messages(in: input, pieceBytes: max(1, input.count))
    precondition(whole == messages(in: input, pieceBytes: 1), "the cut changes what is read")
    precondition(whole == messages(in: input, pieceBytes: 3), "the cut changes what is read")
  }

  private struct Reading: Equatable {
    var messages: [[UInt8]] = []
    var isAtBoundary = false
    var refusal: String?
  }

  private static func messages(in input: UnsafeRawBufferPointer, pieceBytes: Int) -> Reading {
    var framer = MessageFramer(messageBytesMax: messageBytesMax)
    var reading = Reading()
    var start = 0
    while start < input.count, reading.refusal == nil {
      let end = min(input.count, start + pieceBytes)
      read(UnsafeRawBufferPointer(rebasing: input[start..<end]), &framer, &reading)
      start = end
    }
    reading.isAtBoundary = framer.isAtBoundary
    return reading
  }

  private static func read(_ piece: UnsafeRawBufferPointer, _ framer: inout MessageFramer, _ reading: inout Reading) {
    var piece = piece
    while true {
      switch framer.next(&piece) {
      case .needMore: return
      case .began(let messageBytes):
        precondition(messageBytes <= messageBytesMax, "the limit is not kept")
        reading.messages.append([])
      case .payload(let part): reading.messages[reading.messages.count - 1].append(contentsOf: part)
      case .ended: break
      case .violation(let refusal):
        reading.refusal = "\(refusal)"
        return
      }
    }
  }
}
