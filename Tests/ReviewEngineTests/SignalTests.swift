import Testing

@testable import ReviewEngine

@Suite("A signal", .timeLimit(.minutes(1)))
struct SignalTests {
  @Test("raised before the wait lets it return")
  func raisedBefore() async {
    let signal = Signal()
    signal.raise()
    signal.raise()
    await signal.wait()
  }

  @Test("wakes the waiter each time")
  func wakes() async {
    let (there, back) = (Signal(), Signal())
    let waiter = Task {
      for _ in 0..<1_000 {
        await there.wait()
        back.raise()
      }
    }
    for _ in 0..<1_000 {
      there.raise()
      await back.wait()
    }
    await waiter.value
  }

  @Test("lets a cancelled task go, before and during the wait")
  func cancelled() async {
    let signal = Signal()
    let started = Signal()
    let waiter = Task {
      started.raise()
      await signal.wait()
    }
    await started.wait()
    waiter.cancel()
    await waiter.value
    let late = Task { await Signal().wait() }
    late.cancel()
    await late.value
  }
}
