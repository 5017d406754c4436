/// Bytes that grow at their end, written through a pointer: room is asked for once for each piece, not once for each byte.
///
/// Has one owner, so that nothing counts references and nothing is copied before a write.
@usableFromInline
struct GrowingBytes: ~Copyable {
  @usableFromInline var start: UnsafeMutablePointer<UInt8>
  @usableFromInline var count = 0
  @usableFromInline var capacity: Int

  private static let capacityMin = 64

  init(reservingCapacity capacity: Int) {
    self.capacity = max(capacity, Self.capacityMin)
    start = .allocate(capacity: self.capacity)
  }

  // Inlinable, as whoever may assign one from outside of the module must be able to end the one before.
  @inlinable
  deinit { start.deallocate() }

  /// Where the next byte goes; at least `added` fit there.
  @inlinable @inline(__always)
  mutating func room(for added: Int) -> UnsafeMutablePointer<UInt8> {
    if capacity - count < added { grow(by: added) }
    return start + count
  }

  @usableFromInline @inline(never)
  mutating func grow(by added: Int) {
    capacity = max(2 * capacity, count + added)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: start, count: count)
    start.deallocate()
    start = larger
  }

  @inlinable @inline(__always)
  mutating func append(_ byte: UInt8) {
    room(for: 1).pointee = byte
    count += 1
  }

  @inlinable @inline(__always)
  mutating func append(_ text: StaticString) {
    room(for: text.utf8CodeUnitCount).update(from: text.utf8Start, count: text.utf8CodeUnitCount)
    count += text.utf8CodeUnitCount
  }

  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let source = bytes.baseAddress else { return }
    room(for: bytes.count).update(from: source, count: bytes.count)
    count += bytes.count
  }

  /// Two lower-case digits for each byte.
  mutating func append(inHexadecimal bytes: UnsafeRawBufferPointer) {
    var next = room(for: 2 * bytes.count)
    for byte in bytes {
      next[0] = hexadecimalDigit(byte >> 4)
      next[1] = hexadecimalDigit(byte & 15)
      next += 2
    }
    count += 2 * bytes.count
  }

  mutating func append(decimal value: Int64) {
    let digitsMax = 20
    let room = room(for: digitsMax)
    var first = digitsMax
    var rest = value.magnitude
    repeat {
      first -= 1
      room[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
    if value < 0 {
      first -= 1
      room[first] = UInt8(ascii: "-")
    }
    room.update(from: room + first, count: digitsMax - first)
    count += digitsMax - first
  }
}
