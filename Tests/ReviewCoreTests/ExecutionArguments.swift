import ReviewCore

/// The words of steps about executions.
extension Arguments {
  /// `policy limit=5000000 as=Senior Analyst`, `policy executable=false`, `policy auto`, `policy maximum=00:02`.
  func changeExecution(of rules: inout PolicyRules) {
    if has("executable=false") { for index in rules.actions.indices { rules.actions[index].isExecutable = false } }
    if has("executable=all") { for index in rules.actions.indices { rules.actions[index].isExecutable = true } }
    if has("maximum=00:02") { rules.periods.permitLifetimeMaximumMicroseconds = 120_000_000 }
    if has("roles=other") { for index in rules.roles.indices { rules.roles[index].name += " 2" } }
    guard let limit = value("limit").flatMap(Amount.init(decimalText:)), let role = value("as"),
      let index = rules.roles.firstIndex(where: { $0.name == role })
    else { return }
    rules.roles[index].limit = limit
  }

  /// `engage k1 everything`, `engage k2 executor=bot`, …
  var scope: KillSwitchScope {
    var scope = KillSwitchScope()
    scope.isEverything = has("everything")
    scope.userID = value("user") ?? ""
    scope.actionType = value("action") ?? ""
    scope.reviewerID = value("reviewer") ?? ""
    scope.executorID = value("executor") ?? ""
    scope.agentID = value("agent") ?? ""
    return scope
  }

  private func money(_ key: String) -> Money? {
    value(key).flatMap(Amount.init(decimalText:)).map { Money(currencyCode: value("currency") ?? "", amount: $0) }
  }

  /// `permit r by=bot moves=8000000`; the digest is the proposal's unless said otherwise.
  var authorization: ReviewCommand.AuthorizeExecution {
    ReviewCommand.AuthorizeExecution(
      executorID: value("by") ?? "", actionDigest: digest(value("digest").flatMap { UInt8($0) } ?? 1),
      lifetimeMicroseconds: value("lifetime").map(Self.microseconds), amount: money("moves"))
  }

  /// - Parameter permit: the review's own, unless the step names another one.
  func executionCommand(_ verb: String, permit: String?) -> ReviewCommand? {
    guard let state = ExecutionState(contractName: "STATE_\(value("state") ?? "")") else { return nil }
    switch verb {
    case "report":
      return .reportExecution(
        ReviewCommand.ReportExecution(
          executorID: value("by") ?? "", permitID: value("permit") ?? permit ?? "", state: state,
          executedAmount: money("moved")))
    case "reconcile":
      return .reconcileExecution(
        ReviewCommand.ReconcileExecution(
          reconcilerID: value("by") ?? "", state: state, justification: "asked the bank",
          executedAmount: money("moved")))
    default: return nil
    }
  }
}
