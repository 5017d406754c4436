/// The methods of a `Router`, found by the raw bytes of a path without making a String.
///
/// The set is fixed, so no caller can make the table slow: a lookup compares with the few methods of one bucket.
public final class RoutingTable: Sendable {
  public let methods: [Router.Method]
  private let buckets: [[Int32]]
  private let paths: [[UInt8]]

  public init(_ router: Router) {
    methods = router.methods.values.sorted { $0.path < $1.path }
    paths = methods.map { Array($0.path.utf8) }
    var size = 16
    while size < methods.count * 4 { size *= 2 }
    var buckets = [[Int32]](repeating: [], count: size)
    for (index, path) in paths.enumerated() {
      path.withUnsafeBytes { buckets[Self.hash($0) & (size - 1)].append(Int32(index)) }
    }
    self.buckets = buckets
  }

  /// The index in `methods` of exactly this path; nil for an unknown one. Nothing is decoded or normalised.
  public func index(ofPath path: UnsafeRawBufferPointer) -> Int? {
    for candidate in buckets[Self.hash(path) & (buckets.count - 1)] {
      if Self.isEqual(paths[Int(candidate)], path) { return Int(candidate) }
    }
    return nil
  }

  private static func isEqual(_ known: [UInt8], _ path: UnsafeRawBufferPointer) -> Bool {
    known.count == path.count && known.withUnsafeBytes { $0.elementsEqual(path) }
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
