import Testing

@testable import EventLoop

@Suite("Timers")
struct TimerHeapTests {
  @Test("timers fire in the order of their time, and of one time in the order in which they were set")
  func order() {
    var timers = TimerHeap<Int>()
    for (time, name) in [(30, 1), (10, 2), (20, 3), (10, 4)] { _ = timers.set(atMicroseconds: Int64(time), name) }
    #expect(timers.nextMicroseconds == 10)
    #expect(timers.popDue(nowMicroseconds: 9) == nil)
    #expect(timers.popDue(nowMicroseconds: 20) == 2)
    #expect(timers.popDue(nowMicroseconds: 20) == 4)
    #expect(timers.popDue(nowMicroseconds: 20) == 3)
    #expect(timers.popDue(nowMicroseconds: 20) == nil)
    #expect(timers.nextMicroseconds == 30)
  }

  @Test("a cancelled timer does not fire, and its name means no later timer")
  func cancel() {
    var timers = TimerHeap<Int>()
    let first = timers.set(atMicroseconds: 1, 1)
    #expect(timers.cancel(first) == true)
    #expect(timers.cancel(first) == false)
    _ = timers.set(atMicroseconds: 2, 2)
    #expect(timers.cancel(first) == false)
    #expect(timers.popDue(nowMicroseconds: 5) == 2)
  }

  @Test("any sequence of setting, cancelling and firing does what a sorted list does")
  func model() {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SplitMix64(state: seed)
    var timers = TimerHeap<Int>()
    var model: [(at: Int64, name: Int, id: TimerHeap<Int>.ID)] = []
    var now: Int64 = 0
    for name in 0..<5_000 {
      switch Int.random(in: 0..<4, using: &random) {
      case 0, 1:
        let time = now + Int64.random(in: 0..<100, using: &random)
        model.append((time, name, timers.set(atMicroseconds: time, name)))
      case 2:
        guard let index = model.indices.randomElement(using: &random) else { continue }
        let id = model.remove(at: index).id
        #expect(timers.cancel(id) == true, "seed \(seed)")
      default:
        now += Int64.random(in: 0..<50, using: &random)
        var fired: [Int] = []
        while let name = timers.popDue(nowMicroseconds: now) { fired.append(name) }
        let due = model.filter { $0.at <= now }.sorted { ($0.at, $0.name) < ($1.at, $1.name) }.map(\.name)
        model.removeAll { $0.at <= now }
        #expect(fired == due, "seed \(seed)")
      }
      #expect(timers.count == model.count, "seed \(seed)")
      #expect(timers.nextMicroseconds == model.map(\.at).min(), "seed \(seed)")
    }
  }
}

/// A small generator whose runs can be repeated from the seed.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
