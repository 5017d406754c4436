import ReviewCore
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The model check of a review's life: every order of opinions, claims, lapses, questions, escalations, breaches,
/// blocks, overrides and withdrawals by four people with five accounts.
///
/// domain.md §4 is written down a second time in `QuorumOracle` and `ClockOracle`; each step of the code must be theirs.
@Suite("The state machine, in every order", .timeLimit(.minutes(10)))
struct ModelCheckTests {
  /// Moves in a row, one more for a merger that needs two opinions: `COUNTERSIGN_MODEL_DEPTH`, or six with
  /// `COUNTERSIGN_DEEP`, as `scripts/test --deep` sets it.
  private static let depth =
    getenv("COUNTERSIGN_MODEL_DEPTH").flatMap { Int(String(cString: $0)) }
    ?? (getenv("COUNTERSIGN_DEEP") == nil ? 3 : 6)

  @Test(
    "approves only with its quorum, once, never by time, and leaves no final state (domain.md §4)",
    arguments: ModelKind.all)
  func everyOrder(kind: ModelKind) {
    var checker = ModelChecker(kind)
    checker.walk(depth: Self.depth == 3 && kind.level == .high && kind.requiredOpinions == 2 ? 4 : Self.depth)
    #expect(checker.faults.isEmpty, "\(checker.faults.prefix(3))")
    // It went somewhere: every way to end came up.
    for status in [ReviewStatus.approved, .modified, .rejected, .expired, .cancelled] {
      #expect(checker.finals[status] != nil, "\(status) never came up in \(checker.stateCount) states")
    }
  }
}
