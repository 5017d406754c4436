import AuditTrail
import ReviewCore
import ReviewStore

@testable import ReviewEngine

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Reads each committed entry once and says what domain.md does not allow.
///
/// The chain is checked by the verifier, which shares no path with the writer; everything else by a fold of its own.
struct SimulationAuditor {
  private(set) var faults: [String] = []
  /// How often each request id was recorded as used.
  private(set) var uses: [String: Int] = [:]
  /// How often each type of entry came.
  private(set) var eventTypes: [String: Int] = [:]
  private(set) var sequence: Int64 = 0
  private var verifier: ChainVerifier
  /// Every state that a review ever had, by the sequence of its entry.
  private var history: [AuditID: [(sequence: Int64, review: ReviewCase)]] = [:]
  private var service = ServiceState()
  private var clocks: Set<String> = []

  init(origin: String) { verifier = ChainVerifier(origin: origin) }

  mutating func note(_ fault: String) { faults.append(fault) }

  // MARK: The chain

  mutating func read(_ database: SimulatedDatabase) {
    for entry in database.entries(after: sequence) {
      verifier.verify(entry)
      do throws(UnreadableEntry) { try take(entry) } catch { faults.append("unreadable: \(error)") }
      sequence = entry.sequence
    }
    if !verifier.verification.isValid { faults.append("the chain does not verify: \(verifier.verification)") }
    checkHolds()
  }

  private mutating func take(_ entry: AuditEntry) throws(UnreadableEntry) {
    eventTypes[entry.eventType, default: 0] += 1
    if let id = entry.requestID {
      uses[id, default: 0] += 1
      if uses[id] != 1 { faults.append("\(id) was recorded \(uses[id] ?? 0) times") }
    }
    guard let auditID = AuditID(text: entry.auditID) else {
      if let event = try ServiceEvent.event(of: entry) { service.apply(event) }
      return
    }
    guard let event = try EventDecoding.event(of: entry) else { return }
    let at = Instant(unixMicroseconds: entry.timestampMicroseconds)
    if case .submitted(let submitted) = event {
      if history[auditID] != nil { faults.append("\(auditID.text) was submitted twice") }
      let review = ReviewCase(
        submitted, auditID: auditID, at: at, sequence: entry.sequence, policy: SimulatedServer.policy.policy)
      history[auditID] = [(entry.sequence, review)]
      return
    }
    guard var review = history[auditID]?.last?.review else { return faults.append("no such review") }
    check(event, on: review, at: at)
    review.apply(event, at: at, sequence: entry.sequence)
    history[auditID]?.append((entry.sequence, review))
  }

  /// domain.md §4 Final and §5 Exactly once.
  private mutating func check(_ event: ReviewEvent, on review: ReviewCase, at: Instant) {
    let name = review.auditID.text
    if review.status.isFinal, !event.isAboutExecution {
      faults.append("\(name): \(event.eventType) after \(review.status)")
    }
    switch event {
    case .slaWarning(let clock), .slaBreached(let clock):
      let isNew = clocks.insert("\(name) \(event.eventType) \(clock.clockStartedAt.text)").inserted
      if !isNew { faults.append("\(name): \(event.eventType) twice") }
      if case .slaBreached = event, at <= clock.deadline { faults.append("\(name): breached early") }
      if review.status == .blocked || review.status == .awaitingInformation {
        faults.append("\(name): \(event.eventType) while \(review.status)")
      }
    case .decided(let decided): check(decided, on: review)
    case .claimed(let claimed):
      let end = review.deadline(asOf: at) > at ? review.deadline(asOf: at) : nil
      if let end, claimed.expiresAt > end { faults.append("\(name): a claim outlives the clock") }
      if claimed.claimToken <= review.claimToken { faults.append("\(name): a claim without a fence") }
    case .submitted, .opinionRecorded, .escalated, .expired, .cancelled, .claimReleased, .claimExpired,
      .informationRequested, .informationProvided, .informationLapsed, .blocked, .unblocked, .overridden,
      .executionAuthorized, .executionReported, .executionLapsed, .executionReconciled:
      break
    }
  }

  /// Approved by enough people, none of them twice, none of them the requester.
  private mutating func check(_ decided: ReviewEvent.Decided, on review: ReviewCase) {
    guard decided.status != .rejected else { return }
    let name = review.auditID.text
    let people = Set(decided.reviewers.map(service.roster.person))
    if people.count != decided.reviewers.count { faults.append("\(name): one person twice in \(decided.reviewers)") }
    if people.contains(service.roster.person(review.userID)) { faults.append("\(name): approved by the requester") }
    if people.count < review.requiredOpinions { faults.append("\(name): \(decided.reviewers) are too few") }
    if review.status == .blocked || review.status == .awaitingInformation {
      faults.append("\(name): decided while \(review.status)")
    }
  }

  /// What a switch or the registry says now, holds for every review that waits.
  private mutating func checkHolds() {
    let engaged = Set(service.killSwitches.map(\.killSwitchID))
    for review in waiting(through: sequence).values {
      if !engaged.isSuperset(of: review.killSwitchIDs) { faults.append("\(review.auditID.text): held by no switch") }
      for killSwitch in service.killSwitches where killSwitch.scope.stops(review) {
        if !review.killSwitchIDs.contains(killSwitch.killSwitchID) {
          faults.append("\(review.auditID.text): not stopped by \(killSwitch.scope)")
        }
      }
      if let holder = review.claim?.reviewerID, service.roster.member(holder)?.isDisabled == true {
        faults.append("\(review.auditID.text): claimed by \(holder), who is disabled")
      }
    }
  }

  // MARK: Servers and those who heard of something

  /// The waiting reviews as they stood after an entry.
  func waiting(through sequence: Int64) -> [AuditID: ReviewCase] {
    history.compactMapValues { states in
      guard let last = states.last(where: { $0.sequence <= sequence })?.review, !last.status.isFinal else { return nil }
      return last
    }
  }

  /// A server's state is the fold of the entries up to where it is.
  mutating func check(_ server: SimulatedServer, _ name: String) {
    if let report = server.reports.all.first(where: { $0.hasPrefix("broken") }) { faults.append("\(name): \(report)") }
    let (queue, head) = server.engine.view.withLock { ($0.queue, $0.head) }
    guard head.sequence <= sequence else { return faults.append("\(name) is ahead of the chain") }
    let expected = waiting(through: head.sequence)
    if queue.count != expected.count { faults.append("\(name) has \(queue.count) reviews, not \(expected.count)") }
    for (auditID, review) in expected where queue[auditID] != review {
      faults.append("\(name) has another \(auditID.text) at \(head.sequence)")
    }
    if queue.nextDue != expected.values.compactMap(\.nextDue).min() { faults.append("\(name) would miss a clock") }
  }

  /// What somebody was told is what was committed under that sequence.
  mutating func check(told review: ReviewCase, to whom: String) {
    guard let state = history[review.auditID]?.last(where: { $0.sequence <= review.sequence }) else {
      return faults.append("\(whom) heard of a review that is not there")
    }
    if state.review != review { faults.append("\(whom) heard of another \(review.auditID.text)") }
  }
}

extension ReviewEvent {
  /// "Final states never change; only `execution` is added."
  fileprivate var isAboutExecution: Bool { eventType.hasPrefix("execution.") }
}

extension AuditEntry {
  /// The request id that it uses up, found in its bytes: reading them as JSON once more would take most of the time.
  fileprivate var requestID: String? {
    let text = canonicalJSON.map(CChar.init(bitPattern:)) + [0]
    return text.withUnsafeBufferPointer { text in
      guard let base = text.baseAddress, let found = strstr(base, Self.requestIDMember) else { return nil }
      let id = UnsafePointer(found) + strlen(Self.requestIDMember)
      return String(decoding: UnsafeRawBufferPointer(start: id, count: strcspn(id, "\"")), as: UTF8.self)
    }
  }

  private static let requestIDMember = "\"request_id\":\""
}

extension KillSwitchScope {
  /// The scopes of this simulation, read anew.
  fileprivate func stops(_ review: ReviewCase) -> Bool {
    isEverything || (!userID.isEmpty && userID == review.userID)
  }
}
