import ReviewCore

// `approval`: who must agree, as a tree; see the schema page.
extension PolicyReader {
  private static let seatKeys = ["role", "role_or_above", "routed_or_above"]

  /// A tree; every role that it names must be one of `allowed`, which `place` describes.
  mutating func approval(
    _ node: PolicyNode, roles: [PolicyRules.Role], allowed: [String], place: String, allowsRouted: Bool
  ) -> Quorum {
    var budget = Quorum.nodeCountMax
    let quorum = branch(node, depth: 1, budget: &budget)
    if budget < 0 { report(node, "must have at most \(Quorum.nodeCountMax) parts") }
    if quorum.alternativeCount > Quorum.alternativeCountMax {
      report(node, "must have at most \(Quorum.alternativeCountMax) alternatives")
    }
    if quorum.peopleCounts.most > Quorum.peopleCountMax {
      report(node, "must not need more than \(Quorum.peopleCountMax) people")
    }
    for leaf in quorum.leaves {
      switch leaf.roles {
      case .role(let name), .roleOrAbove(let name):
        if name.isEmpty { continue }
        if !roles.contains(where: { $0.name == name }) {
          report(node, "\"\(name)\" is not a role")
        } else if !allowed.contains(name) {
          report(node, "\"\(name)\" is \(place)")
        }
      case .routedOrAbove:
        if !allowsRouted { report(node, "a committee has no routed role: name one of its roles") }
      }
    }
    return quorum
  }

  private mutating func branch(_ node: PolicyNode, depth: Int, budget: inout Int) -> Quorum {
    budget -= 1
    guard depth <= Quorum.depthMax, budget >= 0 else {
      if depth > Quorum.depthMax { report(node, "must be at most \(Quorum.depthMax) levels deep") }
      return .people(1, .role(""))
    }
    let members = members(node, allowed: ["all_of", "any_of", "count"] + Self.seatKeys, isOfTree: true)
    let kinds = members.pairs.map { $0.key }.filter { $0 != "count" }
    guard kinds.count == 1, let kind = kinds.first, let value = members[kind] else {
      if members.isUsable { report(node, "must have one of all_of, any_of, role, role_or_above, routed_or_above") }
      return .people(1, .role(""))
    }
    if kind == "all_of" || kind == "any_of" {
      if let count = members["count"] { report(count, "only people have a count") }
      let items = items(value)
      if items.isEmpty { report(value, "must not be empty") }
      var branches: [Quorum] = []
      for item in items { branches.append(branch(item, depth: depth + 1, budget: &budget)) }
      return kind == "all_of" ? .allOf(branches) : .anyOf(branches)
    }
    let count = members["count"].map { Int(integer($0, 1...Int64(Quorum.peopleCountMax))) } ?? 1
    return .people(count, seatRoles(kind, value))
  }

  private mutating func seatRoles(_ kind: String, _ value: PolicyNode) -> Quorum.Roles {
    switch kind {
    case "role": return .role(text(value))
    case "role_or_above": return .roleOrAbove(text(value))
    default:
      if text(value) != "true" { report(value, "must be true") }
      return .routedOrAbove
    }
  }
}

extension Quorum {
  /// As `PolicyReader.approval` reads it; a count of 1 is written, too, so that one meaning has one form.
  var tree: PolicyTree {
    switch self {
    case .allOf(let branches): .member("all_of", .list(branches.map(\.tree)))
    case .anyOf(let branches): .member("any_of", .list(branches.map(\.tree)))
    case .people(let count, let roles):
      .object([PolicyTree.Member(key: "count", value: .text(String(count))), roles.member])
    }
  }
}

extension Quorum.Roles {
  fileprivate var member: PolicyTree.Member {
    switch self {
    case .role(let name): PolicyTree.Member(key: "role", value: .text(name))
    case .roleOrAbove(let name): PolicyTree.Member(key: "role_or_above", value: .text(name))
    case .routedOrAbove: PolicyTree.Member(key: "routed_or_above", value: .boolean(true))
    }
  }
}

extension PolicyTree {
  fileprivate static func member(_ key: String, _ value: PolicyTree) -> PolicyTree {
    .object([Member(key: key, value: value)])
  }
}
