/// The headers or trailers of a call in their order; a name may repeat.
///
/// Names are lower-case ASCII; a name that ends in `-bin` holds raw bytes here and base64 on the wire.
public struct Metadata: Sendable, Equatable {
  public struct Entry: Sendable, Equatable {
    public var name: String
    public var value: [UInt8]
  }

  public private(set) var entries: [Entry] = []

  public init() {}

  public var isEmpty: Bool { entries.isEmpty }

  /// Adds an entry after the others, also when the name is there already.
  public mutating func append(_ name: String, _ value: [UInt8]) {
    entries.append(Entry(name: name, value: value))
  }

  /// Adds an ASCII entry after the others.
  public mutating func append(_ name: String, _ value: String) {
    append(name, Array(value.utf8))
  }

  /// The first value of that name.
  public subscript(first name: String) -> [UInt8]? {
    entries.first { $0.name == name }?.value
  }

  /// All values of that name, in order.
  public subscript(all name: String) -> [[UInt8]] {
    entries.filter { $0.name == name }.map(\.value)
  }
}
