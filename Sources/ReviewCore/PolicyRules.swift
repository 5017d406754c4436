/// Every number and name that the rules use, as data (domain.md §1 to §5). Made and checked by `Policy`.
public struct PolicyRules: Hashable, Sendable {
  /// Currencies with a rate; the first is the base currency with rate 1.
  public var currencies: [Currency]
  /// Words behind a number in a text, for example "million".
  public var magnitudes: [Magnitude]
  /// Roles, the lowest first; the last is the highest authority.
  public var roles: [Role]
  /// Known action types.
  public var actions: [Action]
  /// Amounts from which a level applies, the lowest level first; at most one for each level.
  public var amountThresholds: [AmountThreshold]
  /// The levels of the rules that have no table of their own.
  public var ruleLevels: RuleLevels
  /// Below this the confidence rule applies; decimal text as it is shown, for example "0.70".
  public var confidenceThreshold: String
  /// Terms of material non-public information, in lower case.
  public var mnpiTerms: [String]
  /// Terms of investment advice, in lower case.
  public var adviceTerms: [String]
  /// Action types by terms, tried in order when none was given.
  public var actionInferences: [Inference]
  /// Domains by terms, tried in order when none was given.
  public var domainInferences: [Inference]
  /// Where each level goes; at most one for each level.
  public var routes: [Route]
  /// SLA of a route that names none.
  public var defaultSLAMicroseconds: Int64
  /// The committee.
  public var committee: Committee
  /// Skills that a domain requires.
  public var domainSkills: [DomainSkills]
  /// Queue depth.
  public var queueDepth: QueueDepthRule
  /// Fewest characters of supporting evidence.
  public var evidenceMinimums: [EvidenceMinimum]
  /// From this amount in the base currency MODIFIED needs two opinions.
  public var modificationSecondOpinionFrom: Amount
  /// Levels that are approved without a person.
  public var autoApprovedLevels: [RiskLevel]
  /// Warning after so many hundredths of the SLA.
  public var warningPercent: Int64
  /// Warn when so much is left, if that is earlier; nil for never.
  public var warningRemainingMicroseconds: Int64? = nil
  /// Whether a breach moves the review up.
  public var isAutoEscalationOn: Bool
  /// After this since submission a review expires.
  public var expireAfterMicroseconds: Int64
  /// Numbers of claims, information requests, execution, override and retention.
  public var periods: Periods
  /// Limits on people; nil where the policy has no such section.
  public var reviewerLimits: ReviewerLimits? = nil
  /// Calendars, and the clocks that count by them; none for wall clocks alone.
  public var workingTime = WorkingTime()

  public init(
    currencies: [Currency], magnitudes: [Magnitude], roles: [Role], actions: [Action],
    amountThresholds: [AmountThreshold], ruleLevels: RuleLevels, confidenceThreshold: String,
    mnpiTerms: [String], adviceTerms: [String], actionInferences: [Inference], domainInferences: [Inference],
    routes: [Route], defaultSLAMicroseconds: Int64, committee: Committee, domainSkills: [DomainSkills],
    queueDepth: QueueDepthRule, evidenceMinimums: [EvidenceMinimum], modificationSecondOpinionFrom: Amount,
    autoApprovedLevels: [RiskLevel], warningPercent: Int64, warningRemainingMicroseconds: Int64? = nil,
    isAutoEscalationOn: Bool, expireAfterMicroseconds: Int64, periods: Periods
  ) {
    self.currencies = currencies
    self.magnitudes = magnitudes
    self.roles = roles
    self.actions = actions
    self.amountThresholds = amountThresholds
    self.ruleLevels = ruleLevels
    self.confidenceThreshold = confidenceThreshold
    self.mnpiTerms = mnpiTerms
    self.adviceTerms = adviceTerms
    self.actionInferences = actionInferences
    self.domainInferences = domainInferences
    self.routes = routes
    self.defaultSLAMicroseconds = defaultSLAMicroseconds
    self.committee = committee
    self.domainSkills = domainSkills
    self.queueDepth = queueDepth
    self.evidenceMinimums = evidenceMinimums
    self.modificationSecondOpinionFrom = modificationSecondOpinionFrom
    self.autoApprovedLevels = autoApprovedLevels
    self.warningPercent = warningPercent
    self.warningRemainingMicroseconds = warningRemainingMicroseconds
    self.isAutoEscalationOn = isAutoEscalationOn
    self.expireAfterMicroseconds = expireAfterMicroseconds
    self.periods = periods
  }

  /// A currency with its rate.
  public struct Currency: Hashable, Sendable {
    /// ISO 4217 code.
    public var code: String
    /// What one unit is worth in the base currency.
    public var rate: Amount
    /// Signs before a number in a text, for example "$".
    public var symbols: [String] = []

    public init(code: String, rate: Amount, symbols: [String] = []) {
      self.code = code
      self.rate = rate
      self.symbols = symbols
    }
  }

  /// A word behind a number.
  public struct Magnitude: Hashable, Sendable {
    /// In lower case, for example "k".
    public var word: String
    /// What it multiplies with.
    public var factor: Int64

    public init(word: String, factor: Int64) {
      self.word = word
      self.factor = factor
    }
  }

  /// A role of reviewers.
  public struct Role: Hashable, Sendable {
    /// For example "Senior Analyst".
    public var name: String
    /// Approves up to this in the base currency; nil for no limit.
    public var limit: Amount? = nil

    public init(name: String, limit: Amount? = nil) {
      self.name = name
      self.limit = limit
    }
  }

  /// What an action type is.
  public enum ActionKind: String, Hashable, Sendable, CaseIterable {
    case decision
    case analysis
    case informational
  }

  /// A known action type.
  public struct Action: Hashable, Sendable {
    /// In lower case, with underscores.
    public var name: String
    /// Which rule it matches.
    public var kind: ActionKind
    /// Whether a final approval may be executed.
    public var isExecutable: Bool = false
    /// From this level two opinions are needed; nil for never.
    public var secondOpinionFrom: RiskLevel? = nil

    public init(name: String, kind: ActionKind, isExecutable: Bool = false, secondOpinionFrom: RiskLevel? = nil) {
      self.name = name
      self.kind = kind
      self.isExecutable = isExecutable
      self.secondOpinionFrom = secondOpinionFrom
    }
  }

  /// From which amount a level applies.
  public struct AmountThreshold: Hashable, Sendable {
    /// The level.
    public var level: RiskLevel
    /// In the base currency.
    public var from: Amount

    public init(level: RiskLevel, from: Amount) {
      self.level = level
      self.from = from
    }
  }

  /// Levels of single rules.
  public struct RuleLevels: Hashable, Sendable {
    public var mnpi: RiskLevel
    public var decisionWithoutAmount: RiskLevel
    public var decisionWithAmount: RiskLevel
    public var analysis: RiskLevel
    public var informational: RiskLevel
    public var confidence: RiskLevel
    public var advice: RiskLevel
    public var unclassified: RiskLevel

    public init(
      mnpi: RiskLevel, decisionWithoutAmount: RiskLevel, decisionWithAmount: RiskLevel, analysis: RiskLevel,
      informational: RiskLevel, confidence: RiskLevel, advice: RiskLevel, unclassified: RiskLevel
    ) {
      self.mnpi = mnpi
      self.decisionWithoutAmount = decisionWithoutAmount
      self.decisionWithAmount = decisionWithAmount
      self.analysis = analysis
      self.informational = informational
      self.confidence = confidence
      self.advice = advice
      self.unclassified = unclassified
    }
  }

  /// What a text implies.
  public struct Inference: Hashable, Sendable {
    /// Any of these, in lower case.
    public var terms: [String]
    /// The action type or domain.
    public var result: String

    public init(terms: [String], result: String) {
      self.terms = terms
      self.result = result
    }
  }

  /// Where a level goes.
  public struct Route: Hashable, Sendable {
    public var level: RiskLevel
    /// First reviewer.
    public var role: String
    /// nil: the policy's default.
    public var slaMicroseconds: Int64? = nil
    /// Opinions that must agree.
    public var opinions: Int
    /// Whether the committee is needed from the start.
    public var isCommitteeNeeded: Bool = false
    /// Escalation path, the lowest role first.
    public var path: [String]
    /// Who must agree, where a number of opinions does not say it; then `opinions` is the fewest people that it needs.
    public var approval: Quorum? = nil

    public init(
      level: RiskLevel, role: String, slaMicroseconds: Int64? = nil, opinions: Int,
      isCommitteeNeeded: Bool = false, path: [String], approval: Quorum? = nil
    ) {
      self.level = level
      self.role = role
      self.slaMicroseconds = slaMicroseconds
      self.opinions = opinions
      self.isCommitteeNeeded = isCommitteeNeeded
      self.path = path
      self.approval = approval
    }
  }

  /// The committee's quorum.
  public struct Committee: Hashable, Sendable {
    /// Roles that sit in it, the lowest first.
    public var roles: [String]
    /// How many people must agree.
    public var quorum: Int
    /// One of them in this role or above.
    public var chairRole: String
    /// Who must agree, in place of `quorum` and `chairRole`; then `quorum` is the fewest people that it needs.
    public var approval: Quorum? = nil

    public init(roles: [String], quorum: Int, chairRole: String, approval: Quorum? = nil) {
      self.roles = roles
      self.quorum = quorum
      self.chairRole = chairRole
      self.approval = approval
    }
  }

  /// Skills of a domain.
  public struct DomainSkills: Hashable, Sendable {
    public var domain: String
    /// All of these.
    public var skills: [String]

    public init(domain: String, skills: [String]) {
      self.domain = domain
      self.skills = skills
    }
  }

  /// When a queue is too deep.
  public struct QueueDepthRule: Hashable, Sendable {
    /// More than this wait: the next goes elsewhere.
    public var limit: Int
    /// Roles whose queue flows over directly to `overflowRole`, where the path has it.
    public var overflowFrom: [String]
    /// See `overflowFrom`; empty for the next role always.
    public var overflowRole: String

    public init(limit: Int, overflowFrom: [String], overflowRole: String) {
      self.limit = limit
      self.overflowFrom = overflowFrom
      self.overflowRole = overflowRole
    }
  }

  /// Fewest characters of evidence for a level.
  public struct EvidenceMinimum: Hashable, Sendable {
    public var level: RiskLevel
    /// In Unicode scalars after trimming.
    public var characters: Int

    public init(level: RiskLevel, characters: Int) {
      self.level = level
      self.characters = characters
    }
  }

  /// Numbers of parts that have no rules in the core yet.
  public struct Periods: Hashable, Sendable {
    /// Window of `amount.aggregate`; 0 for none.
    public var aggregateWindowMicroseconds: Int64
    /// Default lease of a claim.
    public var claimLeaseMicroseconds: Int64
    /// How long questions may stop the clock in all.
    public var informationPauseMicroseconds: Int64
    /// How long after the decision a permit may be issued.
    public var executionWindowMicroseconds: Int64
    /// Default lifetime of a permit.
    public var permitLifetimeMicroseconds: Int64
    /// Longest lifetime of a permit.
    public var permitLifetimeMaximumMicroseconds: Int64
    /// Greatest difference of wall clock and chain time for decisions and permits.
    public var clockSkewMicroseconds: Int64
    /// Fewest characters of an override's justification.
    public var overrideMinimumCharacters: Int
    /// Days that audit entries are kept.
    public var auditRetentionDays: Int64

    public init(
      aggregateWindowMicroseconds: Int64, claimLeaseMicroseconds: Int64, informationPauseMicroseconds: Int64,
      executionWindowMicroseconds: Int64, permitLifetimeMicroseconds: Int64,
      permitLifetimeMaximumMicroseconds: Int64, clockSkewMicroseconds: Int64, overrideMinimumCharacters: Int,
      auditRetentionDays: Int64
    ) {
      self.aggregateWindowMicroseconds = aggregateWindowMicroseconds
      self.claimLeaseMicroseconds = claimLeaseMicroseconds
      self.informationPauseMicroseconds = informationPauseMicroseconds
      self.executionWindowMicroseconds = executionWindowMicroseconds
      self.permitLifetimeMicroseconds = permitLifetimeMicroseconds
      self.permitLifetimeMaximumMicroseconds = permitLifetimeMaximumMicroseconds
      self.clockSkewMicroseconds = clockSkewMicroseconds
      self.overrideMinimumCharacters = overrideMinimumCharacters
      self.auditRetentionDays = auditRetentionDays
    }
  }
}
