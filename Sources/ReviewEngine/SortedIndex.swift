/// Keys in ascending order with logarithmic search and short moves: sorted runs of bounded length.
///
/// Made for some hundred thousand keys that come, go and are read from the front.
struct SortedIndex<Key: Comparable & Sendable>: Sendable {
  /// A run that grows past this is halved; moves inside a run stay within a few cache lines' copy.
  private static var runCountMax: Int { 512 }

  /// Never an empty run; ascending within and across.
  private var runs: [[Key]] = []
  private(set) var count = 0

  var first: Key? { runs.first?.first }

  /// Adds a key; a key that is there already stays once.
  mutating func insert(_ key: Key) {
    guard !runs.isEmpty else {
      runs = [[key]]
      count = 1
      return
    }
    let run = min(runIndex(for: key), runs.count - 1)
    let position = Self.lowerBound(of: key, in: runs[run])
    if position < runs[run].count, runs[run][position] == key { return }
    runs[run].insert(key, at: position)
    count += 1
    if runs[run].count > Self.runCountMax { split(run) }
  }

  /// Removes a key; says whether it was there.
  @discardableResult
  mutating func remove(_ key: Key) -> Bool {
    let run = runIndex(for: key)
    guard run < runs.count else { return false }
    let position = Self.lowerBound(of: key, in: runs[run])
    guard position < runs[run].count, runs[run][position] == key else { return false }
    runs[run].remove(at: position)
    count -= 1
    if runs[run].isEmpty { runs.remove(at: run) }
    return true
  }

  /// Calls `body` with each key above `start` in order until it returns false.
  func visit(after start: Key? = nil, _ body: (Key) -> Bool) {
    var run = start.map(runIndex) ?? 0
    var position = 0
    if let start, run < runs.count {
      position = Self.lowerBound(of: start, in: runs[run])
      if position < runs[run].count, runs[run][position] == start { position += 1 }
    }
    while run < runs.count {
      for key in runs[run][position...] where !body(key) { return }
      run += 1
      position = 0
    }
  }

  /// The first run whose last key is not below `key`; the number of runs when all are below.
  private func runIndex(for key: Key) -> Int {
    var low = 0
    var high = runs.count
    while low < high {
      let middle = (low + high) / 2
      if runs[middle][runs[middle].count - 1] < key { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func lowerBound(of key: Key, in run: [Key]) -> Int {
    var low = 0
    var high = run.count
    while low < high {
      let middle = (low + high) / 2
      if run[middle] < key { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private mutating func split(_ run: Int) {
    let half = runs[run].count / 2
    let upper = Array(runs[run][half...])
    runs[run].removeLast(runs[run].count - half)
    runs.insert(upper, at: run + 1)
  }
}
