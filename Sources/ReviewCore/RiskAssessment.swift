/// The result of the classification, with every rule that matched (domain.md §2).
public struct RiskAssessment: Hashable, Sendable {
  /// The highest level of the rules that matched.
  public var level: RiskLevel
  /// The sentences of the rules that matched, joined by "; ".
  public var reason: String
  /// Names of the rules that matched, most severe first.
  public var matchedRules: [String]
  /// Whether something unknown, or a fault of the classifier, made it CRITICAL.
  public var isFailSafe: Bool
  /// What reviewers' limits are held against, in the base currency, rounded up; zero where no amount is known.
  /// nil means unlimited: only a role without limit may approve.
  public var assessedAmount: Money?
  /// Where it came from.
  public var amountSource: AmountSource
  /// Sum of the requester's window, where the policy aggregates.
  public var aggregateAmount: Money? = nil
  /// What a reviewer must be told; the level stands.
  public var warnings: [String] = []
  /// The action type by the policy's own name, stated or inferred; as given where the policy does not know it;
  /// empty where none was given or inferred.
  public var actionType: String
  /// Whether `actionType` was inferred from the text; such a review is never executable.
  public var isActionInferred: Bool
  /// The stated or inferred domain; empty where neither.
  public var domain: String
  /// What the operator's own classifier said; nil where none was asked.
  public var classifier: ClassifierFinding? = nil

  public init(
    level: RiskLevel, reason: String, matchedRules: [String], isFailSafe: Bool, assessedAmount: Money? = nil,
    amountSource: AmountSource, aggregateAmount: Money? = nil, warnings: [String] = [], actionType: String,
    isActionInferred: Bool, domain: String
  ) {
    self.level = level
    self.reason = reason
    self.matchedRules = matchedRules
    self.isFailSafe = isFailSafe
    self.assessedAmount = assessedAmount
    self.amountSource = amountSource
    self.aggregateAmount = aggregateAmount
    self.warnings = warnings
    self.actionType = actionType
    self.isActionInferred = isActionInferred
    self.domain = domain
  }
}
