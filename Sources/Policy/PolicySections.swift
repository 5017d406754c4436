import ReviewCore

// One function for each section of the document. Mappings have no order of their own, so that what comes from one is
// sorted: the same policy has the same value however it was written.
extension PolicyReader {
  mutating func currencies(_ node: PolicyNode?) -> [PolicyRules.Currency] {
    guard let node else { return [] }
    let members = members(node, allowed: ["base", "rates"])
    let base = required(members, "base")
    let baseCode = text(base)
    var currencies: [PolicyRules.Currency] = []
    if let rates = required(members, "rates") {
      for (code, value) in self.members(rates).pairs {
        let entry = self.members(value, allowed: ["rate", "symbols"])
        let rateNode = required(entry, "rate")
        let rate = amount(rateNode)
        if let rateNode, rate == .zero { report(rateNode, "must be above 0") }
        if let rateNode, code == baseCode, rate != Amount(units: 1) {
          report(rateNode, "the base currency's rate must be 1")
        }
        currencies.append(PolicyRules.Currency(code: code, rate: rate, symbols: texts(entry["symbols"])))
      }
    }
    if let base, !currencies.contains(where: { $0.code == baseCode }) { report(base, "has no rate") }
    return currencies.sorted { ($0.code == baseCode ? 0 : 1, $0.code) < ($1.code == baseCode ? 0 : 1, $1.code) }
  }

  mutating func magnitudes(_ node: PolicyNode?) -> [PolicyRules.Magnitude] {
    guard let node else { return [] }
    return members(node).pairs.map { key, value in
      PolicyRules.Magnitude(word: key.lowercased(), factor: integer(value, 1...1_000_000_000_000))
    }.sorted { $0.word < $1.word }
  }

  mutating func roles(_ node: PolicyNode?) -> [PolicyRules.Role] {
    var roles: [PolicyRules.Role] = []
    for item in items(node) {
      let members = members(item, allowed: ["name", "limit"])
      let name = text(required(members, "name"))
      let limit = members["limit"].map { amount($0) }
      if roles.contains(where: { $0.name == name }) { report(item, "the same role twice") }
      if let previous = roles.last, !isAscending(previous.limit, limit) {
        report(item, "must not have a lower limit than the role before")
      }
      roles.append(PolicyRules.Role(name: name, limit: limit))
    }
    if let node, roles.isEmpty || roles.count > 32 { report(node, "must have 1 to 32 roles") }
    if let node, roles.last?.limit != nil { report(node, "the highest role must have no limit") }
    return roles
  }

  private func isAscending(_ lower: Amount?, _ upper: Amount?) -> Bool {
    guard let upper else { return true }
    return lower.map { $0 <= upper } ?? false
  }

  mutating func amounts(_ node: PolicyNode?) -> [PolicyRules.AmountThreshold] {
    guard let node else { return [] }
    let thresholds = byLevel(node) { reader, value in reader.amount(value) }
      .map { PolicyRules.AmountThreshold(level: $0.level, from: $0.value) }
    if zip(thresholds, thresholds.dropFirst()).contains(where: { $0.from >= $1.from }) {
      report(node, "a higher level must have a higher amount")
    }
    return thresholds
  }

  mutating func actions(_ node: PolicyNode?) -> [PolicyRules.Action] {
    guard let node else { return [] }
    var actions: [PolicyRules.Action] = []
    for (name, value) in members(node).pairs {
      let entry = members(value, allowed: ["kind", "executable", "second_opinion_from"])
      let kindNode = required(entry, "kind")
      let kind = PolicyRules.ActionKind(rawValue: text(kindNode))
      if let kindNode, kind == nil { report(kindNode, "must be decision, analysis or informational") }
      if name != name.lowercased() || name.contains(" ") {
        report(value, "action types are written in lower case with underscores")
      }
      actions.append(
        PolicyRules.Action(
          name: name, kind: kind ?? .decision, isExecutable: boolean(entry["executable"]),
          secondOpinionFrom: entry["second_opinion_from"].map { level($0) }))
    }
    return actions.sorted { $0.name < $1.name }
  }

  mutating func inferences(_ node: PolicyNode?, known: [String]? = nil) -> [PolicyRules.Inference] {
    items(node).map { item in
      let members = members(item, allowed: ["terms", "result"])
      let result = required(members, "result")
      let name = text(result)
      if let result, let known, !known.contains(name) { report(result, "is not a known action type") }
      return PolicyRules.Inference(terms: terms(required(members, "terms")), result: name)
    }
  }

  /// Terms in lower case; a term that could never match as whole words is an error.
  mutating func terms(_ node: PolicyNode?) -> [String] {
    items(node).map { item in
      let term = text(item).lowercased()
      let isWord = { (scalar: Unicode.Scalar?) in scalar.map { $0.properties.isAlphabetic || $0.isASCIIDigit } ?? false
      }
      if !isWord(term.unicodeScalars.first) || !isWord(term.unicodeScalars.last) {
        report(item, "a term must begin and end with a letter or digit")
      }
      return term
    }
  }

  mutating func skills(_ node: PolicyNode?) -> [PolicyRules.DomainSkills] {
    guard let node else { return [] }
    return members(node).pairs.map { PolicyRules.DomainSkills(domain: $0.key, skills: texts($0.value)) }
      .sorted { $0.domain < $1.domain }
  }

  /// The members of a mapping from levels, the lowest level first.
  mutating func byLevel<Value>(
    _ node: PolicyNode, _ read: (inout PolicyReader, PolicyNode) -> Value
  ) -> [(level: RiskLevel, value: Value)] {
    let members = members(node, allowed: RiskLevel.allCases.map(\.policyName))
    return RiskLevel.allCases.compactMap { level in
      members[level.policyName].map { (level, read(&self, $0)) }
    }
  }
}

extension Unicode.Scalar {
  fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
