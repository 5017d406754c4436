/// Timers in the order of their time; setting, cancelling and firing cost O(log n), the next time costs O(1).
///
/// A value without a clock: the time is an argument. Timers of one time fire in the order in which they were set.
public struct TimerHeap<Payload> {
  /// Names one timer; of no effect once the timer fired or was cancelled.
  public struct ID: Sendable, Equatable {
    fileprivate var slot: Int32
    fileprivate var generation: UInt32
  }

  private struct Slot {
    var generation: UInt32 = 0
    /// Place in `heap`; -1 while the slot is free.
    var position: Int32 = -1
    var payload: Payload?
  }

  private struct Entry {
    var atMicroseconds: Int64
    var order: UInt64
    var slot: Int32

    static func < (left: Entry, right: Entry) -> Bool {
      left.atMicroseconds != right.atMicroseconds
        ? left.atMicroseconds < right.atMicroseconds : left.order < right.order
    }
  }

  private var heap: [Entry] = []
  private var slots: [Slot] = []
  private var freeSlots: [Int32] = []
  private var nextOrder: UInt64 = 0

  public init() {}

  /// How many timers are set.
  public var count: Int { heap.count }

  /// When the next timer is due; nil without any.
  public var nextMicroseconds: Int64? { heap.first?.atMicroseconds }

  /// Sets a timer.
  public mutating func set(atMicroseconds: Int64, _ payload: Payload) -> ID {
    let slot = takeSlot()
    slots[Int(slot)].payload = payload
    nextOrder &+= 1
    heap.append(Entry(atMicroseconds: atMicroseconds, order: nextOrder, slot: slot))
    slots[Int(slot)].position = Int32(heap.count - 1)
    moveUp(heap.count - 1)
    return ID(slot: slot, generation: slots[Int(slot)].generation)
  }

  /// Cancels a timer.
  /// - Returns: false when it fired or was cancelled before.
  @discardableResult
  public mutating func cancel(_ id: ID) -> Bool {
    let slot = Int(id.slot)
    guard slots.indices.contains(slot), slots[slot].generation == id.generation, slots[slot].position >= 0 else {
      return false
    }
    remove(at: Int(slots[slot].position))
    return true
  }

  /// Takes the first timer that is due; nil when none is.
  public mutating func popDue(nowMicroseconds: Int64) -> Payload? {
    guard let first = heap.first, first.atMicroseconds <= nowMicroseconds else { return nil }
    let payload = slots[Int(first.slot)].payload
    remove(at: 0)
    return payload
  }

  private mutating func takeSlot() -> Int32 {
    if let slot = freeSlots.popLast() { return slot }
    slots.append(Slot())
    return Int32(slots.count - 1)
  }

  private mutating func remove(at position: Int) {
    let slot = Int(heap[position].slot)
    slots[slot].payload = nil
    slots[slot].position = -1
    slots[slot].generation &+= 1
    freeSlots.append(Int32(slot))
    let last = heap.removeLast()
    guard position < heap.count else { return }
    place(last, at: position)
    moveUp(position)
    moveDown(Int(slots[Int(last.slot)].position))
  }

  private mutating func place(_ entry: Entry, at position: Int) {
    heap[position] = entry
    slots[Int(entry.slot)].position = Int32(position)
  }

  private mutating func moveUp(_ start: Int) {
    var position = start
    let entry = heap[position]
    while position > 0 {
      let parent = (position - 1) / 2
      guard entry < heap[parent] else { break }
      place(heap[parent], at: position)
      position = parent
    }
    place(entry, at: position)
  }

  private mutating func moveDown(_ start: Int) {
    var position = start
    let entry = heap[position]
    while true {
      var child = 2 * position + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
      guard heap[child] < entry else { break }
      place(heap[child], at: position)
      position = child
    }
    place(entry, at: position)
  }
}
