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
    let members = members(node, allowed: ["role", "sla", "opinions", "committee", "path"])
    let role = roleName(required(members, "role"), roles: roles)
    let path = roleNames(required(members, "path"), roles: roles)
    if let pathNode = members["path"], !path.contains(role) { report(pathNode, "must contain the role") }
    return PolicyRules.Route(
      level: .critical, role: role, slaMicroseconds: members["sla"].map { duration($0) },
      opinions: Int(integer(required(members, "opinions"), 1...10)),
      isCommitteeNeeded: boolean(members["committee"]), path: path)
  }

  mutating func committee(_ node: PolicyNode?, roles: [PolicyRules.Role]) -> PolicyRules.Committee {
    guard let node else { return PolicyRules.Committee(roles: [], quorum: 2, chairRole: "") }
    let members = members(node, allowed: ["roles", "quorum", "chair"])
    let names = roleNames(required(members, "roles"), roles: roles)
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
