import ReviewCore

/// The watching streams: for each, which reviews changed since its last message. State, not history: a set, no queue.
struct WatcherTable: Sendable {
  /// What changed of one review since the watcher's last message.
  struct Pending: Sendable {
    /// Whether the review was in the watched set then.
    let wasMember: Bool
    /// The warning or breach to be told, as the clock stood then.
    var reachedClock: WatchClock?
    /// Whether anything else than a warning happened.
    var changedBeyondWarning: Bool
  }

  /// One watching stream.
  struct Slot: Sendable {
    let filter: ReviewFilter
    let signal: Signal
    /// By review; past the limit the watcher starts over.
    var pending: [AuditID: Pending] = [:]
    var isOverflowing = false
    /// When it wants to be woken without a change.
    var wakeAt: Instant
  }

  private var slots: [UInt64: Slot] = [:]
  /// Watchers of the same filter are judged once for each change.
  private var byFilter: [ReviewFilter: Set<UInt64>] = [:]
  private var nextNumber: UInt64 = 0
  /// See `EngineLimits.watcherChangeCountMax`.
  private let pendingCountMax: Int

  init(pendingCountMax: Int) { self.pendingCountMax = pendingCountMax }

  var count: Int { slots.count }

  mutating func add(filter: ReviewFilter, signal: Signal, wakeAt: Instant) -> UInt64 {
    nextNumber += 1
    slots[nextNumber] = Slot(filter: filter, signal: signal, wakeAt: wakeAt)
    byFilter[filter, default: []].insert(nextNumber)
    return nextNumber
  }

  mutating func remove(_ number: UInt64) {
    guard let slot = slots.removeValue(forKey: number) else { return }
    byFilter[slot.filter]?.remove(number)
    if byFilter[slot.filter]?.isEmpty == true { byFilter[slot.filter] = nil }
  }

  mutating func setWakeAt(_ instant: Instant, of number: UInt64) { slots[number]?.wakeAt = instant }

  /// Takes what changed for one watcher, and whether it fell behind; it starts at nothing again.
  mutating func drain(_ number: UInt64) -> (pending: [AuditID: Pending], isOverflowing: Bool) {
    guard let slot = slots[number] else { return ([:], false) }
    slots[number]?.pending = [:]
    slots[number]?.isOverflowing = false
    return (slot.pending, slot.isOverflowing)
  }

  /// Marks a change for every watcher whose set the review was or is in.
  ///
  /// A watcher is woken for the first change after its last drain: it takes the further ones along.
  mutating func note(_ change: BatchPlan.Change, into signals: inout [Signal]) {
    for (filter, numbers) in byFilter {
      let wasMember = change.before.map(filter.matchesWaiting) ?? false
      guard wasMember || filter.matchesWaiting(change.after) else { continue }
      for number in numbers { mark(number, change, wasMember: wasMember, into: &signals) }
    }
  }

  private mutating func mark(
    _ number: UInt64, _ change: BatchPlan.Change, wasMember: Bool, into signals: inout [Signal]
  ) {
    let auditID = change.after.auditID
    guard let index = slots.index(forKey: number), !slots.values[index].isOverflowing else { return }
    if slots.values[index].pending.isEmpty { signals.append(slots.values[index].signal) }
    if var pending = slots.values[index].pending[auditID] {
      pending.reachedClock = change.reachedClock ?? pending.reachedClock
      pending.changedBeyondWarning = pending.changedBeyondWarning || change.changedBeyondWarning
      slots.values[index].pending[auditID] = pending
    } else if slots.values[index].pending.count < pendingCountMax {
      slots.values[index].pending[auditID] = Pending(
        wasMember: wasMember, reachedClock: change.reachedClock, changedBeyondWarning: change.changedBeyondWarning)
    } else {
      slots.values[index].pending = [:]
      slots.values[index].isOverflowing = true
    }
  }

  /// Those whose own time has come.
  func due(by now: Instant, into signals: inout [Signal]) {
    for slot in slots.values where slot.wakeAt <= now { signals.append(slot.signal) }
  }

  /// When the first of them wants to be woken without a change.
  var nextWake: Instant? { slots.values.map(\.wakeAt).min() }

  /// Everybody, at the end.
  func all(into signals: inout [Signal]) { signals.append(contentsOf: slots.values.map(\.signal)) }
}
