import ReviewCore
import Testing

@testable import ReviewEngine

@Suite("The inbox", .timeLimit(.minutes(1)))
struct InboxTests {
  private static func cancel(_ number: UInt64) -> EngineCommand {
    .act(
      PreparedAction(
        identity: RequestIdentity(
          method: .cancelQuery, principal: "", personID: "u", requestID: "", canonicalForm: []),
        actor: "u", auditID: AuditID(high: number, low: 0),
        command: .cancel(ReviewCommand.Cancel(userID: "u", reason: "r"))))
  }

  private static func number(_ command: PendingCommand) -> UInt64? { command.command.reviewNeeded?.high }

  @Test("gives commands in their order, and no more than asked for")
  func order() async {
    let inbox = Inbox(countMax: 10)
    await withTaskGroup(of: Void.self) { group in
      for number in 1...5 as ClosedRange<UInt64> {
        group.addTask { _ = await inbox.perform(Self.cancel(number)) }
        await inbox.signal.wait()
      }
      let first = inbox.take(2)
      let rest = inbox.take(10)
      #expect((first + rest).map(Self.number) == [1, 2, 3, 4, 5] && first.count == 2)
      #expect(inbox.isEmpty)
      for command in first + rest { command.reply.resume(returning: .failure(.shuttingDown)) }
    }
  }

  @Test("refuses one more than its limit, and what comes after its end")
  func limits() async {
    let inbox = Inbox(countMax: 1)
    async let first = inbox.perform(Self.cancel(1))
    await inbox.signal.wait()
    guard case .failure(let refusal) = await inbox.perform(Self.cancel(2)) else {
      Issue.record("the limit does not hold")
      return
    }
    #expect(refusal.reason == .limitReached)
    inbox.close()
    #expect(!inbox.isFinished, "what is queued is still to be performed")
    for command in inbox.take(10) { command.reply.resume(returning: .failure(.notFound(AuditID(high: 1, low: 0)))) }
    #expect(inbox.isFinished)
    guard case .failure(let answered) = await first, case .failure(let late) = await inbox.perform(Self.cancel(3))
    else {
      Issue.record("nobody was refused")
      return
    }
    #expect(answered.reason == .notFound && late.reason == .storeUnavailable)
  }

  @Test("takes back the command of a caller that is cancelled, before or after it was queued, and no other")
  func cancellation() async {
    let inbox = Inbox(countMax: 10)
    let kept = [1, 3].map { number in Task { await inbox.perform(Self.cancel(number)) } }
    let cancelled = Task { await inbox.perform(Self.cancel(2)) }
    while inbox.count < 3 { await Task.yield() }
    cancelled.cancel()
    let early = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await inbox.perform(Self.cancel(4))
    }
    for task in [cancelled, early] { #expect(await task.value.refusal == .callEnded) }
    let taken = inbox.take(10)
    #expect(Set(taken.map(Self.number)) == [1, 3])
    for command in taken { command.reply.resume(returning: .failure(.shuttingDown)) }
    for task in kept { #expect(await task.value.refusal == .shuttingDown) }
    #expect(inbox.isEmpty)
  }

  @Test("a command that a batch has taken is the batch's to answer")
  func cancelledTooLate() async {
    let inbox = Inbox(countMax: 10)
    let caller = Task { await inbox.perform(Self.cancel(1)) }
    await inbox.signal.wait()
    let taken = inbox.take(10)
    caller.cancel()
    for command in taken { command.reply.resume(returning: .failure(.shuttingDown)) }
    #expect(await caller.value.refusal == .shuttingDown)
  }

  @Test("each caller is answered once, whether its batch or its cancellation is first")
  func race() async {
    let inbox = Inbox(countMax: 2_000)
    let callers = (0..<1_000).map { number in Task { await inbox.perform(Self.cancel(number)) } }
    let batches = Task {
      while !Task.isCancelled {
        for command in inbox.take(7) { command.reply.resume(returning: .failure(.shuttingDown)) }
        await Task.yield()
      }
    }
    for caller in callers { caller.cancel() }
    for caller in callers { #expect([.callEnded, .shuttingDown].contains(await caller.value.refusal)) }
    batches.cancel()
    #expect(inbox.isEmpty)
  }
}

extension Result<CommandOutcome, Refusal> {
  fileprivate var refusal: Refusal? {
    if case .failure(let refusal) = self { return refusal }
    return nil
  }
}
