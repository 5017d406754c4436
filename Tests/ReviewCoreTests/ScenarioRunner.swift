import Foundation
import Policy
import ReviewCore
import Testing

/// One scenario of a text file: steps with what must come of them.
struct Scenario: Sendable, CustomTestStringConvertible {
  var name: String
  var steps: [String] = []
  var testDescription: String { name }

  static func all(_ file: String) -> [Scenario] {
    var scenarios: [Scenario] = []
    for line in testFile("Scenarios/\(file)").split(separator: "\n") where !line.hasPrefix("#") {
      if let name = line.removing("scenario ") {
        scenarios.append(Scenario(name: name))
      } else {
        scenarios[scenarios.count - 1].steps.append(line.trimmingCharacters(in: .whitespaces))
      }
    }
    return scenarios
  }
}

/// Runs the steps of a scenario against the state machine, as the engine would.
struct ScenarioRunner {
  private var policy = PolicyDocument.builtIn()
  private var now = Instant(unixMicroseconds: 1_700_000_000_000_000)
  private var sequence: Int64 = 0
  private var records: [(name: String, record: ReviewRecord)] = []
  private var switches: [KillSwitch] = []

  mutating func run(_ scenario: Scenario) {
    for step in scenario.steps {
      let halves = step.components(separatedBy: "->")
      let words = halves[0].split(separator: " ").map(String.init)
      let expected = halves.count > 1 ? halves[1].trimmingCharacters(in: .whitespaces) : ""
      let answer = perform(words[0], Arguments(halves[0]))
      #expect(matches(answer, expected), "\(scenario.name)\n  \(step)\n  but: \(answer)")
    }
  }

  /// Every expected word, a role counting as one, is a word of the answer; recorded entries as a whole.
  private func matches(_ answer: String, _ expected: String) -> Bool {
    if expected == "none" { return answer.isEmpty }
    if expected.hasPrefix("review.") || expected.hasPrefix("execution.") { return answer == expected }
    return expected.hasPrefix("refused") == answer.hasPrefix("refused")
      && Set(words(expected)).isSubset(of: words(answer))
  }

  private func words(_ text: String) -> [Substring] {
    let roles = policy.rules.roles.map(\.name).sorted { $0.count > $1.count }
    return roles.reduce(text) { $0.replacing($1, with: $1.replacing(" ", with: "_")) }.split(separator: " ")
  }

  private mutating func perform(_ verb: String, _ arguments: Arguments) -> String {
    switch verb {
    case "policy":
      policy = arguments.policy(policy)
      return ""
    case "silence":
      now = now.advanced(byMicroseconds: arguments.duration)
      return ""
    case "advance":
      now = now.advanced(byMicroseconds: arguments.duration)
      return records.indices.flatMap { applyDue($0) }.joined(separator: " ")
    case "submit": return submit(arguments)
    case "show": return describe(index(arguments))
    case "block", "stop", "resume": return hold(verb, arguments)
    case "permit": return authorize(arguments)
    case "engage":
      switches.append(
        KillSwitch(
          killSwitchID: arguments.subject, scope: arguments.scope, reason: "halt", engagedBy: "olga", engagedAt: now))
      return ""
    default: return command(verb, arguments)
    }
  }

  private func index(_ arguments: Arguments) -> Int {
    records.firstIndex { $0.name == arguments.subject } ?? 0
  }

  private mutating func applyDue(_ index: Int) -> [String] {
    var types: [String] = []
    while let events = records[index].record.state.due(now: now) {
      types += events.map(\.eventType)
      apply(events, index)
      if types.count > 100 { return ["endless"] }
    }
    return types
  }

  private mutating func apply(_ events: [ReviewEvent], _ index: Int) {
    for event in events {
      sequence += 1
      records[index].record.apply(event, at: now, sequence: sequence)
    }
  }

  private mutating func submit(_ arguments: Arguments) -> String {
    let proposal = arguments.proposal(now: now)
    let risk = classifyRisk(proposal, policy: policy)
    let routing = routeToReviewer(
      risk, proposal: proposal, roster: .empty, queueDepths: .empty, policy: policy)
    sequence += 1
    let submitted = ReviewCore.submit(
      proposal, actionJSON: "{}", actionDigest: digest(1), risk: risk, routing: routing, request: .none,
      policy: policy, now: now)
    let auditID = AuditID(at: now, random: (0, UInt64(sequence)))
    records.append(
      (arguments.subject, ReviewRecord(submitted, auditID: auditID, at: now, sequence: sequence, policy: policy)))
    return describe(records.count - 1)
  }

  private mutating func command(_ verb: String, _ arguments: Arguments) -> String {
    let index = index(arguments)
    _ = applyDue(index)
    let before = records[index].record
    let permit = before.execution?.permit.permitID.text
    guard let command = arguments.command(verb) ?? arguments.executionCommand(verb, permit: permit) else {
      return "no verb \(verb)"
    }
    switch before.state.decide(command, now: now) {
    case .success(let events):
      apply(events, index)
      return describe(index)
    case .failure(let refusal): return describe(refusal)
    }
  }

  private mutating func authorize(_ arguments: Arguments) -> String {
    let index = index(arguments)
    _ = applyDue(index)
    let conditions = PermitConditions(
      permitID: AuditID(high: 9, low: UInt64(sequence)), wallClock: now, policy: policy, killSwitches: switches)
    switch records[index].record.state.authorize(arguments.authorization, under: conditions, now: now) {
    case .success(let authorized):
      apply([.executionAuthorized(authorized)], index)
      return describe(index)
    case .failure(let refusal): return describe(refusal)
    }
  }

  private func describe(_ refusal: Refusal) -> String {
    let facts = refusal.metadata.map { "\($0.key)=\($0.value)" } + refusal.fieldViolations.map { "field=\($0.field)" }
    return "refused \(refusal.reason.contractName ?? "") \(facts.joined(separator: " "))"
  }

  /// What the engine records of a review without a command on it: a fault, a kill switch.
  private mutating func hold(_ verb: String, _ arguments: Arguments) -> String {
    let index = index(arguments)
    let id = arguments.value("switch") ?? ""
    let event: ReviewEvent =
      verb == "resume"
      ? .unblocked(ReviewEvent.Unblocked(killSwitchID: id))
      : .blocked(ReviewEvent.Blocked(killSwitchID: id, reason: id.isEmpty ? "fault" : "stopped"))
    apply([event], index)
    return describe(index)
  }

  private func describe(_ index: Int) -> String {
    let record = records[index].record
    let state = record.state
    let met = state.requirements().map { "\($0.met)/\($0.count)" }.joined(separator: "+")
    let sla = state.slaStatus(now: now)
    return [
      String(state.status.contractName.dropFirst("REVIEW_STATUS_".count)), state.reviewerRole,
      span(sla.remainingMicroseconds),
      record.escalations.last.map { String($0.move.trigger.contractName.dropFirst("ESCALATION_TRIGGER_".count)) } ?? "",
      "opinions=\(state.requiredOpinions)", "met=\(met)", state.isCommitteeNeeded ? "committee" : "",
      "by \(record.decision?.reviewers.joined(separator: ",") ?? "")", "v\(state.version)",
      "sla=\(sla.state.contractName.dropFirst("SLA_STATE_".count))", "paused=\(span(sla.pausedMicroseconds))",
      "elapsed=\(span(sla.elapsedMicroseconds))", "reason=\(record.statusReason)",
      state.claim.map { "claimed=\($0.reviewerID) lease=\(span($0.expiresAt.microseconds(since: now)))" }
        ?? "unclaimed",
      "token=\(state.claimToken)", "switches=\(state.killSwitchIDs.joined(separator: ","))",
      "overrides=\(record.overrides.count)", "void=\(record.opinions.first?.voidReason ?? "")",
      describeExecution(record),
    ].joined(separator: " ")
  }

  private func describeExecution(_ record: ReviewRecord) -> String {
    let until = record.executableUntil.map { "until=\(span($0.microseconds(since: now)))" } ?? "until="
    guard let execution = record.execution else { return "\(until) execution=none" }
    return [
      until, "execution=\(execution.state.contractName.dropFirst("STATE_".count))", "holder=\(execution.executorID)",
      "permit=\(span(execution.permit.expiresAt.microseconds(since: now)))",
      "permitted=\(record.state.execution?.amount?.amount.decimalText ?? "")",
      "moved=\(execution.executedAmount?.amount.decimalText ?? "")", "reconciled=\(execution.reconciledBy)",
    ].joined(separator: " ")
  }

  /// Hours and minutes.
  private func span(_ microseconds: Int64) -> String {
    let minutes = microseconds / 60_000_000
    return (minutes < 0 ? "-" : "") + String(format: "%02d:%02d", abs(minutes) / 60, abs(minutes) % 60)
  }
}

/// A digest whose bytes all have one value.
func digest(_ byte: UInt8) -> ActionDigest {
  guard let digest = ActionDigest([UInt8](repeating: byte, count: 32)) else { fatalError("32 bytes") }
  return digest
}

@Suite struct ScenarioTests {
  @Test("opinions", arguments: Scenario.all("opinions.txt")) func opinions(_ scenario: Scenario) {
    var runner = ScenarioRunner()
    runner.run(scenario)
  }

  @Test("claims", arguments: Scenario.all("claims.txt")) func claims(_ scenario: Scenario) {
    var runner = ScenarioRunner()
    runner.run(scenario)
  }

  @Test("questions", arguments: Scenario.all("information.txt")) func questions(_ scenario: Scenario) {
    var runner = ScenarioRunner()
    runner.run(scenario)
  }

  @Test("blocks and overrides", arguments: Scenario.all("blocks.txt")) func blocks(_ scenario: Scenario) {
    var runner = ScenarioRunner()
    runner.run(scenario)
  }

  @Test("executions", arguments: Scenario.all("executions.txt")) func executions(_ scenario: Scenario) {
    var runner = ScenarioRunner()
    runner.run(scenario)
  }

  @Test("clocks", arguments: Scenario.all("clocks.txt")) func clocks(_ scenario: Scenario) {
    var runner = ScenarioRunner()
    runner.run(scenario)
  }
}
