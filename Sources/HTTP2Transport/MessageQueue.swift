/// Sealed messages that wait to be sent, the first of them perhaps in part. One message, the usual case, costs no array.
struct MessageQueue {
  private var front: [UInt8] = []
  private var frontOffset = 0
  private var more: [[UInt8]] = []
  private var moreStart = 0

  /// Bytes that wait.
  private(set) var byteCount = 0
  /// Bytes of memory that the messages take; a message counts in full until its last byte is sent.
  private(set) var heldBytes = 0

  var isEmpty: Bool { byteCount == 0 }

  /// True when a part of a message is sent already.
  var isMidMessage: Bool { frontOffset > 0 }

  mutating func append(_ message: [UInt8]) {
    guard !message.isEmpty else { return }
    if byteCount == 0 { front = message } else { more.append(message) }
    byteCount += message.count
    heldBytes += message.count
  }

  /// Moves the first `count` bytes into `output`. There must be as many.
  mutating func move(_ count: Int, to output: OutputBuffer) {
    precondition(count <= byteCount, "nghttp2 asks for more than it was promised")
    var missing = count
    while missing > 0 {
      let taken = min(missing, front.count - frontOffset)
      front.withUnsafeBytes { output.append($0.baseAddress! + frontOffset, count: taken) }
      missing -= taken
      byteCount -= taken
      frontOffset += taken
      if frontOffset == front.count { advance() }
    }
  }

  mutating func removeAll() { self = MessageQueue() }

  private mutating func advance() {
    frontOffset = 0
    heldBytes -= front.count
    guard moreStart < more.count else {
      front = []
      return
    }
    front = more[moreStart]
    more[moreStart] = []
    moreStart += 1
    // A queue that is never quite empty must not grow for ever: at most half of the array is behind us.
    guard moreStart * 2 >= more.count else { return }
    more.removeSubrange(..<moreStart)
    moreStart = 0
  }
}
