/// The methods of a `Router`, found by the raw bytes of a path without making a String.
///
/// The set is fixed, so no caller can make the table slow: a lookup compares with the few methods of one bucket. The lookup reads
/// plain memory that this object owns, because counting references to arrays would cost more than the search.
public final class RoutingTable: @unchecked Sendable {
  // Unchecked: written by `init` alone.

  private struct Entry {
    /// The path's place in `bytes`.
    var start: Int
    var count: Int
    /// The next entry of the same bucket; -1 at its end.
    var next: Int
  }

  public let methods: [Router.Method]
  /// How many messages the caller of each method sends.
  public let cardinalities: [CallMachine.Cardinality]
  /// Whether calls of each method stream in some direction, and so may last for hours.
  public let isStreaming: [Bool]
  /// First entry of each bucket; -1 for none.
  private let buckets: UnsafeMutableBufferPointer<Int>
  private let entries: UnsafeMutableBufferPointer<Entry>
  private let bytes: UnsafeMutableRawBufferPointer

  public init(_ router: Router) {
    methods = router.methods.values.sorted { $0.path < $1.path }
    cardinalities = methods.map { method in
      switch method.handler {
      case .unary, .serverStreaming: return .one
      case .clientStreaming, .bidirectional: return .many
      }
    }
    isStreaming = methods.map { method in
      switch method.handler {
      case .unary: return false
      case .serverStreaming, .clientStreaming, .bidirectional: return true
      }
    }
    var size = 16
    while size < methods.count * 4 { size *= 2 }
    buckets = .allocate(capacity: size)
    buckets.initialize(repeating: -1)
    entries = .allocate(capacity: methods.count)
    bytes = .allocate(byteCount: methods.reduce(0) { $0 + $1.path.utf8.count }, alignment: 1)
    var start = 0
    for (index, method) in methods.enumerated() {
      let path = UnsafeMutableRawBufferPointer(rebasing: bytes[start..<start + method.path.utf8.count])
      path.copyBytes(from: method.path.utf8)
      let bucket = Self.hash(UnsafeRawBufferPointer(path)) & (size - 1)
      (entries.baseAddress! + index).initialize(to: Entry(start: start, count: path.count, next: buckets[bucket]))
      buckets[bucket] = index
      start += path.count
    }
  }

  deinit {
    buckets.deallocate()
    entries.deallocate()
    bytes.deallocate()
  }

  /// The index in `methods` of exactly this path; nil for an unknown one. Nothing is decoded or normalised.
  public func index(ofPath path: UnsafeRawBufferPointer) -> Int? {
    var index = buckets[Self.hash(path) & (buckets.count - 1)]
    while index >= 0 {
      let entry = entries[index]
      let known = UnsafeRawBufferPointer(rebasing: bytes[entry.start..<entry.start + entry.count])
      if equals(known, path) { return index }
      index = entry.next
    }
    return nil
  }

  /// The length and the last eight bytes tell methods apart well enough; hashing all of a path costs ten times more.
  private static func hash(_ path: UnsafeRawBufferPointer) -> Int {
    var mixed = UInt64(path.count)
    if path.count >= 8 {
      mixed ^= path.loadUnaligned(fromByteOffset: path.count - 8, as: UInt64.self)
    } else {
      for byte in path { mixed = mixed << 8 ^ UInt64(byte) }
    }
    return Int(truncatingIfNeeded: (mixed &* 0x9e37_79b9_7f4a_7c15) >> 40)
  }
}
