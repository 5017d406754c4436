import ReviewCore

/// What is allowed and yet deserves a second look: nobody should have to find it out after a breach.
///
/// Looked for only in a policy without errors. Each is told where the value stands that somebody would change.
struct PolicyWarnings {
  private(set) var problems: [PolicyProblem] = []
  private let rules: PolicyRules
  private let lineOf: (String) -> Int

  /// - Parameter document: what `rules` was read from.
  static func find(in rules: PolicyRules, of document: PolicyNode) -> [PolicyProblem] {
    var warnings = PolicyWarnings(rules: rules, document: document)
    warnings.routes()
    warnings.roles()
    warnings.amounts()
    warnings.ruleLevels()
    warnings.terms()
    warnings.actions()
    warnings.clocks()
    warnings.symbols()
    return warnings.problems
  }

  private init(rules: PolicyRules, document: PolicyNode) {
    self.rules = rules
    lineOf = { Self.line(of: $0, in: document) }
  }

  private mutating func warn(_ path: String, _ message: String) {
    problems.append(
      PolicyProblem(severity: .warning, line: lineOf(path), path: path, message: message))
  }

  /// The line of the value at a path, or of the closest one above it; 0 where there is no text.
  private static func line(of path: String, in node: PolicyNode) -> Int {
    let children: [PolicyNode] =
      switch node.content {
      case .text, .nothing: []
      case .list(let items): items
      case .mapping(let members): members.map(\.value)
      }
    let child = children.first { path == $0.path || path.hasPrefix($0.path + ".") || path.hasPrefix($0.path + "[") }
    return child.map { line(of: path, in: $0) } ?? node.line
  }

  // MARK: Routing

  private func sla(_ route: PolicyRules.Route) -> Int64 { route.slaMicroseconds ?? rules.defaultSLAMicroseconds }

  private func rank(_ role: String) -> Int { rules.roles.firstIndex { $0.name == role } ?? rules.roles.count - 1 }

  private mutating func routes() {
    for (lower, higher) in zip(rules.routes, rules.routes.dropFirst()) {
      let path = "routing.\(higher.level.policyName)"
      let than = "than \(lower.level.policyName)"
      if sla(higher) > sla(lower) { warn("\(path).sla", "is longer \(than)'s: the more severe waits longer") }
      if rank(higher.role) < rank(lower.role) { warn("\(path).role", "is a lower role \(than)'s") }
      if higher.opinions < lower.opinions { warn("\(path).opinions", "are fewer \(than)'s") }
      if lower.isCommitteeNeeded, !higher.isCommitteeNeeded {
        warn("\(path).committee", "is not needed although it is for \(lower.level.policyName)")
      }
    }
    for (lower, higher) in zip(rules.evidenceMinimums, rules.evidenceMinimums.dropFirst())
    where higher.characters < lower.characters {
      warn("evidence.\(higher.level.policyName)", "is less than \(lower.level.policyName) needs")
    }
    if let overflow = rules.queueDepth.overflowFrom.last, rank(rules.queueDepth.overflowRole) <= rank(overflow) {
      warn("queue_depth.overflow_to", "is not above \(overflow), whose queue never flows over to it")
    }
  }

  private mutating func roles() {
    var used = Set(rules.routes.flatMap { $0.path + [$0.role] } + rules.committee.roles)
    used.insert(rules.queueDepth.overflowRole)
    // Whatever nobody else can take ends with the highest authority.
    if let highest = rules.roles.last { used.insert(highest.name) }
    for (index, role) in rules.roles.enumerated() where !used.contains(role.name) {
      warn("roles[\(index)]", "no route, path or committee names this role: nothing reaches it")
    }
    for route in rules.routes {
      guard let limit = rules.roles[rank(route.role)].limit else { continue }
      let next = rules.amountThresholds.first { $0.level > route.level }
      if next.map({ limit < $0.from }) ?? true {
        let bound = next.map { "below \($0.from.decimalText)" } ?? "above its limit"
        warn(
          "routing.\(route.level.policyName).role",
          "approves up to \(limit.decimalText) only, and not every \(route.level.policyName) amount \(bound)")
      }
    }
  }

  // MARK: Classification

  private mutating func amounts() {
    if !rules.amountThresholds.contains(where: { $0.level == .critical }) {
      warn("amounts", "no amount is CRITICAL by itself")
    }
  }

  private mutating func ruleLevels() {
    let levels = rules.ruleLevels
    if levels.decisionWithoutAmount < levels.decisionWithAmount {
      warn("rules.decision_without_amount.level", "is below the level with a known amount")
    }
    if Amount(decimalText: rules.confidenceThreshold) == .zero {
      warn("rules.confidence.below", "no confidence is below 0: the rule never applies")
    }
    if rules.autoApprovedLevels.contains(.low) { warn("auto_approve", "LOW is approved without a person") }
  }

  /// The first list with a matching term counts: a term that holds an earlier one never decides.
  private mutating func terms() {
    redundant(rules.mnpiTerms, "rules.mnpi.terms")
    redundant(rules.adviceTerms, "rules.advice.terms")
    inferences(rules.actionInferences, "infer_action")
    inferences(rules.domainInferences, "infer_domain")
  }

  private mutating func inferences(_ inferences: [PolicyRules.Inference], _ path: String) {
    for (index, inference) in inferences.enumerated() {
      redundant(inference.terms, "\(path)[\(index)].terms")
      if inference.terms.isEmpty { warn("\(path)[\(index)].terms", "has no terms: it never applies") }
      for (place, term) in inference.terms.enumerated() {
        let earlier = inferences[..<index].enumerated().first { $0.element.terms.contains { term.holds(term: $0) } }
        guard let earlier else { continue }
        warn(
          "\(path)[\(index)].terms[\(place)]", "unreachable: \(path)[\(earlier.offset)] matches every such text before")
      }
    }
  }

  private mutating func redundant(_ terms: [String], _ path: String) {
    for (index, term) in terms.enumerated() {
      let other = terms.enumerated().first { $0.offset != index && term.holds(term: $0.element) }
      // Of two that are the same the first stays.
      guard let other, !other.element.holds(term: term) || other.offset < index else { continue }
      warn("\(path)[\(index)]", "says no more than \"\(other.element)\", which matches every such text")
    }
  }

  private mutating func actions() {
    for action in rules.actions where action.isExecutable && action.kind != .decision {
      warn("actions.\(action.name).executable", "is no decision, and may be executed")
    }
  }

  // MARK: Time and currencies

  private mutating func clocks() {
    let longest = rules.routes.map(sla).max() ?? 0
    if rules.expireAfterMicroseconds <= longest {
      warn("sla.expire_after", "is not longer than the longest SLA: a review expires before its deadline")
    }
    if let remaining = rules.warningRemainingMicroseconds, let shortest = rules.routes.map(sla).min(),
      remaining >= shortest
    {
      warn("sla.warning_remaining", "is not shorter than the shortest SLA, which is warned of from the start")
    }
  }

  private mutating func symbols() {
    var owners: [String: String] = [:]
    for currency in rules.currencies {
      for symbol in currency.symbols {
        if let owner = owners[symbol] {
          warn("currencies.rates.\(currency.code).symbols", "\"\(symbol)\" is \(owner)'s sign, too")
        }
        owners[symbol] = owners[symbol] ?? currency.code
      }
    }
  }
}

extension String {
  /// Whether every text in which this term stands holds the other one, too: as whole words, white space of any width.
  fileprivate func holds(term other: String) -> Bool {
    let (words, part) = (split(whereSeparator: \.isWhitespace), other.split(whereSeparator: \.isWhitespace))
    guard !part.isEmpty, part.count <= words.count else { return false }
    return (0...words.count - part.count).contains { words[$0..<$0 + part.count].elementsEqual(part) }
  }
}
