import Glibc
import Synchronization
import Testing

@testable import EventLoop

@Suite("The event loop")
struct EventLoopTests {
  private final class Recorder: ReadinessHandler, TimerHandler, TurnHandler {
    var events: [String] = []
    var onReady: () -> Void = {}

    func ready(_ readiness: Readiness) {
      events.append(readiness.isReadable ? "readable" : "writable")
      onReady()
    }

    func timerFired(_ token: Int) { events.append("timer \(token)") }
    func endOfTurn() { events.append("end of turn") }
  }

  private func manualLoop() throws -> (EventLoop, ManualTime) {
    let time = ManualTime()
    let loop = try EventLoop(clock: .manual(time))
    loop.adoptCurrentThread()
    return (loop, time)
  }

  @Test("a timer fires once its time has come, not before, and not when it was cancelled")
  func timers() throws {
    let (loop, time) = try manualLoop()
    let recorder = Recorder()
    _ = loop.setTimer(atMicroseconds: 1_000, recorder, token: 1)
    let cancelled = loop.setTimer(atMicroseconds: 1_000, recorder, token: 2)
    time.advance(byMicroseconds: 999)
    loop.turn(waitMicrosecondsMax: 0)
    #expect(recorder.events.isEmpty)
    loop.cancelTimer(cancelled)
    time.advance(byMicroseconds: 1)
    loop.turn(waitMicrosecondsMax: 0)
    #expect(recorder.events == ["timer 1"])
  }

  @Test("descriptors come first, then timers, and the end of the turn comes last")
  func order() throws {
    let (loop, _) = try manualLoop()
    let recorder = Recorder()
    var pipe: [Int32] = [0, 0]
    try #require(Glibc.pipe(&pipe) == 0)
    defer { for descriptor in pipe { close(descriptor) } }
    let registration = try loop.register(descriptor: pipe[0], .read, recorder)
    #expect(write(pipe[1], "x", 1) == 1)
    _ = loop.setTimer(atMicroseconds: 0, recorder, token: 7)
    loop.atEndOfTurn(recorder)
    loop.turn(waitMicrosecondsMax: 0)
    #expect(recorder.events == ["readable", "timer 7", "end of turn"])
    loop.deregister(registration)
    loop.turn(waitMicrosecondsMax: 0)
    #expect(recorder.events.count == 3)
  }

  @Test("an event of a descriptor that was given up earlier in the turn is not delivered")
  func staleEvent() throws {
    let (loop, _) = try manualLoop()
    let recorder = Recorder()
    var first: [Int32] = [0, 0]
    var second: [Int32] = [0, 0]
    try #require(Glibc.pipe(&first) == 0 && Glibc.pipe(&second) == 0)
    defer { for descriptor in first + second { close(descriptor) } }
    let registrations = [
      try loop.register(descriptor: first[0], .read, recorder),
      try loop.register(descriptor: second[0], .read, recorder),
    ]
    recorder.onReady = { for registration in registrations { loop.deregister(registration) } }
    #expect(write(first[1], "x", 1) == 1)
    #expect(write(second[1], "x", 1) == 1)
    loop.turn(waitMicrosecondsMax: 0)
    #expect(recorder.events == ["readable"])
  }

  @Test("work from many threads runs on the loop's thread, all of it, in each thread's order")
  func submit() throws {
    let group = try EventLoopGroup(count: 1)
    try group.start()
    let loop = group.loops[0]
    let seen = Mutex<[Int: [Int]]>([:])
    let threads = (0..<4).map { sender in
      startThread {
        for number in 0..<1_000 {
          loop.submit {
            precondition(loop.isCurrent)
            seen.withLock { $0[sender, default: []].append(number) }
          }
        }
      }
    }
    for thread in threads { pthread_join(thread, nil) }
    group.stop()
    #expect(seen.withLock { $0 } == Dictionary(uniqueKeysWithValues: (0..<4).map { ($0, Array(0..<1_000)) }))
  }

  @Test("a loop that stops tells who waits for it, and does what it is given afterwards, one thing at a time")
  func afterTheEnd() async throws {
    final class Waiting: StopHandler, Sendable {
      let told = Atomic<Int>(0)
      let atOneTime = Atomic<Int>(0)

      func loopStops() { told.wrappingAdd(1, ordering: .relaxed) }
    }
    let group = try EventLoopGroup(count: 1)
    try group.start()
    let loop = group.loops[0]
    let waiting = Waiting()
    let forgotten = Waiting()
    loop.submit {
      loop.whenStopped(tell: waiting)
      loop.whenStopped(tell: forgotten)
      loop.forget(forgotten)
    }
    group.stop()
    #expect(waiting.told.load(ordering: .relaxed) == 1 && forgotten.told.load(ordering: .relaxed) == 0)
    await withTaskGroup(of: Bool.self) { tasks in
      for _ in 0..<200 {
        tasks.addTask {
          await withUnsafeContinuation { continuation in
            loop.submit {
              let isAlone = loop.isCurrent && waiting.atOneTime.wrappingAdd(1, ordering: .relaxed).newValue == 1
              waiting.atOneTime.wrappingSubtract(1, ordering: .relaxed)
              continuation.resume(returning: isAlone)
            }
          }
        }
      }
      for await isAlone in tasks { #expect(isAlone) }
    }
    // A task that prefers it goes on as well.
    await Task(executorPreference: loop) { await Task.yield() }.value
    #expect(!loop.isCurrent)
  }

  @Test("a task that prefers the loop runs there, before and after it waits, and so do its children and default actors")
  func executor() async throws {
    let group = try EventLoopGroup(count: 2)
    try group.start()
    let loop = group.loops[1]
    await Task(executorPreference: loop) {
      #expect(loop.isCurrent)
      await Task.yield()
      #expect(loop.isCurrent)
      try? await Task.sleep(for: .milliseconds(1))
      #expect(loop.isCurrent)
      async let child = loop.isCurrent
      #expect(await child)
      #expect(await SomeActor().isOn(loop))
      #expect(loop.isCurrent)
    }.value
    #expect(!loop.isCurrent)
    group.stop()
  }

  private actor SomeActor {
    func isOn(_ loop: EventLoop) -> Bool { loop.isCurrent }
  }

  @Test("a signal is an ordinary call on the loop")
  func signals() async throws {
    let group = try EventLoopGroup(count: 1)
    try group.start()
    let loop = group.loops[0]
    let signal: SignalSource.Signal = try await withCheckedThrowingContinuation { continuation in
      do {
        try SignalSource.watch([.hangUp], on: loop) { signal in
          precondition(loop.isCurrent)
          continuation.resume(returning: signal)
        }
        loop.submit { kill(getpid(), SIGHUP) }
      } catch { continuation.resume(throwing: error) }
    }
    #expect(signal == .hangUp)
    group.stop()
  }
}

/// Starts a thread of its own, which must be joined.
func startThread(_ body: @escaping @Sendable () -> Void) -> pthread_t {
  final class Box: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  var thread = pthread_t()
  pthread_create(
    &thread, nil,
    { argument in
      Unmanaged<Box>.fromOpaque(argument!).takeRetainedValue().body()
      return nil
    }, Unmanaged.passRetained(Box(body)).toOpaque())
  return thread
}
