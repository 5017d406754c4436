/// Bytes on their way to a socket: appended at the end, taken from the front, one run of memory.
final class OutputBuffer {
  @exclusivity(unchecked) private var base: UnsafeMutableRawPointer?
  @exclusivity(unchecked) private(set) var capacity = 0
  @exclusivity(unchecked) private var start = 0
  @exclusivity(unchecked) private var end = 0

  /// Memory above this goes back as soon as the buffer is empty.
  static let keptBytesMax = 256 << 10

  init() {}

  deinit { base?.deallocate() }

  var count: Int { end - start }
  var isEmpty: Bool { start == end }

  /// The bytes; valid until the next change.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base.map { $0 + start }, count: end - start) }

  func append(_ source: UnsafeRawPointer, count: Int) {
    guard count > 0 else { return }
    if count > capacity - end { makeRoom(count) }
    base!.advanced(by: end).copyMemory(from: source, byteCount: count)
    end += count
  }

  /// Forgets the first bytes. Memory stays for the next ones, unless it is more than an idle connection should hold.
  func consume(_ count: Int) {
    start += count
    if start == end { removeAll() }
  }

  func removeAll() {
    start = 0
    end = 0
    if capacity > Self.keptBytesMax { release() }
  }

  /// Gives the memory back.
  func release() {
    base?.deallocate()
    base = nil
    capacity = 0
    start = 0
    end = 0
  }

  private func makeRoom(_ count: Int) {
    let used = end - start
    if used + count <= capacity, start > 0 {
      base!.copyMemory(from: base! + start, byteCount: used)
    } else {
      let larger = max(4 << 10, max(capacity * 2, used + count))
      let memory = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
      if let base {
        memory.copyMemory(from: base + start, byteCount: used)
        base.deallocate()
      }
      base = memory
      capacity = larger
    }
    start = 0
    end = used
  }
}
