import AuditTrail
import ReviewCore

/// Where the chain is kept, with the projections that are stamped in the same transaction.
///
/// The chain is the only truth; what else a store keeps can be rebuilt from it. Every implementation passes
/// `StoreConformance`. Calls may come from any thread; each is one consistent read or one transaction.
public protocol ReviewStore: Sendable {
  /// Name of the log, fixed when the store was made; part of the genesis hash.
  var origin: String { get }

  /// Where the chain ends now.
  func head() async throws(StoreError) -> ChainHead

  /// Appends entries with their projections in one transaction.
  ///
  /// Durable on `.committed`: it survives the loss of the process and of power. Nothing was written on `.headMoved`, which also
  /// is the answer to a head of that sequence with another hash. Nothing was written after an error, unless its
  /// `outcomeUnknown` is true: then read the head again before anything else.
  /// - Precondition: `batch.checkLinks()` holds; a wrong link is our own mistake and stops us before the write.
  /// - Throws: `.damaged` when a request id of the batch is used already (ask `requests` first), `.unavailable` when the
  ///   disk is full or the database busy, `.closed`.
  func append(_ batch: AppendBatch) async throws(StoreError) -> AppendResult

  /// Which of the request ids are used, in any order; the others are absent.
  func requests(_ keys: [RequestKey]) async throws(StoreError) -> [RequestRecord]

  /// Entries after a sequence number in the order of the chain, as stored, unverified.
  func entries(after sequence: Int64, limit: Int) async throws(StoreError) -> [AuditEntry]

  /// All entries of these reviews up to and including `sequence`, in the order of the chain, each once.
  func entries(of reviews: [AuditID], through sequence: Int64) async throws(StoreError) -> [AuditEntry]

  /// Entries that match, after a sequence number, in the order of the chain. Texts match byte by byte, never normalised.
  ///
  /// A filter on actor or event type may read the whole chain; one on a review or a time does not.
  func entries(matching filter: EntryFilter, after sequence: Int64, limit: Int) async throws(StoreError) -> [AuditEntry]

  /// Ids of the reviews of which something is still to come (`ReviewProjection.isWaiting`), ascending, after one of them.
  func waitingReviews(after auditID: AuditID?, limit: Int) async throws(StoreError) -> [AuditID]

  /// Ids of the reviews that match, newest first (largest id first), before one of them.
  func reviews(matching search: ReviewSearch, before auditID: AuditID?, limit: Int) async throws(StoreError)
    -> [AuditID]

  /// Where whoever waits for one call after the other runs best: the thread that the answers come on. Nil where there is none.
  var executor: (any TaskExecutor)? { get }

  /// Calls `wake`, on any thread, when another server may have appended: soon after it did, sometimes for nothing, and
  /// sometimes not at all, so that the head must be read now and then besides. One call replaces the `wake` before.
  func onAppendElsewhere(_ wake: @escaping @Sendable () -> Void)

  /// Answers the calls that wait, then closes the files or connections; later calls throw `.closed`. Safe to repeat.
  func close() async
}

extension ReviewStore {
  public var executor: (any TaskExecutor)? { nil }

  /// A store of one server has nobody to hear of.
  public func onAppendElsewhere(_ wake: @escaping @Sendable () -> Void) {}
}

/// Entries to append with what goes with them.
public struct AppendBatch: Sendable {
  /// The head that the entries continue.
  public var expectedHead: ChainHead
  /// At least one, linked to each other and to `expectedHead`.
  public var entries: [AuditEntry]
  /// Request ids that these entries use up.
  public var requests: [RequestRecord]
  /// Reviews that were made or changed, each once, as they stand after the last entry.
  public var reviews: [ReviewProjection]

  public init(
    expectedHead: ChainHead, entries: [AuditEntry], requests: [RequestRecord] = [], reviews: [ReviewProjection] = []
  ) {
    self.expectedHead = expectedHead
    self.entries = entries
    self.requests = requests
    self.reviews = reviews
  }
}

public enum AppendResult: Sendable, Equatable {
  /// Durable; the head is the batch's last entry.
  case committed
  /// Another writer was first; nothing was written.
  case headMoved(ChainHead)
}

/// SHA-256 over method, principal, the message's own id and request_id (domain.md §6, Idempotency).
public struct RequestKey: Hashable, Sendable {
  public var digest: SHA256Digest

  public init(digest: SHA256Digest) { self.digest = digest }
}

/// A request id that was used.
public struct RequestRecord: Sendable, Equatable {
  public var key: RequestKey
  /// SHA-256 of the request's canonical form without request_id.
  public var requestDigest: SHA256Digest
  /// The review that the request made or changed.
  public var auditID: AuditID
  /// Sequence of the command's first entry.
  public var sequence: Int64

  public init(key: RequestKey, requestDigest: SHA256Digest, auditID: AuditID, sequence: Int64) {
    self.key = key
    self.requestDigest = requestDigest
    self.auditID = auditID
    self.sequence = sequence
  }
}

/// What a store keeps of a review to find it by: a projection of its entries.
public struct ReviewProjection: Sendable, Equatable {
  public var auditID: AuditID
  /// Whether the batch makes it, so that a store need not look whether it is there. Not stored.
  public var isNew: Bool
  /// Whether something is still to come: the status is not final, or an execution is not settled. A start reads these.
  public var isWaiting: Bool
  /// Full name of the status, for example "REVIEW_STATUS_PENDING".
  public var status: String
  public var userID: String
  public var domain: String
  public var actionType: String
  public var actionDigest: SHA256Digest
  /// The role whose queue it is in.
  public var reviewerRole: String
  /// Sequence of the last entry that this row reflects.
  public var lastSequence: Int64

  public init(
    auditID: AuditID, isWaiting: Bool, status: String, userID: String, domain: String, actionType: String,
    actionDigest: SHA256Digest, reviewerRole: String, lastSequence: Int64, isNew: Bool = false
  ) {
    self.auditID = auditID
    self.isNew = isNew
    self.isWaiting = isWaiting
    self.status = status
    self.userID = userID
    self.domain = domain
    self.actionType = actionType
    self.actionDigest = actionDigest
    self.reviewerRole = reviewerRole
    self.lastSequence = lastSequence
  }
}

/// Which entries; an empty or absent field matches all, the fields are joined by "and".
public struct EntryFilter: Sendable, Equatable {
  public var auditID: String = ""
  public var actor: String = ""
  public var eventType: String = ""
  /// Only entries about the service itself, which have no review; there are few, and a store finds them without reading the
  /// rest of the chain.
  public var isAboutService = false
  /// From this instant, included.
  public var start: Instant?
  /// Before this instant.
  public var end: Instant?

  public init() {}
}

/// Which reviews; an empty array or absent field matches all, values of one field are alternatives.
public struct ReviewSearch: Sendable, Equatable {
  public var statuses: [String] = []
  public var userIDs: [String] = []
  public var domains: [String] = []
  public var actionTypes: [String] = []
  public var reviewerRoles: [String] = []
  public var actionDigest: SHA256Digest?

  public init() {}
}
