/// Looks up the rank of a role by its name.
struct RoleRanks {
  let roles: [PolicyRules.Role]

  /// 0 for the lowest; nil for a name that is not known.
  func rank(of name: String) -> Int? { roles.firstIndex { $0.name == name } }
}

/// A set of ranks below 64, in one word.
struct RankSet: Hashable, Sendable {
  private var bits: UInt64 = 0

  init(_ ranks: [Int]) {
    for rank in ranks where rank < 64 { bits |= 1 << UInt64(rank) }
  }

  func contains(_ rank: Int) -> Bool { rank < 64 && bits & (1 << UInt64(rank)) != 0 }
}

/// A route with its names resolved. Missing or inconsistent data gives the highest authority (domain.md §3).
///
/// An object, so that routing by it counts one reference instead of one for each of its lists.
final class CompiledRoute: Sendable {
  /// Rank of the first reviewer.
  let rank: Int
  let slaMicroseconds: Int64
  let opinions: Int
  let isCommitteeNeeded: Bool
  /// Ranks of the path, ascending.
  let path: [Int]
  /// Names of the path.
  let pathNames: [String]
  /// One sentence for people.
  let reason: String
  /// What must be met where the review stays with `rank`.
  let requirements: [OpinionRequirement]

  init(level: RiskLevel, rules: PolicyRules, ranks: RoleRanks, deciding: DecidingRoles) {
    let highest = max(0, rules.roles.count - 1)
    let quorum = max(2, deciding.quorum)
    let route = rules.routes.first { $0.level == level }
    let path = route.map { $0.path.compactMap { ranks.rank(of: $0) } } ?? []
    slaMicroseconds = route?.slaMicroseconds ?? rules.defaultSLAMicroseconds
    guard let route, let rank = ranks.rank(of: route.role), path.count == route.path.count, path.contains(rank),
      path == path.sorted()
    else {
      self.rank = highest
      opinions = quorum
      isCommitteeNeeded = true
      self.path = [highest]
      pathNames = rules.roles.last.map { [$0.name] } ?? []
      reason = "\(level.shortName) risk: routing data is missing, goes to the highest authority"
      requirements = deciding.requirements(
        DecidingRoles.Situation(
          level: level, rank: highest, isCommitteeNeeded: true, isAtTop: false, opinions: quorum))
      return
    }
    self.rank = rank
    isCommitteeNeeded = route.isCommitteeNeeded
    opinions = max(
      1, route.opinions, route.isCommitteeNeeded ? deciding.quorum : 1, route.approval?.peopleCounts.fewest ?? 1)
    self.path = path
    pathNames = route.path
    reason = "\(level.shortName) risk goes to \(route.role)"
    requirements = deciding.requirements(
      DecidingRoles.Situation(
        level: level, rank: rank, isCommitteeNeeded: isCommitteeNeeded, isAtTop: false, opinions: opinions))
  }
}

extension RiskLevel {
  /// The contract's name without its prefix, for sentences.
  var shortName: String {
    switch self {
    case .low: "LOW"
    case .medium: "MEDIUM"
    case .high: "HIGH"
    case .critical: "CRITICAL"
    }
  }
}
