import ReviewCore

extension PolicyReader {
  /// The routes, all four of them; every role they name is checked.
  mutating func routes(_ node: PolicyNode?, roles: [PolicyRules.Role]) -> [PolicyRules.Route] {
    guard let node else { return [] }
    let routes = byLevel(node) { reader, value in reader.route(value, roles: roles) }
    for level in RiskLevel.allCases where !routes.contains(where: { $0.level == level }) {
      report(node, "\(level.policyName) is missing")
    }
    return routes.map { level, route in
      var route = route
      route.level = level
      return route
    }
  }

  private mutating func route(_ node: PolicyNode, roles: [PolicyRules.Role]) -> PolicyRules.Route {
    let members = members(node, allowed: ["role", "sla", "opinions", "approval", "committee", "path"])
    let role = roleName(required(members, "role"), roles: roles)
    let path = roleNames(required(members, "path"), roles: roles)
    if let pathNode = members["path"], !path.contains(role) { report(pathNode, "must contain the role") }
    let isCommitteeNeeded = boolean(members["committee"])
    let approval = routeApproval(members, from: role, roles: roles, isCommitteeNeeded: isCommitteeNeeded)
    let opinions =
      approval?.peopleCounts.fewest ?? Int(integer(required(members, "opinions"), 1...10))
    return PolicyRules.Route(
      level: .critical, role: role, slaMicroseconds: members["sla"].map { duration($0) }, opinions: opinions,
      isCommitteeNeeded: isCommitteeNeeded, path: path, approval: approval)
  }

  /// A tree in place of the number of opinions.
  private mutating func routeApproval(
    _ members: PolicyMembers, from role: String, roles: [PolicyRules.Role], isCommitteeNeeded: Bool
  ) -> Quorum? {
    guard let node = members["approval"] else { return nil }
    if let opinions = members["opinions"] { report(opinions, "approval says it") }
    if isCommitteeNeeded { report(node, "the committee decides from the start: see committee.approval") }
    let allowed = roles.map(\.name).drop { $0 != role }
    return approval(
      node, roles: roles, allowed: Array(allowed), place: "below \"\(role)\", where these reviews begin",
      allowsRouted: true)
  }

  mutating func committee(_ node: PolicyNode?, roles: [PolicyRules.Role]) -> PolicyRules.Committee {
    guard let node else { return PolicyRules.Committee(roles: [], quorum: 2, chairRole: "") }
    let members = members(node, allowed: ["roles", "quorum", "chair", "approval"])
    let names = roleNames(required(members, "roles"), roles: roles)
    if let approvalNode = members["approval"] {
      for key in ["quorum", "chair"] { if let node = members[key] { report(node, "approval says it") } }
      let tree = approval(
        approvalNode, roles: roles, allowed: names, place: "not in the committee", allowsRouted: false)
      let fewest = tree.peopleCounts.fewest
      if fewest < 2 { report(approvalNode, "must need at least 2 people") }
      return PolicyRules.Committee(roles: names, quorum: fewest, chairRole: "", approval: tree)
    }
    let chairNode = required(members, "chair")
    let chair = roleName(chairNode, roles: roles)
    if let chairNode, !names.contains(chair) { report(chairNode, "must be a role of the committee") }
    return PolicyRules.Committee(
      roles: names, quorum: Int(integer(required(members, "quorum"), 2...10)), chairRole: chair)
  }

  mutating func queueDepth(_ node: PolicyNode?, roles: [PolicyRules.Role]) -> PolicyRules.QueueDepthRule {
    guard let node else { return PolicyRules.QueueDepthRule(limit: 0, overflowFrom: [], overflowRole: "") }
    let members = members(node, allowed: ["limit", "overflow_from", "overflow_to"])
    let overflowRole = members["overflow_to"].map { roleName($0, roles: roles) } ?? ""
    if let from = members["overflow_from"], overflowRole.isEmpty { report(from, "needs overflow_to") }
    return PolicyRules.QueueDepthRule(
      limit: Int(integer(required(members, "limit"), 0...1_000_000)),
      overflowFrom: members["overflow_from"].map { roleNames($0, roles: roles) } ?? [], overflowRole: overflowRole)
  }

  private mutating func roleName(_ node: PolicyNode?, roles: [PolicyRules.Role]) -> String {
    let name = text(node)
    if let node, !roles.contains(where: { $0.name == name }) { report(node, "\"\(name)\" is not a role") }
    return name
  }

  /// Names of roles, the lowest first.
  private mutating func roleNames(_ node: PolicyNode?, roles: [PolicyRules.Role]) -> [String] {
    let names = items(node).map { roleName($0, roles: roles) }
    let ranks = names.compactMap { name in roles.firstIndex { $0.name == name } }
    if let node, names.isEmpty || zip(ranks, ranks.dropFirst()).contains(where: { $0 >= $1 }) {
      report(node, "must name roles, the lowest first")
    }
    return names
  }
}
