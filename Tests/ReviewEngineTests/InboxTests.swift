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
}
