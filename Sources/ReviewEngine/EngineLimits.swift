/// Bounds of the engine; what happens at each is said beside it.
public struct EngineLimits: Sendable {
  /// Commands that wait for their batch; one more is refused with LIMIT_REACHED.
  public var pendingCommandCountMax = 8_192
  /// Commands decided in one transaction; further ones wait for the next.
  public var batchCommandCountMax = 1_024
  /// Entries of one transaction; once reached, no further command joins.
  public var batchEntryCountMax = 2_048
  /// Reviews whose clocks are moved in one transaction; further ones follow in the next.
  public var dueReviewCountMax = 512
  /// Reviews of a role's queue looked at for the most urgent one to claim; past it NOT_FOUND.
  public var claimCandidateCountMax = 1_024
  /// Watching streams at a time; one more is refused with LIMIT_REACHED.
  public var watcherCountMax = 20_000
  /// Changed reviews that a watcher may be behind; past it the watcher starts over (SLOW_CONSUMER).
  public var watcherChangeCountMax = 10_000
  /// Entries after a resume token; past it the token is not usable and a snapshot is sent.
  public var resumeEntryCountMax = 10_000
  /// Calls that wait for a decision or for the next entry; one more is refused with LIMIT_REACHED.
  public var waiterCountMax = 50_000
  /// Reviews rendered from the store in one read.
  public var recordPageCount = 64
  /// Pages of reviews looked at for one page of a search; past it the page is shorter, and the search goes on after it.
  public var searchPageCountMax = 256
  /// Entries verified in one read.
  public var verificationPageCount = 1_024
  /// Simulations of a policy at a time; one more is refused with LIMIT_REACHED.
  public var simulationCountMax = 2
  /// Queries read at a time by a simulation.
  public var simulatedPageCount = 256
  /// Differences that a simulation tells; further ones are only counted.
  public var simulatedDifferenceCountMax = 1_000
  /// Longest simulation where the call has no nearer deadline; past it the caller is told where to go on.
  public var simulationMicrosecondsMax: Int64 = 60_000_000
  /// Longest time between two looks at the clocks.
  public var tickMicroseconds: Int64 = 250_000
  /// How long a failed write counts although the store answers reads.
  public var writeRetryMicroseconds: Int64 = 5_000_000

  public init() {}
}
