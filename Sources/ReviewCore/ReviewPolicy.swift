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
  let routeByLevel: [CompiledRoute]
  let committeeRanks: RankSet
  let chairRank: Int

  /// Prepares the look-ups. Inconsistent names are not refused here: `Policy` refuses them, and routing falls back to
  /// the highest authority.
  public init(rules: PolicyRules, version: String = "") {
    self.version = version
    self.rules = rules
    baseCurrency = rules.currencies.first?.code ?? ""
    confidenceThreshold = Double(rules.confidenceThreshold) ?? .nan
    terms = TermTable(rules: rules)
    let ranks = RoleRanks(roles: rules.roles)
    committeeRanks = RankSet(rules.committee.roles.compactMap { ranks.rank(of: $0) })
    chairRank = ranks.rank(of: rules.committee.chairRole) ?? max(0, rules.roles.count - 1)
    routeByLevel = RiskLevel.allCases.map { CompiledRoute(level: $0, rules: rules, ranks: ranks) }
  }

  /// Rank of a role: 0 is the lowest.
  ///
  /// - Returns: nil for a role that the policy does not know.
  public func rank(ofRole name: String) -> Int? { RoleRanks(roles: rules.roles).rank(of: name) }

  /// The highest authority.
  public var highestRank: Int { rules.roles.count - 1 }

  /// The action of that type; types are compared without case, spaces as underscores.
  public func action(ofType type: String) -> PolicyRules.Action? {
    rules.actions.first { equalFoldedType($0.name, type) }
  }
}

extension ReviewPolicy: Equatable {
  public static func == (left: ReviewPolicy, right: ReviewPolicy) -> Bool {
    left === right || (left.version == right.version && left.rules == right.rules)
  }
}
