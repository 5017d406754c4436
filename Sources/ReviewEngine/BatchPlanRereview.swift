import AuditTrail
import ReviewCore

// Second looks: some approvals, chosen by the hash of their own entry, are submitted again in the same transaction.
extension BatchPlan {
  /// What is hashed before the entry's own hash, so that the choice is no other value of the chain.
  static let rereviewDomain = "countersign-rereview/v1\n"
  /// A submission leaves so much room, as the second look's entry says a little more.
  static let rereviewRoomBytes = 2_048

  /// Submits a second look where the entry that was just written approved and its hash says so.
  ///
  /// - Parameters:
  ///   - proposal: how the review was submitted; nil where nothing is sampled.
  ///   - command: sequence of the first entry of the command.
  mutating func sample(
    _ event: ReviewEvent?, of auditID: AuditID, proposal: ReviewEvent.Submitted?, command: Int64,
    random: () -> (UInt64, UInt64)
  ) {
    let percent = policy.rules.reviewerLimits?.rereviewPercent ?? 0
    guard percent > 0, case .decided(let decided)? = event, decided.status != .rejected, let proposal,
      let review = cases[auditID], review.rereview == nil, let entry = entries.last,
      Rereview.isChosen(word: Self.rereviewWord(entry.currentHash), percent: percent)
    else { return }
    let submitted = review.rereview(
      of: proposal, decidedSequence: entry.sequence, roster: roster, queueDepths: depthsNow, policy: policy, now: now)
    let rereviewID = AuditID(at: now, random: random())
    let blocks = blocks(of: ReviewCase(submitted, auditID: rereviewID, at: now, sequence: 0, policy: policy))
    _ = record(([.submitted(submitted)] + blocks).map { ($0, "system") }, of: rereviewID, command: command)
  }

  /// See `Rereview.isChosen`.
  static func rereviewWord(_ decidedHash: SHA256Digest) -> UInt64 {
    let digest = SHA256.hash(Array(rereviewDomain.utf8) + decidedHash.withUnsafeBytes { Array($0) })
    return digest.withUnsafeBytes { $0.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }
  }

  /// What a submission leaves free, so that nobody escapes a second look by the size of a proposal.
  var rereviewBytes: Int { policy.rules.reviewerLimits?.rereviewPercent ?? 0 > 0 ? Self.rereviewRoomBytes : 0 }
}

extension EngineCommand {
  /// The review of which a second look may be submitted by this command.
  var sampledReview: AuditID? {
    guard case .act(let action) = self, case .submitReview(let review) = action.command, review.outcome.counts else {
      return nil
    }
    return action.auditID
  }
}
