import Testing

@testable import ReviewEngine

@Suite("A sorted index")
struct SortedIndexTests {
  @Test("holds what a sorted array would hold", arguments: UInt64(1)...8)
  func likeAnArray(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var index = SortedIndex<Int>()
    var model: [Int] = []
    // Wide enough for many runs, narrow enough for keys that come again.
    let range = 0..<(seed.isMultiple(of: 2) ? 200 : 20_000)
    for _ in 0..<6_000 {
      let key = Int.random(in: range, using: &generator)
      let position = model.firstIndex { $0 >= key } ?? model.count
      let isThere = position < model.count && model[position] == key
      if generator.once(in: 3) {
        #expect(index.remove(key) == isThere, "seed \(seed)")
        if isThere { model.remove(at: position) }
      } else {
        index.insert(key)
        if !isThere { model.insert(key, at: position) }
      }
    }
    #expect(index.count == model.count && index.first == model.first, "seed \(seed)")
    #expect(Self.keys(of: index, after: nil) == model, "seed \(seed)")
    for _ in 0..<50 {
      let start = Int.random(in: range, using: &generator)
      #expect(Self.keys(of: index, after: start) == model.filter { $0 > start }, "seed \(seed) after \(start)")
    }
    for key in model.shuffled(using: &generator) { index.remove(key) }
    #expect(index.count == 0 && index.first == nil, "seed \(seed)")
  }

  @Test("stops where it is told to")
  func stops() {
    var index = SortedIndex<Int>()
    for key in (0..<2_000).reversed() { index.insert(key) }
    var seen: [Int] = []
    index.visit(after: 1_022) { key in
      seen.append(key)
      return seen.count < 3
    }
    #expect(seen == [1_023, 1_024, 1_025])
  }

  private static func keys(of index: SortedIndex<Int>, after start: Int?) -> [Int] {
    var keys: [Int] = []
    index.visit(after: start) { key in
      keys.append(key)
      return true
    }
    return keys
  }
}
