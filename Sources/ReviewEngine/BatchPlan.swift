import AuditTrail
import ReviewCore
import ReviewStore

/// Decides a batch of commands: pure, given the state, the commands, the time and the random words.
///
/// What it gathers is written in one transaction; it is thrown away when the store did not take it.
struct BatchPlan {
  /// A review that the batch made or changed.
  struct Change: Sendable {
    /// As it was before the batch; nil for a new one.
    let before: ReviewCase?
    /// As it is after its last entry of the batch.
    var after: ReviewCase
    /// The clock that last reached its warning or deadline, as it stood then: an escalation starts another one.
    var reachedClock: WatchClock?
    /// Whether anything else than a warning happened.
    var changedBeyondWarning = false
  }

  /// A review that a fault blocked: an operator must look at it.
  struct FaultBlock: Sendable {
    let auditID: AuditID
    let reason: String
  }

  /// What a command is answered once the batch is durable.
  enum Verdict {
    case done(CommandOutcome)
    case refused(Refusal)
  }

  /// The commands' and the clocks' time: never before the chain's last entry.
  let now: Instant
  /// In force for new submissions.
  let policy: ReviewPolicy
  private(set) var writer: ChainWriter
  private(set) var entries: [AuditEntry] = []
  private(set) var requests: [RequestRecord] = []
  /// Reviews in the order of their first change.
  private(set) var changes: [Change] = []
  /// Where a review is in `changes`.
  private var positions: [AuditID: Int] = [:]
  private let expectedHead: ChainHead
  /// The last entry about the service itself: the command that review entries after it belong to.
  private var commandSequence: Int64 = 0
  /// Whether the wall clock is so far behind the chain that nobody may decide (domain.md §4, Execution).
  let isClockBehind: Bool
  /// The wall clock's time as it is: what permits carry.
  let wallClock: Instant
  /// Signs permits; nil where this server has no key.
  let issuer: PermitIssuer?
  /// Permits whose outcome this batch left unknown.
  private(set) var unknownOutcomes: [UnknownOutcome] = []
  private var used: [RequestKey: RequestRecord]
  var cases: [AuditID: ReviewCase]
  private var depths: [Int]
  /// Registry and switches, with what this batch changed.
  var service: ServiceState
  /// What went wrong inside of the workflow in this batch.
  private(set) var faultBlocks: [FaultBlock] = []
  /// What this batch recorded of the service itself.
  private(set) var serviceEvents: [ServiceEvent] = []
  /// Came into force by this batch, whose last command that was: everything later is decided by the next one, on a state
  /// whose queues and sums are the new policy's.
  var activatedPolicy: ReviewPolicy?
  /// The registry: who is which person, who may act.
  var roster: Roster { service.roster }
  /// What was asked for lately by those who submit in this batch, its own submissions included.
  var amounts: [AmountIndex.Key: AmountIndex.Totals] = [:]
  /// What was asked for until then is in none of `amounts`.
  var amountsStart = Instant(unixMicroseconds: .min)
  /// What those who act in this batch did lately, its own opinions included; empty where no limit is on.
  var activities = ActivityIndex()
  /// How the reviews were submitted that a command of the batch may approve; only where second looks are taken.
  var proposals: [AuditID: ReviewEvent.Submitted] = [:]
  /// How many wait in each role's queue, with what this batch changed.
  var depthsNow: QueueDepths { QueueDepths(waitingByRank: depths) }
  /// The opinions of this batch.
  var marks: [ReviewerMark] = []
  /// What waits for a role, the most urgent first; for roles of which a command claims the next.
  private let candidates: [String: [ReviewCase]]
  /// Signs what becomes final; nil without a key.
  let signer: ReceiptSigner?

  /// - Parameters:
  ///   - used: records of those request ids of the commands that are used.
  ///   - cases: the reviews that the commands need, as far as they exist.
  ///   - depths: waiting reviews by rank of the role in `policy`.
  ///   - candidates: what can be claimed, by role, the most urgent first.
  init(
    head: ChainHead, now: Instant, policy: ReviewPolicy, used: [RequestRecord], cases: [AuditID: ReviewCase],
    depths: [Int], service: ServiceState = ServiceState(), candidates: [String: [ReviewCase]] = [:],
    issuer: PermitIssuer? = nil, signer: ReceiptSigner? = nil
  ) {
    self.signer = signer
    self.service = service
    self.issuer = issuer
    wallClock = now
    self.candidates = candidates
    self.now = max(now, Instant(unixMicroseconds: head.timestampMicroseconds))
    self.policy = policy
    isClockBehind =
      head.timestampMicroseconds - now.unixMicroseconds > policy.rules.periods.clockSkewMicroseconds
    writer = ChainWriter(head: head)
    expectedHead = head
    self.used = Dictionary(used.map { ($0.key, $0) }) { first, _ in first }
    self.cases = cases
    self.depths = depths
  }

  /// What the store appends; nil when nothing is to be written.
  var batch: AppendBatch? {
    guard !entries.isEmpty else { return nil }
    return AppendBatch(
      expectedHead: expectedHead, entries: entries, requests: requests,
      reviews: changes.map { ReviewProjection($0.after, isNew: $0.before == nil) })
  }

  /// Whether nothing is to be written.
  var isEmpty: Bool { entries.isEmpty }

  // MARK: Commands

  mutating func decide(_ command: EngineCommand, random: () -> (UInt64, UInt64)) -> Verdict {
    switch command {
    case .submit(let submission):
      submit(submission, auditID: AuditID(at: now, random: random()), random: random)
    case .act(let action): act(action, random: random)
    case .claimNext(let claim): claimNext(claim, random: random)
    case .authorize(let authorization): authorize(authorization, permitID: AuditID(at: now, random: random()))
    case .service(let command): perform(command, id: AuditID(at: now, random: random()))
    }
  }

  private mutating func submit(
    _ submission: PreparedSubmission, auditID: AuditID, random: () -> (UInt64, UInt64)
  ) -> Verdict {
    if let earlier = submission.supersedes, cases[earlier]?.userID != submission.proposal.userID {
      return .refused(.notFound(earlier))
    }
    if let verdict = repeated(submission.identity) { return verdict }
    if let refusal = refusalToSupersede(submission) { return .refused(refusal) }
    let risk = assess(submission)
    let routing = routeToReviewer(
      risk, proposal: submission.proposal, roster: roster, queueDepths: QueueDepths(waitingByRank: depths),
      policy: policy)
    let submitted = ReviewCore.submit(
      submission.proposal, actionJSON: submission.actionJSON, actionDigest: submission.actionDigest, risk: risk,
      routing: routing, request: submission.identity.reference, supersedesAuditID: submission.supersedes?.text ?? "",
      policy: policy, now: now)
    let blocks = blocks(of: ReviewCase(submitted, auditID: auditID, at: now, sequence: 0, policy: policy))
    let automatic = blocks.isEmpty ? automaticDecision(for: submitted, policy: policy).map { [$0] } ?? [] : blocks
    var events = [(event: ReviewEvent.submitted(submitted), actor: submission.actor)]
    events += automatic.map { ($0, "system") }
    guard let first = record(&events, of: auditID, reserving: rereviewBytes) else {
      return .refused(.entryTooLarge("rag_response"))
    }
    use(submission.identity, auditID: auditID, sequence: first)
    sample(events.last?.event, of: auditID, proposal: submitted, command: first, random: random)
    var review = ReviewRecord(submitted, auditID: auditID, at: now, sequence: first, policy: policy)
    note(submitted: review.state)
    for (index, event) in events.dropFirst().enumerated() {
      review.apply(event.event, at: now, sequence: first + 1 + Int64(index))
    }
    let answer = CommandAnswer(review: review, isDeduplicated: false, now: now)
    return .done(
      CommandOutcome(auditID: auditID, sequence: writer.head.sequence, isDeduplicated: false, answer: answer))
  }

  private mutating func act(_ action: PreparedAction, random: () -> (UInt64, UInt64)) -> Verdict {
    guard cases[action.auditID] != nil else { return .refused(.notFound(action.auditID)) }
    if let verdict = repeated(action.identity) { return verdict }
    if isClockBehind, case .submitReview = action.command { return .refused(.clockSkew) }
    moveClocks(of: action.auditID)
    guard let review = cases[action.auditID] else { return .refused(.notFound(action.auditID)) }
    switch review.decide(action.command, now: now, roster: roster) {
    case .failure(let refusal): return .refused(refusal)
    case .success(let events):
      if let refusal = switchRefusal(of: action.command, on: review) ?? personLimitRefusal(of: action.command) {
        return .refused(refusal)
      }
      guard let first = record(events.map { ($0, action.actor) }, of: action.auditID) else {
        return .refused(.entryTooLarge(action.command.largestField))
      }
      use(action.identity, auditID: action.auditID, sequence: first)
      sample(events.last, of: action.auditID, proposal: proposals[action.auditID], command: first, random: random)
      return .done(
        CommandOutcome(
          auditID: action.auditID, sequence: writer.head.sequence, isDeduplicated: false, answer: nil))
    }
  }

  /// The first of the role's queue that this reviewer may claim.
  private mutating func claimNext(_ claim: PreparedClaim, random: () -> (UInt64, UInt64)) -> Verdict {
    if let verdict = repeated(claim.identity) { return verdict }
    for candidate in candidates[claim.claim.reviewerRole] ?? [] {
      include(candidate)
      moveClocks(of: candidate.auditID)
      guard let review = cases[candidate.auditID], review.reviewerRole == claim.claim.reviewerRole,
        review.claim == nil, case .success = review.decide(.claim(claim.claim), now: now, roster: roster)
      else { continue }
      return act(
        PreparedAction(
          identity: claim.identity, actor: claim.actor, auditID: candidate.auditID, command: .claim(claim.claim)),
        random: random)
    }
    return .refused(.nothingToClaim(claim.claim.reviewerRole))
  }

  /// Applies what is due by now, each step a command of its own by `system` (domain.md §4, §5).
  mutating func moveClocks(of auditID: AuditID) {
    // A claim and a question lapse, a clock has a warning, a breach and an end: more steps at one moment are a fault.
    for _ in 0..<12 {
      guard let events = cases[auditID]?.due(now: now), !events.isEmpty else { return }
      guard record(events.map { ($0, "system") }, of: auditID) != nil else { break }
    }
    block(auditID, reason: "An error inside the workflow: its clock cannot be moved")
  }

  /// What goes wrong inside of the workflow blocks, and approves nothing (domain.md §7).
  mutating func block(_ auditID: AuditID, reason: String) {
    guard let review = cases[auditID], !review.status.isFinal, review.status != .blocked else { return }
    let blocked = record([(.blocked(ReviewEvent.Blocked(reason: reason)), "system")], of: auditID)
    if blocked != nil { faultBlocks.append(FaultBlock(auditID: auditID, reason: reason)) }
  }

  /// Adds a review whose clocks are to be moved.
  mutating func include(_ review: ReviewCase) { cases[review.auditID] = cases[review.auditID] ?? review }

  // MARK: Request ids

  /// What a request id was used for.
  func usedRequest(_ identity: RequestIdentity) -> RequestRecord? { identity.key.flatMap { used[$0] } }

  /// The answer to a request id that was used before, also in this batch: the first wins.
  func repeated(_ identity: RequestIdentity) -> Verdict? {
    guard let key = identity.key, let record = used[key] else { return nil }
    guard record.requestDigest == identity.digest else { return .refused(.requestIDReused(by: record.auditID)) }
    return .done(
      CommandOutcome(
        auditID: record.auditID, sequence: writer.head.sequence, isDeduplicated: true, answer: nil))
  }

  mutating func use(_ identity: RequestIdentity, auditID: AuditID, sequence: Int64) {
    guard let key = identity.key else { return }
    let record = RequestRecord(key: key, requestDigest: identity.digest, auditID: auditID, sequence: sequence)
    used[key] = record
    requests.append(record)
  }

  /// The review that a proposal replaces must be final.
  private mutating func refusalToSupersede(_ submission: PreparedSubmission) -> Refusal? {
    guard let earlier = submission.supersedes else { return nil }
    moveClocks(of: earlier)
    guard let review = cases[earlier], !review.status.isFinal else { return nil }
    return Refusal(
      reason: .wrongStatus, message: "The review that this one replaces is not final.",
      metadata: [Refusal.Metadatum(key: "status", value: review.status.contractName)])
  }

  // MARK: Entries

  /// What most entries fit into.
  private static let usualEntryBytes = 2_048

  /// Appends the events of one command; see `record(_:of:command:)` of those that can be changed.
  mutating func record(
    _ events: [(event: ReviewEvent, actor: String)], of auditID: AuditID, command: Int64? = nil,
    reserving reservedBytes: Int = 0
  ) -> Int64? {
    var events = events
    return record(&events, of: auditID, command: command, reserving: reservedBytes)
  }

  /// Appends the events of one command, and signs what makes the review final.
  ///
  /// - Returns: the sequence of the first; nil, and nothing was changed, when one of them is too large.
  private mutating func record(
    _ events: inout [(event: ReviewEvent, actor: String)], of auditID: AuditID, command: Int64? = nil,
    reserving reservedBytes: Int = 0
  ) -> Int64? {
    let first = writer.head.sequence + 1
    let command = command ?? first
    let text = auditID.text
    let (writerBefore, countBefore) = (writer, entries.count)
    var room = CanonicalJSONWriter(reservingCapacity: Self.usualEntryBytes)
    for index in events.indices {
      sign(&events, at: index, of: auditID)
      let (event, actor) = events[index]
      let entry = writer.append(
        auditID: text, eventType: event.eventType, actor: actor, timestampMicroseconds: now.unixMicroseconds, in: &room
      ) { EventEncoding.write(event, command: command, to: &$0) }
      guard let entry, entry.canonicalJSON.count <= EntryDraft.canonicalBytesMax - reservedBytes else {
        writer = writerBefore
        entries.removeLast(entries.count - countBefore)
        return nil
      }
      entries.append(entry)
    }
    for (offset, (event, _)) in events.enumerated() { fold(event, of: auditID, sequence: first + Int64(offset)) }
    return first
  }

  /// Appends an entry about the service itself.
  ///
  /// - Returns: its sequence; nil, and nothing was changed, when it is too large.
  mutating func append(_ event: ServiceEvent, actor: String) -> Int64? {
    let sequence = writer.head.sequence + 1
    let draft = EntryDraft(
      auditID: "", eventType: event.eventType, actor: actor, timestampMicroseconds: now.unixMicroseconds,
      dataJSON: event.data(command: sequence))
    guard draft.canonicalBytes <= EntryDraft.canonicalBytesMax else { return nil }
    entries.append(writer.append(draft))
    serviceEvents.append(event)
    commandSequence = sequence
    return sequence
  }

  /// Appends what follows for a review from the entry about the service that was appended last.
  mutating func follow(_ event: ReviewEvent, of auditID: AuditID, actor: String) {
    _ = record([(event, actor)], of: auditID, command: commandSequence)
  }

  private mutating func fold(_ event: ReviewEvent, of auditID: AuditID, sequence: Int64) {
    let before = cases[auditID]
    let after = Self.folded(event, into: before, auditID: auditID, at: now, sequence: sequence, policy)
    guard let after else { return }
    cases[auditID] = after
    let position = positions[auditID] ?? changes.count
    if position == changes.count {
      positions[auditID] = position
      changes.append(Change(before: before, after: after))
    } else {
      changes[position].after = after
    }
    changes[position].note(event, now: now)
    if let unknown = UnknownOutcome(event, of: auditID) { unknownOutcomes.append(unknown) }
    noteAmount(before: before, after: after)
    noteOpinion(event, before: before, sequence: sequence)
    countDepths(before, after)
  }

  static func folded(
    _ event: ReviewEvent, into before: ReviewCase?, auditID: AuditID, at now: Instant, sequence: Int64,
    _ policy: ReviewPolicy
  ) -> ReviewCase? {
    if case .submitted(let submitted) = event {
      return ReviewCase(submitted, auditID: auditID, at: now, sequence: sequence, policy: policy)
    }
    var after = before
    after?.apply(event, at: now, sequence: sequence)
    return after
  }

  /// Keeps the queues' depths current inside of the batch.
  private mutating func countDepths(_ before: ReviewCase?, _ after: ReviewCase) {
    if let before, !before.status.isFinal { addDepth(-1, role: before.reviewerRole) }
    if !after.status.isFinal { addDepth(1, role: after.reviewerRole) }
  }

  private mutating func addDepth(_ count: Int, role: String) {
    guard let rank = policy.rank(ofRole: role), rank < depths.count else { return }
    depths[rank] += count
  }
}

extension BatchPlan.Change {
  fileprivate mutating func note(_ event: ReviewEvent, now: Instant) {
    switch event {
    case .slaWarning: reachedClock = WatchClock(after, now: now)
    case .slaBreached:
      reachedClock = WatchClock(after, now: now)
      changedBeyondWarning = true
    case .submitted, .opinionRecorded, .decided, .escalated, .expired, .cancelled, .claimed, .claimReleased,
      .claimExpired, .informationRequested, .informationProvided, .informationLapsed, .blocked, .unblocked,
      .overridden, .executionAuthorized, .executionReported, .executionLapsed, .executionReconciled:
      changedBeyondWarning = true
    }
  }
}

extension ReviewCommand {
  /// The field that can make its entry too large.
  fileprivate var largestField: String {
    switch self {
    case .submitReview: "supporting_evidence"
    case .escalate, .cancel: "reason"
    case .claim, .releaseClaim: "reviewer_id"
    case .requestInformation: "question"
    case .provideInformation: "answer"
    case .override, .reconcileExecution: "justification"
    case .reportExecution: "detail"
    }
  }
}
