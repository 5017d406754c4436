import EventLoop

/// One growing run of memory whose address is stable once it is complete. From the loop's own free lists, so for its thread alone.
struct RequestMemory: ~Copyable {
  private let lists: UnsafeMutableRawPointer
  private var base: UnsafeMutableRawPointer?
  private var count = 0
  private var capacity = 0

  /// - Parameter lists: must outlive this value.
  init(_ lists: FreeLists) { self.lists = lists.userData }

  deinit { FreeLists.free(base, lists) }

  /// Gives the memory back.
  mutating func removeAll() {
    FreeLists.free(base, lists)
    base = nil
    count = 0
    capacity = 0
  }

  /// Valid as long as nothing is appended and this value lives.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

  mutating func reserve(_ byteCount: Int) {
    guard byteCount > capacity else { return }
    guard let larger = FreeLists.realloc(base, byteCount, lists) else { fatalError("no memory for a request") }
    base = larger
    capacity = byteCount
  }

  mutating func append(_ part: UnsafeRawBufferPointer) {
    guard let source = part.baseAddress, !part.isEmpty else { return }
    if part.count > capacity - count { reserve(max(capacity * 2, count + part.count)) }
    base!.advanced(by: count).copyMemory(from: source, byteCount: part.count)
    count += part.count
  }
}

/// Complete messages that the handler has not taken, first in, first out.
struct ArrivedMessages {
  struct Message {
    /// As they came: compressed ones are made plain when the handler takes them, one at a time.
    var bytes: [UInt8]
    var isCompressed: Bool
  }

  private var messages: [Message] = []
  private var start = 0

  var isEmpty: Bool { start == messages.count }

  mutating func append(_ message: Message) { messages.append(message) }

  mutating func popFirst() -> Message? {
    guard start < messages.count else { return nil }
    let message = messages[start]
    messages[start].bytes = []
    start += 1
    if start * 2 >= messages.count {
      messages.removeSubrange(..<start)
      start = 0
    }
    return message
  }

  mutating func removeAll() { self = ArrivedMessages() }

  /// Over those that wait.
  func reduce(_ initial: Int, _ next: (Int, Message) -> Int) -> Int { messages[start...].reduce(initial, next) }
}
