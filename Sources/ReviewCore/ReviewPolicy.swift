/// A policy ready for use: its rules with what they are looked up by. Immutable and shared.
public final class ReviewPolicy: Sendable {
  /// SHA-256 of the canonical JSON in lower-case hexadecimal; empty until somebody computed it.
  public let version: String
  /// The data.
  public let rules: PolicyRules
  /// The base currency's code.
  public let baseCurrency: String
  /// `rules.confidenceThreshold` as an IEEE double; not a number where it is none, which compares as fail-safe.
  let confidenceThreshold: Double
  let terms: TermTable
  let amountPatterns: AmountPatterns
  /// Before an amount of the base currency: its sign, or its code and a space.
  let currencySign: String
  let sentences: RuleSentences
  let actionNames: NameTable
  /// By place in `rules.actions`; beside the rules, as reading one there counts the reference of its name.
  let actionKinds: [PolicyRules.ActionKind]
  /// For each of `rules.actionInferences` the place of its action; `NameTable.none` where there is none.
  let inferredActions: [Int]
  /// For each of `rules.domainInferences` the place of its domain in `skilledDomains`.
  let inferredDomains: [Int]
  let currencyCodes: NameTable
  /// Domains that require skills.
  let skilledDomains: NameTable
  let routeByLevel: [CompiledRoute]
  let deciding: DecidingRoles
  /// nil where every clock is a wall clock.
  let calendars: CalendarTable?

  /// Prepares the look-ups. Inconsistent names are not refused here: `Policy` refuses them, and routing falls back to
  /// the highest authority.
  /// - Precondition: there is a role.
  public init(rules: PolicyRules, version: String = "") {
    precondition(!rules.roles.isEmpty, "a policy without roles has no highest authority")
    self.version = version
    self.rules = rules
    baseCurrency = rules.currencies.first?.code ?? ""
    confidenceThreshold = Double(rules.confidenceThreshold) ?? .nan
    let amountPatterns = AmountPatterns(rules: rules)
    self.amountPatterns = amountPatterns
    terms = TermTable(rules: rules, amounts: amountPatterns)
    let sign = rules.currencies.first.map { $0.symbols.first ?? "\($0.code) " } ?? ""
    currencySign = sign
    sentences = RuleSentences(rules: rules, currencySign: sign)
    let actionNames = NameTable(rules.actions.map(\.name))
    self.actionNames = actionNames
    actionKinds = rules.actions.map(\.kind)
    inferredActions = rules.actionInferences.map { inference in
      inference.result.isEmpty
        ? NameTable.none : inference.result.withUTF8Bytes { actionNames.index(ofType: $0) }
    }
    currencyCodes = NameTable(rules.currencies.map(\.code))
    let skilledDomains = NameTable(rules.domainSkills.map(\.domain))
    self.skilledDomains = skilledDomains
    inferredDomains = rules.domainInferences.map { inference in
      inference.result.withUTF8Bytes { skilledDomains.index(ofType: $0) }
    }
    let ranks = RoleRanks(roles: rules.roles)
    let deciding = DecidingRoles(rules: rules)
    self.deciding = deciding
    calendars = CalendarTable(rules)
    routeByLevel = RiskLevel.allCases.map {
      CompiledRoute(level: $0, rules: rules, ranks: ranks, deciding: deciding)
    }
  }

  /// Rank of a role: 0 is the lowest.
  ///
  /// - Returns: nil for a role that the policy does not know.
  public func rank(ofRole name: String) -> Int? { RoleRanks(roles: rules.roles).rank(of: name) }

  /// The highest authority.
  public var highestRank: Int { rules.roles.count - 1 }

  /// The action of that type; types are compared without case, spaces as underscores.
  public func action(ofType type: String) -> PolicyRules.Action? {
    actionIndex(ofType: type).map { rules.actions[$0] }
  }

  /// Where that action is in `rules.actions`.
  func actionIndex(ofType type: String) -> Int? {
    let index = type.withUTF8Bytes { actionNames.index(ofType: $0) }
    return index == NameTable.none ? nil : index
  }
}

extension ReviewPolicy: Equatable {
  public static func == (left: ReviewPolicy, right: ReviewPolicy) -> Bool {
    left === right || (left.version == right.version && left.rules == right.rules)
  }
}
