/// What a requester submitted, as given: nothing trimmed, defaulted or inferred (domain.md §4).
///
/// The model's rag_response is not part of it; it lives in action_json, which is made at the edge.
public struct Proposal: Hashable, Sendable {
  /// Who asks; empty only for ClassifyRisk.
  public var userID: String = ""
  /// What is asked.
  public var queryText: String
  /// The money at stake, where stated.
  public var transactionAmount: Money? = nil
  /// For example "investment_decision"; may be empty.
  public var actionType: String = ""
  /// Whether material non-public information is involved.
  public var containsMNPI: Bool = false
  /// From 0 to 1, where known.
  public var modelConfidence: Double? = nil
  /// For example "derivatives"; may be empty.
  public var domain: String = ""
  /// The requester's own labels, ordered by key.
  public var labels: [Label] = []
  /// Who or what is behind it.
  public var origin: Origin? = nil
  /// The last moment at which it is valid.
  public var validUntil: Instant? = nil

  public init(
    userID: String = "", queryText: String, transactionAmount: Money? = nil, actionType: String = "",
    containsMNPI: Bool = false, modelConfidence: Double? = nil, domain: String = "", labels: [Label] = [],
    origin: Origin? = nil, validUntil: Instant? = nil
  ) {
    self.userID = userID
    self.queryText = queryText
    self.transactionAmount = transactionAmount
    self.actionType = actionType
    self.containsMNPI = containsMNPI
    self.modelConfidence = modelConfidence
    self.domain = domain
    self.labels = labels
    self.origin = origin
    self.validUntil = validUntil
  }

  /// One label.
  public struct Label: Hashable, Sendable {
    /// The name.
    public var key: String
    /// The value.
    public var value: String

    public init(key: String, value: String) {
      self.key = key
      self.value = value
    }
  }

  /// Who or what is behind a proposal.
  public struct Origin: Hashable, Sendable {
    /// The agent or program.
    public var agentID: String = ""
    /// The model.
    public var modelID: String = ""
    /// Its version.
    public var modelVersion: String = ""
    /// The person on whose behalf it acts; may not review it.
    public var onBehalfOf: String = ""
    /// Desk, book or client account.
    public var accountID: String = ""

    public init(
      agentID: String = "", modelID: String = "", modelVersion: String = "", onBehalfOf: String = "",
      accountID: String = ""
    ) {
      self.agentID = agentID
      self.modelID = modelID
      self.modelVersion = modelVersion
      self.onBehalfOf = onBehalfOf
      self.accountID = accountID
    }
  }
}
