/// A repeated field of one message: a live view, so that what is appended to it is in the message at once.
///
/// Elements are read in constant time. Appending is constant on average; the room left behind by growth stays in the
/// arena until the arena goes.
public struct RepeatedField<Element: RepeatedElement>: RandomAccessCollection {
  @usableFromInline let list: StoredList

  @usableFromInline
  init(arena: Arena, count: UnsafeMutablePointer<Int>) {
    list = StoredList(arena: arena, count: count)
  }

  private var arena: Arena { list.arena }

  private var elements: UnsafeMutablePointer<Element.Stored>? {
    list.array?.assumingMemoryBound(to: Element.Stored.self)
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { list.count.pointee }

  public subscript(position: Int) -> Element {
    get {
      precondition(position >= 0 && position < list.count.pointee, "index out of range")
      return Element.load(elements![position], in: arena)
    }
    nonmutating set {
      precondition(position >= 0 && position < list.count.pointee, "index out of range")
      elements![position] = Element.store(newValue, in: arena)
    }
  }

  /// Adds an element after the others; left out, with the arena's fault recorded, where there is no room.
  public func append(_ element: Element) {
    guard reserve(list.count.pointee + 1) else { return }
    elements![list.count.pointee] = Element.store(element, in: arena)
    list.count.pointee += 1
  }

  /// Adds elements after the others.
  public func append(contentsOf newElements: some Collection<Element>) {
    reserveCapacity(list.count.pointee + newElements.count)
    for element in newElements { append(element) }
  }

  /// Puts these elements in place of all others.
  public func assign(_ newElements: some Collection<Element>) {
    let count = newElements.count
    guard reserve(count) else { return removeAll() }
    for (position, element) in newElements.enumerated() { elements![position] = Element.store(element, in: arena) }
    list.count.pointee = count
  }

  /// Empties the list; it keeps its room.
  public func removeAll() {
    list.count.pointee = 0
  }

  /// Makes room for so many elements in all.
  public func reserveCapacity(_ count: Int) {
    _ = reserve(count)
  }

  private func reserve(_ needed: Int) -> Bool {
    list.reserve(needed, stride: MemoryLayout<Element.Stored>.stride)
  }
}

extension RepeatedField where Element: ArenaMessage {
  /// Adds an empty message after the others and returns it for filling in.
  public func appendNew() -> Element {
    let element = Element(in: arena)
    list.append(element.messageReference.storage)
    return element
  }
}

// Lists of texts are the usual ones, and these are no generic code.
extension RepeatedField where Element == String {
  /// The text of an element without a `String`.
  public func text(at position: Int) -> UTF8Text {
    precondition(position >= 0 && position < list.count.pointee, "index out of range")
    return UTF8Text(arena: arena, start: elements![position])
  }

  /// Adds a text after the others, copied only where it is of another arena.
  public func append(text: UTF8Text) {
    list.append(arena.adopt(text))
  }

  /// Adds texts after the others.
  public func append(contentsOf texts: [String]) {
    guard list.reserve(list.count.pointee + texts.count, stride: MemoryLayout<Element.Stored>.stride) else { return }
    texts.withUnsafeBufferPointer { texts in
      for position in texts.indices { list.append(arena.copy(texts[position])) }
    }
  }
}
