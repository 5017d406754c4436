/// So many people of any of these ranks.
struct QuorumSeats: Sendable {
  var count: Int
  var ranks: RankSet
}

/// A quorum with its names resolved: the ways to meet it, each a list of seats that all must be filled.
struct CompiledQuorum: Sendable {
  /// Who may fill a seat, before it is known which role the review waits for.
  enum Rule: Sendable {
    case exactly(Int)
    case atLeast(Int)
    case routed
    /// A name that the policy does not know: nobody.
    case nobody
  }

  struct Seats: Sendable {
    let count: Int
    let rule: Rule
  }

  /// None where the quorum is not usable: then it is never met.
  let alternatives: [[Seats]]
  /// People of the smallest alternative.
  let fewestPeople: Int

  init(_ quorum: Quorum, ranks: RoleRanks) {
    fewestPeople = quorum.peopleCounts.fewest
    alternatives = quorum.isUsable ? Self.alternatives(of: quorum, ranks) : []
  }

  /// So many of the committee, one of them of the chair's rank or above.
  init(people: Int, chairRank: Int) {
    fewestPeople = people
    let chair = Seats(count: 1, rule: .atLeast(chairRank))
    alternatives = [people > 1 ? [chair, Seats(count: people - 1, rule: .atLeast(0))] : [chair]]
  }

  private static func alternatives(of quorum: Quorum, _ ranks: RoleRanks) -> [[Seats]] {
    switch quorum {
    case .people(let count, let roles): [[Seats(count: count, rule: rule(roles, ranks))]]
    case .anyOf(let branches): branches.flatMap { alternatives(of: $0, ranks) }
    case .allOf(let branches):
      branches.reduce([[]]) { joined, branch in
        let next = alternatives(of: branch, ranks)
        return joined.flatMap { first in next.map { first + $0 } }
      }
    }
  }

  private static func rule(_ roles: Quorum.Roles, _ ranks: RoleRanks) -> Rule {
    switch roles {
    case .role(let name): ranks.rank(of: name).map { .exactly($0) } ?? .nobody
    case .roleOrAbove(let name): ranks.rank(of: name).map { .atLeast($0) } ?? .nobody
    case .routedOrAbove: .routed
    }
  }
}

/// Who sits on which seats. Exact: a maximum matching, so that nobody's place depends on the order of the opinions.
struct QuorumSeating {
  /// How many of each seat's people are in.
  let met: [Int]
  /// How many are missing in all.
  let missing: Int

  /// - Parameter people: the rank of each, all different people.
  init(_ seats: [QuorumSeats], people: [Int]) {
    var matching = Matching(seats: seats, people: people)
    for person in people.indices { matching.seat(person) }
    met = matching.seated.map(\.count)
    missing = zip(seats, met).reduce(0) { $0 + $1.0.count - $1.1 }
  }

  private struct Matching {
    let seats: [QuorumSeats]
    let people: [Int]
    /// Who sits where.
    var seated: [[Int]]

    init(seats: [QuorumSeats], people: [Int]) {
      self.seats = seats
      self.people = people
      seated = Array(repeating: [], count: seats.count)
    }

    mutating func seat(_ person: Int) {
      var visited = Array(repeating: false, count: seats.count)
      _ = seat(person, &visited)
    }

    /// Seats a person, moving others to seats that they can fill as well.
    private mutating func seat(_ person: Int, _ visited: inout [Bool]) -> Bool {
      for place in seats.indices where !visited[place] && seats[place].ranks.contains(people[person]) {
        visited[place] = true
        if seated[place].count < seats[place].count {
          seated[place].append(person)
          return true
        }
        for position in seated[place].indices where seat(seated[place][position], &visited) {
          seated[place][position] = person
          return true
        }
      }
      return false
    }
  }
}
