import CProtobufC
import Glibc

/// The memory of one message and everything in it: handed out in order, given back all at once.
///
/// Every message, text and list of a call lives in an arena; a message is a reference into it and keeps it alive.
/// It has a hard limit, so that neither hostile bytes nor a careless handler can take more. Not for two threads at once.
public final class Arena {
  /// The limit of an arena that is made without one: 64 MiB.
  public static let defaultLimitBytes = 64 << 20

  /// Bytes that may be handed out.
  public let limitBytes: Int
  /// Bytes handed out so far, rounded up to words.
  public var usedBytes: Int { state.pointee.usedBytes }
  /// Why the messages in it can no longer be encoded; the first reason stays. A setter cannot throw, so `encode` does.
  public var fault: Fault? { state.pointee.fault }

  /// What makes an arena's messages unfit for encoding.
  public enum Fault: Sendable {
    /// The limit was reached: a text, bytes or a list were left out.
    case limitReached
    /// A text held NUL, which C strings cannot: it was left out.
    case textWithNUL
  }

  /// What changes with each allocation. At the beginning of the first slab rather than in this object, whose
  /// properties would be checked for exclusive access each time: a sixth of decoding.
  private struct State {
    var cursor: UnsafeMutableRawPointer
    var slabEnd: UnsafeMutableRawPointer
    var slab: UnsafeMutableRawPointer
    var nextSlabBytes: Int
    var usedBytes = 0
    var fault: Fault?
  }

  private let state: UnsafeMutablePointer<State>

  private static let smallestSlabBytes = 2048
  /// What glibc keeps for each thread and gives out again in 20 instructions; for more it searches its lists, in 800. Two slabs of this
  /// size cost less than one of twice the size.
  private static let cheapSlabBytes = 1032
  private static let largestSlabBytes = 1 << 20
  /// A slab begins with the address of the slab before it.
  private static let slabHeaderBytes = 16
  private static var stateBytes: Int { (MemoryLayout<State>.stride + 15) & ~15 }

  /// - Parameters:
  ///   - limitBytes: what may be handed out; see `fault`.
  ///   - expectedBytes: how much will likely be needed, so that one slab is enough.
  public init(limitBytes: Int = Arena.defaultLimitBytes, expectedBytes: Int = 2048) {
    self.limitBytes = limitBytes
    let headerBytes = Self.slabHeaderBytes + Self.stateBytes
    let wanted = headerBytes + max(64, min(expectedBytes, limitBytes))
    let bytes = wanted > Self.cheapSlabBytes && wanted <= 2 * Self.cheapSlabBytes ? Self.cheapSlabBytes : wanted
    let slab = Self.makeSlab(bytes, previous: nil)
    state = (slab + Self.slabHeaderBytes).assumingMemoryBound(to: State.self)
    state.initialize(
      to: State(
        cursor: slab + headerBytes, slabEnd: slab + bytes, slab: slab,
        nextSlabBytes: bytes == Self.cheapSlabBytes
          ? bytes - Self.slabHeaderBytes : max(Self.smallestSlabBytes, min(bytes * 2, Self.largestSlabBytes))))
  }

  deinit {
    var next: UnsafeMutableRawPointer? = state.pointee.slab
    while let current = next {
      next = current.load(as: UnsafeMutableRawPointer?.self)
      free(current)
    }
  }

  private static func makeSlab(_ bytes: Int, previous: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer {
    guard let slab = malloc(bytes) else { fatalError("out of memory: \(bytes) bytes for an arena") }
    slab.storeBytes(of: previous, as: UnsafeMutableRawPointer?.self)
    return slab
  }

  func record(_ fault: Fault) {
    if state.pointee.fault == nil { state.pointee.fault = fault }
  }

  /// Memory that holds anything, aligned to a word; nil, and a fault, over the limit.
  func allocateUninitialized(_ bytes: Int) -> UnsafeMutableRawPointer? {
    guard bytes >= 0, bytes <= limitBytes - state.pointee.usedBytes else {
      record(.limitReached)
      return nil
    }
    return take(bytes)
  }

  /// Zeroed memory; nil, and a fault, over the limit.
  func allocate(_ bytes: Int) -> UnsafeMutableRawPointer? {
    guard let memory = allocateUninitialized(bytes) else { return nil }
    memset(memory, 0, bytes)
    return memory
  }

  /// Zeroed memory for one message, also over the limit: a message always has its memory. The fault is recorded.
  func allocateMessage(_ bytes: Int) -> UnsafeMutableRawPointer {
    if bytes > limitBytes - state.pointee.usedBytes { record(.limitReached) }
    let memory = take(bytes)
    memset(memory, 0, bytes)
    return memory
  }

  private func take(_ bytes: Int) -> UnsafeMutableRawPointer {
    let rounded = (bytes + 7) & ~7
    if rounded > state.pointee.slabEnd - state.pointee.cursor { addSlab(for: rounded) }
    let memory = state.pointee.cursor
    state.pointee.cursor += rounded
    state.pointee.usedBytes += rounded
    return memory
  }

  /// Takes back the end of what was handed out last.
  func giveBack(_ memory: UnsafeMutableRawPointer, bytesTaken: Int, bytesUsed: Int) {
    let taken = (bytesTaken + 7) & ~7
    let used = (bytesUsed + 7) & ~7
    guard state.pointee.cursor == memory + taken else { return }
    state.pointee.cursor = memory + used
    state.pointee.usedBytes -= taken - used
  }

  private func addSlab(for bytes: Int) {
    let slabBytes = Self.slabHeaderBytes + max(bytes, state.pointee.nextSlabBytes)
    let slab = Self.makeSlab(slabBytes, previous: state.pointee.slab)
    state.pointee.slab = slab
    state.pointee.cursor = slab + Self.slabHeaderBytes
    state.pointee.slabEnd = slab + slabBytes
    state.pointee.nextSlabBytes = min(state.pointee.nextSlabBytes * 2, Self.largestSlabBytes)
  }
}

// MARK: - Lists

/// A list's array knows its capacity: the word before it holds its size. protobuf-c's own arrays get the same word,
/// because everything that it allocates here does.
extension Arena {
  static let arrayHeaderBytes = 8

  func allocateArray(_ bytes: Int) -> UnsafeMutableRawPointer? {
    guard bytes <= Int.max - 16, let memory = allocate(bytes + Self.arrayHeaderBytes) else { return nil }
    memory.storeBytes(of: bytes, as: Int.self)
    return memory + Self.arrayHeaderBytes
  }

  static func arrayBytes(_ array: UnsafeMutableRawPointer) -> Int {
    (array - arrayHeaderBytes).load(as: Int.self)
  }
}

// MARK: - protobuf-c

extension Arena {
  /// Calls `body` with an allocator that takes from this arena; it fails, and records the fault, over the limit.
  func withAllocator<Result>(_ body: (UnsafeMutablePointer<ProtobufCAllocator>) -> Result) -> Result {
    var allocator = ProtobufCAllocator(
      alloc: { arena, bytes in
        Unmanaged<Arena>.fromOpaque(arena!)._withUnsafeGuaranteedRef { $0.allocateArray(bytes) }
      },
      free: { _, _ in },
      allocator_data: Unmanaged.passUnretained(self).toOpaque())
    return withExtendedLifetime(self) { body(&allocator) }
  }
}
