import Testing

@testable import HTTP2Transport

@Suite("The abuse monitor")
struct AbuseMonitorTests {
  private let second: Int64 = 1_000_000

  /// The first verdict that is not ok.
  private func note(
    _ event: AbuseMonitor.Event, count: Int, in monitor: inout AbuseMonitor, at time: Int64 = 0
  ) -> AbuseMonitor.Verdict {
    for _ in 0..<count {
      let verdict = monitor.note(event, nowMicroseconds: time)
      if verdict != .ok { return verdict }
    }
    return .ok
  }

  @Test(
    "so many events pass, one more ends the connection",
    arguments: [
      (AbuseMonitor.Event.localReset, 200, AbuseMonitor.Reason.localResets), (.settings, 200, .controlFrames),
      (.otherControlFrame, 200, .controlFrames), (.priority, 100, .priorities), (.emptyData, 10, .emptyData),
      (.continuation, 16, .continuations), (.oversizedHead, 2, .oversizedHeads), (.windowUpdate, 100, .windowUpdates),
      (.ping(hasOpenStreams: true), 3, .pings), (.ping(hasOpenStreams: false), 3, .pings),
    ])
  func limits(event: AbuseMonitor.Event, count: Int, reason: AbuseMonitor.Reason) {
    var monitor = AbuseMonitor(AbuseLimits())
    #expect(note(event, count: count, in: &monitor) == .ok)
    #expect(note(event, count: 1, in: &monitor) == .end(reason))
  }

  @Test("a window that is over is forgotten", arguments: [AbuseMonitor.Event.localReset, .settings])
  func window(event: AbuseMonitor.Event) {
    var monitor = AbuseMonitor(AbuseLimits())
    #expect(note(event, count: 200, in: &monitor, at: 5) == .ok)
    #expect(note(event, count: 200, in: &monitor, at: 30 * second + 5) == .ok)
    #expect(note(event, count: 1, in: &monitor, at: 60 * second + 4) != .ok)
  }

  @Test("honest traffic is no abuse: pings and window updates that follow our frames, empty DATA among others")
  func honest() {
    var monitor = AbuseMonitor(AbuseLimits())
    for _ in 0..<10_000 {
      monitor.headersBegan()
      monitor.streamOpened()
      #expect(monitor.note(.emptyData, nowMicroseconds: 0) == .ok)
      monitor.dataReceived()
      monitor.frameSent()
      for event in [AbuseMonitor.Event.ping(hasOpenStreams: true), .windowUpdate, .windowUpdate, .priority] {
        #expect(monitor.note(event, nowMicroseconds: 0) == .ok)
      }
      monitor.streamClosed()
    }
  }

  @Test("resets are free within the budget, then pause the reading, then end the connection")
  func resetBudget() {
    var monitor = AbuseMonitor(AbuseLimits())
    for number in 1...201 {
      let verdict = monitor.note(.peerReset, nowMicroseconds: 0)
      monitor.streamClosed()
      #expect(verdict == (number <= 100 ? .ok : number <= 200 ? .pause : .end(.peerResets)), "reset \(number)")
    }
  }

  @Test("a stream that is answered pays for one that is reset, and no more than the budget is saved up")
  func earnedResets() {
    var monitor = AbuseMonitor(AbuseLimits())
    for _ in 0..<1_000 { monitor.streamClosed() }
    for _ in 0..<10_000 {
      #expect(monitor.note(.peerReset, nowMicroseconds: 0) == .ok)
      monitor.streamClosed()
      monitor.streamClosed()
    }
    for _ in 0..<100 {
      #expect(monitor.note(.peerReset, nowMicroseconds: 0) == .ok)
      monitor.streamClosed()
    }
    #expect(monitor.note(.peerReset, nowMicroseconds: 0) == .pause)
  }

  @Test("keepalive pings at a decent distance are welcome", arguments: [true, false])
  func decentPings(hasOpenStreams: Bool) {
    var monitor = AbuseMonitor(AbuseLimits())
    let distance = (hasOpenStreams ? 30 : 7_200) * second
    for number in 0..<500 {
      let verdict = monitor.note(.ping(hasOpenStreams: hasOpenStreams), nowMicroseconds: Int64(number) * distance)
      #expect(verdict == .ok)
    }
  }

  @Test("a ping each ten seconds is too much once three have come while nothing was sent")
  func hastyPings() {
    var monitor = AbuseMonitor(AbuseLimits())
    for round in 0..<50 {
      monitor.frameSent()
      for number in 0..<3 {
        let time = Int64(round * 100 + number * 10) * second
        #expect(monitor.note(.ping(hasOpenStreams: true), nowMicroseconds: time) == .ok)
      }
    }
    let time = (49 * 100 + 30) * second
    #expect(monitor.note(.ping(hasOpenStreams: true), nowMicroseconds: time) == .end(.pings))
  }

  @Test("what is hidden may be a hundred times what is useful, beyond 64 KiB in ten seconds")
  func hiddenInput() {
    var monitor = AbuseMonitor(AbuseLimits())
    let allowed = 64 << 10
    #expect(monitor.received(byteCount: allowed, visibleBytes: 0, usefulBytes: 0, nowMicroseconds: 0) == .ok)
    #expect(monitor.received(byteCount: 1_100, visibleBytes: 100, usefulBytes: 10, nowMicroseconds: 0) == .ok)
    #expect(monitor.received(byteCount: 1, visibleBytes: 0, usefulBytes: 0, nowMicroseconds: 0) == .end(.uselessInput))
  }

  @Test("the scales are empty again after ten seconds")
  func hiddenWindow() {
    var monitor = AbuseMonitor(AbuseLimits())
    for number in 0..<100 {
      let time = Int64(number) * 10 * second
      #expect(monitor.received(byteCount: 60_000, visibleBytes: 0, usefulBytes: 0, nowMicroseconds: time) == .ok)
    }
  }

  @Test("what is on its way to a call that was cut off may also arrive after the window ends")
  func cutOffAcrossWindows() {
    var monitor = AbuseMonitor(AbuseLimits())
    #expect(monitor.received(byteCount: 100, visibleBytes: 100, usefulBytes: 60, nowMicroseconds: 0) == .ok)
    monitor.requestCutOff(windowBytes: 256 << 10)
    // Once, and not for ever.
    for (time, verdict) in [(10, AbuseMonitor.Verdict.ok), (11, .end(.uselessInput)), (30, .end(.uselessInput))] {
      let now = Int64(time) * second
      let got = monitor.received(byteCount: 256 << 10, visibleBytes: 0, usefulBytes: 0, nowMicroseconds: now)
      #expect(got == verdict, "at \(time) s")
    }
  }

  @Test("window updates that follow many answers are useful, whatever their share")
  func watchers() {
    var monitor = AbuseMonitor(AbuseLimits())
    for _ in 0..<100_000 {
      monitor.frameSent()
      #expect(monitor.note(.windowUpdate, nowMicroseconds: 0) == .ok)
      #expect(monitor.received(byteCount: 13, visibleBytes: 13, usefulBytes: 0, nowMicroseconds: 0) == .ok)
    }
  }
}
