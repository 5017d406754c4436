/// Who must agree before a review is approved: a tree of all-of and any-of over people in roles (domain.md §3, §4).
///
/// Each person counts once in the whole tree, also where roles of several branches overlap.
public indirect enum Quorum: Hashable, Sendable {
  /// So many different people.
  case people(Int, Roles)
  /// Every one of these; nobody counts in two of them.
  case allOf([Quorum])
  /// At least one of these.
  case anyOf([Quorum])

  /// In which role a person counts.
  public enum Roles: Hashable, Sendable {
    case role(String)
    case roleOrAbove(String)
    /// The role in whose queue the review waits, or a higher one.
    case routedOrAbove
  }

  /// Most nodes of one tree.
  public static let nodeCountMax = 32
  /// Most nodes from the root to a leaf.
  public static let depthMax = 6
  /// Most people that any of its alternatives needs.
  public static let peopleCountMax = 10
  /// Most alternatives that its any-of nodes make together.
  public static let alternativeCountMax = 64

  /// Nodes, the leaves too.
  public var nodeCount: Int {
    switch self {
    case .people: 1
    case .allOf(let branches), .anyOf(let branches): branches.reduce(1) { $0 + $1.nodeCount }
    }
  }

  /// Nodes from the root to the deepest leaf.
  public var depth: Int {
    switch self {
    case .people: 1
    case .allOf(let branches), .anyOf(let branches): 1 + (branches.map(\.depth).max() ?? 0)
    }
  }

  /// Ways to meet it; one more than the limit for all that is above.
  public var alternativeCount: Int {
    let limit = Self.alternativeCountMax + 1
    return switch self {
    case .people: 1
    case .allOf(let branches): branches.reduce(1) { min(limit, $0 * $1.alternativeCount) }
    case .anyOf(let branches): branches.reduce(0) { min(limit, $0 + $1.alternativeCount) }
    }
  }

  /// The fewest and the most people that an alternative needs.
  public var peopleCounts: (fewest: Int, most: Int) {
    switch self {
    case .people(let count, _): return (count, count)
    case .allOf(let branches):
      return branches.reduce((0, 0)) { sum, branch in
        let counts = branch.peopleCounts
        return (sum.0 + counts.fewest, sum.1 + counts.most)
      }
    case .anyOf(let branches):
      let counts = branches.map(\.peopleCounts)
      return (counts.map(\.fewest).min() ?? 0, counts.map(\.most).max() ?? 0)
    }
  }

  /// Whether it is within every limit and asks for somebody in each alternative; another one is never met.
  public var isUsable: Bool {
    nodeCount <= Self.nodeCountMax && depth <= Self.depthMax && alternativeCount <= Self.alternativeCountMax
      && alternativeCount > 0 && peopleCounts.fewest > 0 && peopleCounts.most <= Self.peopleCountMax
      && leaves.allSatisfy { $0.count > 0 }
  }

  /// Every leaf in the order of the tree.
  public var leaves: [(count: Int, roles: Roles)] {
    switch self {
    case .people(let count, let roles): [(count, roles)]
    case .allOf(let branches), .anyOf(let branches): branches.flatMap(\.leaves)
    }
  }
}
