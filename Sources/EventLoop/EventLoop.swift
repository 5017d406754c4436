import CLinux
import Glibc
import Synchronization

/// Told when its file descriptor can be read or written.
public protocol ReadinessHandler: AnyObject {
  func ready(_ readiness: Readiness)
}

/// Told when a timer is due. `token` is the number that it was set with, so that one object can own several timers.
public protocol TimerHandler: AnyObject {
  func timerFired(_ token: Int)
}

/// Called once after all descriptors of a turn were read: the place to begin what they brought, together and not one by one.
public protocol InputHandler: AnyObject {
  func inputIsRead()
}

/// Called once after everything else of a turn: the place to write what the turn produced in one system call.
public protocol TurnHandler: AnyObject {
  func endOfTurn()
}

/// Told on the loop's thread that the loop stops: whoever waits for something from the loop must be told so now.
public protocol StopHandler: AnyObject {
  func loopStops()
}

/// One thread that waits for descriptors and timers and runs the tasks that prefer it.
///
/// Everything here belongs to the loop's own thread, except what says that it may be called from any.
/// Handlers must not block: whatever they wait for, all other connections of the loop wait for it too.
public final class EventLoop: TaskExecutor, @unchecked Sendable {
  // Unchecked: all state below is touched by the loop's thread alone, but for `mailbox` and `thread`. What changes in each turn has
  // no check of exclusive access at run time either: what runs is taken out of the queues first.

  /// Names a registered descriptor.
  public struct Registration: Sendable, Equatable {
    fileprivate var slot: UInt32
    fileprivate var generation: UInt32

    fileprivate var token: UInt64 { UInt64(generation) << 32 | UInt64(slot) }
  }

  public typealias TimerID = TimerHeap<Timer>.ID

  /// Whom a timer wakes, and the number that says which of its timers it is.
  public struct Timer {
    fileprivate var handler: any TimerHandler
    fileprivate var token: Int
  }

  private struct Slot {
    var generation: UInt32 = 1
    var descriptor: Int32 = -1
    var handler: (any ReadinessHandler)?
  }

  private struct Mailbox {
    var jobs: [UnownedJob] = []
    var work: [@Sendable () -> Void] = []
    /// True once the eventfd was written and the loop has not looked yet.
    var isSignalled = false
    /// True once no thread runs the loop any more.
    var hasStopped = false
  }

  /// So many readiness events are taken at a time.
  private static let eventCountMax = 256
  /// So often the queue of jobs is emptied before descriptors are looked at again.
  private static let jobRoundsMax = 64
  private static let wakeupSlot: UInt32 = .max

  /// The loop's number in its group.
  public let index: Int
  public let clock: MonotonicClock
  /// The time at which the present turn began, in microseconds.
  @exclusivity(unchecked) public private(set) var nowMicroseconds: Int64

  private let epoll: Int32
  private let wakeup: Int32
  private let mailbox = Mutex(Mailbox())
  private let thread = Atomic<UInt>(0)
  private let events: UnsafeMutablePointer<epoll_event>
  @exclusivity(unchecked) private var slots: [Slot] = []
  @exclusivity(unchecked) private var freeSlots: [UInt32] = []
  @exclusivity(unchecked) private var timers = TimerHeap<Timer>()
  @exclusivity(unchecked) private var jobs: [UnownedJob] = []
  @exclusivity(unchecked) private var runningJobs: [UnownedJob] = []
  @exclusivity(unchecked) private var inputHandlers: [any InputHandler] = []
  @exclusivity(unchecked) private var runningInputHandlers: [any InputHandler] = []
  @exclusivity(unchecked) private var turnHandlers: [any TurnHandler] = []
  @exclusivity(unchecked) private var runningTurnHandlers: [any TurnHandler] = []
  @exclusivity(unchecked) private var isRunningJobs = false
  @exclusivity(unchecked) private var isStopping = false
  private var stopHandlers: [ObjectIdentifier: any StopHandler] = [:]

  /// - Throws: when the kernel has no descriptors left.
  public init(index: Int = 0, clock: MonotonicClock = .system) throws(SystemError) {
    self.index = index
    self.clock = clock
    nowMicroseconds = clock.nowMicroseconds()
    epoll = clinux_epoll_create()
    guard epoll >= 0 else { throw SystemError("epoll_create1") }
    wakeup = clinux_eventfd_create()
    guard wakeup >= 0 else {
      let error = SystemError("eventfd")
      close(epoll)
      throw error
    }
    events = .allocate(capacity: Self.eventCountMax)
    _ = clinux_epoll_add(epoll, wakeup, clinux_readable, UInt64(Self.wakeupSlot))
  }

  deinit {
    close(wakeup)
    close(epoll)
    events.deallocate()
  }

  // MARK: From any thread

  /// Whether the caller runs on the loop's thread.
  public var isCurrent: Bool { thread.load(ordering: .relaxed) == UInt(pthread_self()) }

  /// Runs `work` on the loop's thread in a later step. Callable from any thread.
  public func submit(_ work: @escaping @Sendable () -> Void) {
    post { $0.work.append(work) }
  }

  /// Ends `run` after the present turn, once the stop handlers were told. Callable from any thread. What is given to the loop
  /// afterwards is still done, on a thread made for it, so that nobody waits for ever; timers and descriptors are not.
  public func stop() {
    submit { self.isStopping = true }
  }

  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    if isCurrent {
      jobs.append(job)
    } else {
      post { $0.jobs.append(job) }
    }
  }

  private func post(_ change: (inout Mailbox) -> Void) {
    let (mustSignal, mustRun) = mailbox.withLock { box in
      change(&box)
      defer {
        box.isSignalled = true
        box.hasStopped = false
      }
      return (!box.isSignalled, box.hasStopped)
    }
    if mustSignal { clinux_eventfd_signal(wakeup) }
    if mustRun, Detached({ self.runRest() }).start() != nil { mailbox.withLock { $0.hasStopped = true } }
  }

  // MARK: Running

  /// Makes the calling thread the loop's thread; for a loop that is driven by `turn` instead of `run`.
  public func adoptCurrentThread() {
    thread.store(UInt(pthread_self()), ordering: .relaxed)
  }

  /// Runs turns on the calling thread until `stop`.
  public func run() {
    adoptCurrentThread()
    while !isStopping { turn(waitMicrosecondsMax: nil) }
    let stopping = stopHandlers.values
    stopHandlers = [:]
    for handler in stopping { handler.loopStops() }
    runRest()
  }

  /// Turns as long as there is something that was given to the loop; nobody else runs it meanwhile.
  private func runRest() {
    adoptCurrentThread()
    repeat { turn(waitMicrosecondsMax: 0) } while !endIfIdle()
  }

  private func endIfIdle() -> Bool {
    guard jobs.isEmpty, turnHandlers.isEmpty, inputHandlers.isEmpty else { return false }
    // Before another thread may run the loop.
    thread.store(0, ordering: .relaxed)
    let isIdle = mailbox.withLock { box in
      box.hasStopped = box.jobs.isEmpty && box.work.isEmpty
      return box.hasStopped
    }
    if !isIdle { adoptCurrentThread() }
    return isIdle
  }

  /// One turn: waits for something to do, does all of it, then lets the turn handlers write.
  /// - Parameter waitMicrosecondsMax: how long to wait at most; nil for as long as it takes.
  public func turn(waitMicrosecondsMax: Int64?) {
    let count = epoll_wait(epoll, events, Int32(Self.eventCountMax), waitMilliseconds(waitMicrosecondsMax))
    nowMicroseconds = clock.nowMicroseconds()
    for index in 0..<max(0, Int(count)) { dispatch(events[index]) }
    while let timer = timers.popDue(nowMicroseconds: nowMicroseconds) { timer.handler.timerFired(timer.token) }
    runInputHandlers()
    runJobs()
    runTurnHandlers()
  }

  private func waitMilliseconds(_ waitMicrosecondsMax: Int64?) -> Int32 {
    if !jobs.isEmpty || !turnHandlers.isEmpty || !inputHandlers.isEmpty { return 0 }
    var wait = waitMicrosecondsMax
    if let next = timers.nextMicroseconds {
      let untilNext = max(0, next - clock.nowMicroseconds())
      wait = min(wait ?? untilNext, untilNext)
    }
    guard let wait else { return -1 }
    // Rounded up: waking before a timer is due would only spin.
    return Int32(clamping: (wait + 999) / 1_000)
  }

  private func dispatch(_ event: epoll_event) {
    let slot = UInt32(truncatingIfNeeded: event.data.u64)
    if slot == Self.wakeupSlot { return takeMail() }
    // The generation tells an event of a descriptor that was closed earlier in this very turn.
    let entry = slots[Int(slot)]
    guard entry.generation == UInt32(event.data.u64 >> 32), let handler = entry.handler else { return }
    handler.ready(Readiness(events: event.events))
  }

  private func takeMail() {
    clinux_eventfd_clear(wakeup)
    var work: [@Sendable () -> Void] = []
    mailbox.withLock { box in
      jobs.append(contentsOf: box.jobs)
      box.jobs.removeAll(keepingCapacity: true)
      swap(&work, &box.work)
      box.isSignalled = false
    }
    for item in work { item() }
  }

  /// Runs the tasks that are ready, for whoever has just made one ready and needs it done at once. On the loop's thread; without
  /// effect inside of a task that the loop runs.
  public func runJobs() {
    guard !isRunningJobs else { return }
    isRunningJobs = true
    defer { isRunningJobs = false }
    var rounds = 0
    while !jobs.isEmpty, rounds < Self.jobRoundsMax {
      rounds += 1
      swap(&jobs, &runningJobs)
      let executor = asUnownedTaskExecutor()
      for job in runningJobs { job.runSynchronously(on: executor) }
      runningJobs.removeAll(keepingCapacity: true)
    }
  }

  private func runInputHandlers() {
    guard !inputHandlers.isEmpty else { return }
    swap(&inputHandlers, &runningInputHandlers)
    for handler in runningInputHandlers { handler.inputIsRead() }
    runningInputHandlers.removeAll(keepingCapacity: true)
  }

  private func runTurnHandlers() {
    guard !turnHandlers.isEmpty else { return }
    swap(&turnHandlers, &runningTurnHandlers)
    for handler in runningTurnHandlers { handler.endOfTurn() }
    runningTurnHandlers.removeAll(keepingCapacity: true)
  }

  // MARK: On the loop's thread

  /// Calls `handler.inputIsRead()` once, before the tasks of this turn run. The caller takes care not to ask twice.
  public func afterInput(_ handler: any InputHandler) {
    inputHandlers.append(handler)
  }

  /// Calls `handler.endOfTurn()` once, after everything else of this turn. The caller takes care not to ask twice.
  public func atEndOfTurn(_ handler: any TurnHandler) {
    turnHandlers.append(handler)
  }

  /// Tells `handler` once, when the loop stops.
  public func whenStopped(tell handler: any StopHandler) { stopHandlers[ObjectIdentifier(handler)] = handler }

  /// Takes `whenStopped` back.
  public func forget(_ handler: any StopHandler) { stopHandlers[ObjectIdentifier(handler)] = nil }

  /// Sets a timer on the loop's monotonic clock.
  public func setTimer(atMicroseconds: Int64, _ handler: any TimerHandler, token: Int) -> TimerID {
    timers.set(atMicroseconds: atMicroseconds, Timer(handler: handler, token: token))
  }

  /// Cancels a timer; without effect once it fired.
  public func cancelTimer(_ id: TimerID) {
    timers.cancel(id)
  }

  /// Watches a descriptor, which stays the caller's to close after `deregister`. Level-triggered.
  public func register(
    descriptor: Int32, _ interest: Interest, _ handler: any ReadinessHandler
  ) throws(SystemError) -> Registration {
    let slot = freeSlots.popLast() ?? UInt32(slots.count)
    if slot == UInt32(slots.count) { slots.append(Slot()) }
    let registration = Registration(slot: slot, generation: slots[Int(slot)].generation)
    guard clinux_epoll_add(epoll, descriptor, interest.events, registration.token) == 0 else {
      let error = SystemError("epoll_ctl")
      freeSlots.append(slot)
      throw error
    }
    slots[Int(slot)].descriptor = descriptor
    slots[Int(slot)].handler = handler
    return registration
  }

  /// Changes what is watched for.
  public func change(_ registration: Registration, to interest: Interest) {
    guard slots[Int(registration.slot)].generation == registration.generation else { return }
    _ = clinux_epoll_modify(
      epoll, slots[Int(registration.slot)].descriptor, interest.events, registration.token)
  }

  /// Ends the watching. Must come before the descriptor is closed.
  public func deregister(_ registration: Registration) {
    let slot = Int(registration.slot)
    guard slots[slot].generation == registration.generation else { return }
    _ = clinux_epoll_remove(epoll, slots[slot].descriptor)
    slots[slot] = Slot(generation: registration.generation &+ 1)
    freeSlots.append(registration.slot)
  }
}
