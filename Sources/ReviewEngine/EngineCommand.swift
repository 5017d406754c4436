import AuditTrail
import ReviewCore
import ReviewStore

/// What a batch decides: prepared outside of it, so that the batch only does what needs the state.
enum EngineCommand: Sendable {
  case submit(PreparedSubmission)
  /// Indirect, so that a queue of commands moves a word for each.
  indirect case act(PreparedAction)
  /// Claim the most urgent review of a role.
  indirect case claimNext(PreparedClaim)
  /// Issue a permit.
  indirect case authorize(PreparedAuthorization)
  /// Change the service itself.
  indirect case service(PreparedServiceCommand)

  /// The request id to look up; nil when there is none.
  var requestKey: RequestKey? {
    switch self {
    case .submit(let submission): submission.identity.key
    case .act(let action): action.identity.key
    case .claimNext(let claim): claim.identity.key
    case .authorize(let authorization): authorization.identity.key
    case .service(let command): command.identity.key
    }
  }

  /// A review that must be known to judge the command.
  var reviewNeeded: AuditID? {
    switch self {
    case .submit(let submission): submission.supersedes
    case .act(let action): action.auditID
    case .authorize(let authorization): authorization.auditID
    case .claimNext, .service: nil
    }
  }
}

/// A proposal that was rendered and classified. An object, so that its way through the queue copies nothing.
final class PreparedSubmission: Sendable {
  let identity: RequestIdentity
  let actor: String
  let proposal: Proposal
  let actionJSON: String
  let actionDigest: ActionDigest
  let supersedes: AuditID?
  /// The policy of `risk`; the batch classifies again when another one came into force meanwhile.
  let policy: ReviewPolicy
  let risk: RiskAssessment
  /// What the operator's classifier said; nil where none was asked.
  let classifier: ClassifierFinding?

  init(
    identity: RequestIdentity, actor: String, proposal: Proposal, actionJSON: String, actionDigest: ActionDigest,
    supersedes: AuditID?, policy: ReviewPolicy, risk: RiskAssessment, classifier: ClassifierFinding?
  ) {
    self.identity = identity
    self.actor = actor
    self.proposal = proposal
    self.actionJSON = actionJSON
    self.actionDigest = actionDigest
    self.supersedes = supersedes
    self.policy = policy
    self.risk = risk
    self.classifier = classifier
  }
}

/// A command on a review.
struct PreparedAction: Sendable {
  let identity: RequestIdentity
  let actor: String
  let auditID: AuditID
  let command: ReviewCommand
}

/// A claim of whatever is the most urgent.
struct PreparedClaim: Sendable {
  let identity: RequestIdentity
  let actor: String
  let claim: ReviewCommand.Claim
}

/// What became of a command whose entries are durable.
struct CommandOutcome: Sendable {
  let auditID: AuditID
  /// The last entry that the answer reflects.
  let sequence: Int64
  /// Whether this request_id had been recorded before; nothing was written then.
  let isDeduplicated: Bool
  /// The answer where the whole review is at hand.
  let answer: CommandAnswer?
}

/// The answer to a command: durable when it is returned. An object, so that handing it on counts one reference.
public final class CommandAnswer: Sendable {
  /// The review as it stands.
  public let review: ReviewRecord
  /// Whether this request_id had been recorded before; nothing was written then.
  public let isDeduplicated: Bool
  /// The moment for which clocks are shown.
  public let now: Instant

  init(review: ReviewRecord, isDeduplicated: Bool, now: Instant) {
    self.review = review
    self.isDeduplicated = isDeduplicated
    self.now = now
  }
}

extension Refusal {
  static let shuttingDown = Refusal(
    reason: .storeUnavailable, message: "The service is shutting down; call another server or try again.")

  static let callEnded = Refusal(
    reason: .storeUnavailable, message: "The call ended before its turn came; nothing was recorded.")

  static let storeUnavailable = Refusal(
    reason: .storeUnavailable, message: "The audit trail cannot be written now; nothing was recorded. Try again.")

  static let outcomeUnknown = Refusal(
    reason: .storeUnavailable,
    message: "It is not known whether this was recorded; repeat it with the same request_id, or look before you repeat."
  )

  static func recordedButUnreadable(_ sequence: Int64) -> Refusal {
    Refusal(
      reason: .storeUnavailable,
      message: "It was recorded, through entry \(sequence), but the review cannot be read now; read it again later.")
  }

  static let unreadable = Refusal(
    reason: .storeUnavailable, message: "The audit trail cannot be read now. Try again.")

  static func limitReached(_ name: String, _ limit: Int) -> Refusal {
    Refusal(
      reason: .limitReached, message: "The limit of \(limit) \(name) is reached; try again later.",
      metadata: [Metadatum(key: "limit", value: name)])
  }

  static func notFound(_ auditID: AuditID) -> Refusal {
    Refusal(reason: .notFound, message: "There is no review \(auditID.text).")
  }

  static func nothingToClaim(_ role: String) -> Refusal {
    Refusal(reason: .notFound, message: "Nothing waits for \(role) that this reviewer could take.")
  }

  static func requestIDReused(by auditID: AuditID) -> Refusal {
    Refusal(
      reason: .requestIDReused, message: "This request_id was used with other content.",
      metadata: [Metadatum(key: "audit_id", value: auditID.text)])
  }

  static func chainBroken(at sequence: Int64) -> Refusal {
    Refusal(
      reason: .chainBroken, message: "The audit trail failed verification at entry \(sequence); nothing is recorded.",
      metadata: [Metadatum(key: "sequence", value: String(sequence))])
  }

  /// - Parameter field: the one that can be that large.
  static func entryTooLarge(_ field: String) -> Refusal {
    Refusal(fieldViolations: [
      FieldViolation(field, "makes an entry of more than \(EntryDraft.canonicalBytesMax) bytes in canonical form")
    ])
  }

  static let clockSkew = Refusal(
    reason: .clockSkew, message: "The server's clock is behind the audit trail's; nobody decides until they agree.")
}
