/// One entry of a map field. On the wire a map is a list of entries in any order; of a repeated key the last entry counts.
public protocol MapEntry: ArenaMessage {
  associatedtype Key: Hashable
  associatedtype Value

  var key: Key { get nonmutating set }
  var value: Value { get nonmutating set }
}

extension RepeatedField where Element: MapEntry {
  /// The value of the key's last entry; walks the list from its end.
  public subscript(key key: Element.Key) -> Element.Value? {
    last { $0.key == key }?.value
  }

  /// Adds an entry after the others; it overrides earlier ones of its key for the reader.
  public func append(key: Element.Key, value: Element.Value) {
    let entry = appendNew()
    entry.key = key
    entry.value = value
  }

  /// The map with the last entry of each key.
  public var dictionary: [Element.Key: Element.Value] {
    Dictionary(map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
  }
}
