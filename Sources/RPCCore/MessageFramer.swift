/// Cuts the bytes of a stream into messages (PROTOCOL-HTTP2, "Length-Prefixed-Message"), wherever DATA frames end.
///
/// A value without storage: the caller keeps the bytes of each message, contiguous, and is told the limit was kept before it
/// allocates anything.
public struct MessageFramer: Sendable {
  /// What the next bytes are. Ask again until `.needMore`.
  public enum Step {
    /// All input is used up.
    case needMore
    /// A message of so many bytes follows, at most the limit. The caller must not reserve more than what has arrived, beyond
    /// a small amount: announcing costs the peer nothing.
    case began(messageBytes: Int)
    /// The message's next bytes.
    case payload(UnsafeRawBufferPointer)
    /// The message is complete.
    case ended
    /// The stream is beyond repair.
    case violation(CallRefusal)
  }

  private enum State {
    case prefix(count: Int)
    case payload(missing: Int)
    case failed(CallRefusal)
  }

  private var state = State.prefix(count: 0)
  private var flag: UInt8 = 0
  private var length: UInt32 = 0
  private let messageBytesMax: Int
  private let allowsCompression: Bool

  /// - Parameter allowsCompression: the head named an encoding.
  public init(messageBytesMax: Int, allowsCompression: Bool = false) {
    self.messageBytesMax = messageBytesMax
    self.allowsCompression = allowsCompression
  }

  /// Whether the message that began last is compressed; its limit then counts its compressed bytes.
  public var isCompressed: Bool { flag == 1 }

  /// True between messages: only there may a stream end.
  public var isAtBoundary: Bool {
    if case .prefix(count: 0) = state { return true }
    return false
  }

  /// Takes bytes from the front of `input`.
  public mutating func next(_ input: inout UnsafeRawBufferPointer) -> Step {
    switch state {
    case .prefix(let count): return readPrefix(from: count, &input)
    case .payload(missing: 0):
      state = .prefix(count: 0)
      return .ended
    case .payload(let missing):
      guard !input.isEmpty else { return .needMore }
      let taken = min(missing, input.count)
      let part = UnsafeRawBufferPointer(rebasing: input[..<taken])
      input = UnsafeRawBufferPointer(rebasing: input[taken...])
      state = .payload(missing: missing - taken)
      return .payload(part)
    case .failed(let refusal): return .violation(refusal)
    }
  }

  private mutating func readPrefix(from start: Int, _ input: inout UnsafeRawBufferPointer) -> Step {
    var count = start
    var used = 0
    while count < MessageBuffer.prefixBytes, used < input.count {
      if count == 0 { flag = input[used] } else { length = length << 8 | UInt32(input[used]) }
      count += 1
      used += 1
    }
    input = UnsafeRawBufferPointer(rebasing: input[used...])
    guard count == MessageBuffer.prefixBytes else {
      state = .prefix(count: count)
      return .needMore
    }
    return checkPrefix()
  }

  private mutating func checkPrefix() -> Step {
    let announced = Int(length)
    length = 0
    if let refusal = refusal(flag: flag, announcedBytes: announced) {
      state = .failed(refusal)
      return .violation(refusal)
    }
    state = .payload(missing: announced)
    return .began(messageBytes: announced)
  }

  private func refusal(flag: UInt8, announcedBytes: Int) -> CallRefusal? {
    if flag == 1, !allowsCompression { return .compressedWithoutEncoding }
    if flag > 1 { return .malformedPrefix }
    return announcedBytes > messageBytesMax ? .messageTooLarge : nil
  }
}
