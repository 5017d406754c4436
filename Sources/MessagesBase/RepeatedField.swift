import Glibc

/// A repeated field of one message: a live view, so that what is appended to it is in the message at once.
///
/// Elements are read in constant time. Appending is constant on average; the room left behind by growth stays in the
/// arena until the arena goes.
public struct RepeatedField<Element: RepeatedElement>: RandomAccessCollection {
  private let arena: Arena
  /// protobuf-c's `size_t n_field`; `Stored *field` follows it.
  private let storedCount: UnsafeMutablePointer<Int>

  init(arena: Arena, count: UnsafeMutablePointer<Int>) {
    self.arena = arena
    storedCount = count
  }

  private var array: UnsafeMutableRawPointer? {
    get { UnsafeRawPointer(storedCount + 1).load(as: UnsafeMutableRawPointer?.self) }
    nonmutating set {
      UnsafeMutableRawPointer(storedCount + 1).storeBytes(of: newValue, as: UnsafeMutableRawPointer?.self)
    }
  }

  private var elements: UnsafeMutablePointer<Element.Stored>? {
    array?.assumingMemoryBound(to: Element.Stored.self)
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { storedCount.pointee }

  public subscript(position: Int) -> Element {
    get {
      precondition(position >= 0 && position < storedCount.pointee, "index out of range")
      return Element.load(elements![position], in: arena)
    }
    nonmutating set {
      precondition(position >= 0 && position < storedCount.pointee, "index out of range")
      elements![position] = Element.store(newValue, in: arena)
    }
  }

  /// Adds an element after the others; left out, with the arena's fault recorded, where there is no room.
  public func append(_ element: Element) {
    guard reserve(storedCount.pointee + 1) else { return }
    elements![storedCount.pointee] = Element.store(element, in: arena)
    storedCount.pointee += 1
  }

  /// Adds elements after the others.
  public func append(contentsOf newElements: some Collection<Element>) {
    reserveCapacity(storedCount.pointee + newElements.count)
    for element in newElements { append(element) }
  }

  /// Puts these elements in place of all others.
  public func assign(_ newElements: some Collection<Element>) {
    let count = newElements.count
    guard reserve(count) else { return removeAll() }
    for (position, element) in newElements.enumerated() { elements![position] = Element.store(element, in: arena) }
    storedCount.pointee = count
  }

  /// Empties the list; it keeps its room.
  public func removeAll() {
    storedCount.pointee = 0
  }

  /// Makes room for so many elements in all.
  public func reserveCapacity(_ count: Int) {
    _ = reserve(count)
  }

  private func reserve(_ needed: Int) -> Bool {
    let stride = MemoryLayout<Element.Stored>.stride
    let capacity = array.map { Arena.arrayBytes($0) / stride } ?? 0
    if needed <= capacity { return true }
    guard let grown = arena.allocateArray(Swift.max(needed, capacity * 2, 4) * stride) else { return false }
    if let array { memcpy(grown, array, storedCount.pointee * stride) }
    array = grown
    return true
  }
}

extension RepeatedField where Element: ArenaMessage {
  /// Adds an empty message after the others and returns it for filling in.
  public func appendNew() -> Element {
    let element = Element(in: arena)
    append(element)
    return element
  }
}

extension RepeatedField where Element == String {
  /// The text of an element without a `String`.
  public func text(at position: Int) -> UTF8Text {
    precondition(position >= 0 && position < storedCount.pointee, "index out of range")
    return UTF8Text(arena: arena, start: elements![position])
  }

  /// Adds a text after the others, copied only where it is of another arena.
  public func append(text: UTF8Text) {
    guard reserve(storedCount.pointee + 1) else { return }
    elements![storedCount.pointee] = arena.adopt(text)
    storedCount.pointee += 1
  }
}
