import ReviewCore
import Synchronization

@testable import ReviewEngine

/// Time that stands still until it is moved, and words that the seed gives.
final class ManualClock: EngineClock {
  static let start = Instant(unixMicroseconds: 1_769_904_000_000_000)

  private let state: Mutex<(now: Instant, generator: SeededGenerator)>

  init(seed: UInt64 = 1, now: Instant = ManualClock.start) { state = Mutex((now, SeededGenerator(seed: seed))) }

  func now() -> Instant { state.withLock { $0.now } }

  func random() -> (UInt64, UInt64) { state.withLock { ($0.generator.next(), $0.generator.next()) } }

  func advance(seconds: Int64) { advance(microseconds: seconds * 1_000_000) }

  func advance(minutes: Int64) { advance(seconds: minutes * 60) }

  func advance(hours: Int64) { advance(minutes: hours * 60) }

  func advance(microseconds: Int64) {
    state.withLock { $0.now = $0.now.advanced(byMicroseconds: microseconds) }
  }
}

/// SplitMix64: the same numbers for the same seed, so that a failure can be repeated.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// True once in so many times.
  mutating func once(in count: Int) -> Bool { Int.random(in: 0..<count, using: &self) == 0 }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: 0..<elements.count, using: &self)]
  }
}
