import Glibc

/// protobuf-c's two members of a repeated field, and how they grow; knows its elements by their size only.
@usableFromInline
struct StoredList {
  @usableFromInline let arena: Arena
  /// protobuf-c's `size_t n_field`; `Stored *field` follows it.
  @usableFromInline let count: UnsafeMutablePointer<Int>

  @usableFromInline
  init(arena: Arena, count: UnsafeMutablePointer<Int>) {
    self.arena = arena
    self.count = count
  }

  var array: UnsafeMutableRawPointer? {
    get { UnsafeRawPointer(count + 1).load(as: UnsafeMutableRawPointer?.self) }
    nonmutating set { UnsafeMutableRawPointer(count + 1).storeBytes(of: newValue, as: UnsafeMutableRawPointer?.self) }
  }

  /// Makes room for so many elements in all; false, with the arena's fault recorded, where there is none.
  func reserve(_ needed: Int, stride: Int) -> Bool {
    let capacity = array.map { Arena.arrayBytes($0) / stride } ?? 0
    if needed <= capacity { return true }
    guard let grown = arena.allocateArray(max(needed, capacity * 2, 4) * stride) else { return false }
    if let array { memcpy(grown, array, count.pointee * stride) }
    array = grown
    return true
  }

  /// Adds a message's or text's address; left out, with the arena's fault recorded, where there is no room.
  func append(_ address: UnsafeMutableRawPointer) {
    let stride = MemoryLayout<UnsafeMutableRawPointer>.stride
    guard reserve(count.pointee + 1, stride: stride), let array else { return }
    array.storeBytes(of: address, toByteOffset: count.pointee * stride, as: UnsafeMutableRawPointer.self)
    count.pointee += 1
  }

  /// Adds an element of that size which `store` writes; left out, with the arena's fault recorded, where there is no room.
  @inline(__always)
  func appendElement(_ stride: Int, _ store: (UnsafeMutableRawPointer) -> Void) {
    guard reserve(count.pointee + 1, stride: stride), let array else { return }
    store(array + count.pointee * stride)
    count.pointee += 1
  }

  func append(_ text: UnsafeMutablePointer<CChar>) { append(UnsafeMutableRawPointer(text)) }
}
