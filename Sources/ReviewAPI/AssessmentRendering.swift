import Messages
import MessagesBase
import ReviewCore

extension Arena {
  func timestamp(_ instant: Instant) -> GoogleProtobuf.Timestamp {
    GoogleProtobuf.Timestamp(unixMicroseconds: instant.unixMicroseconds, in: self)
  }

  func duration(_ microseconds: Int64) -> GoogleProtobuf.Duration {
    GoogleProtobuf.Duration(microseconds: microseconds, in: self)
  }

  func money(_ money: Money) -> CountersignV1.Money {
    let wire = CountersignV1.Money(in: self)
    wire.currencyCode = money.currencyCode
    wire.units = money.amount.units
    wire.nanos = money.amount.nanos
    return wire
  }

  func risk(_ risk: RiskAssessment) -> CountersignV1.RiskAssessment {
    let wire = CountersignV1.RiskAssessment(in: self)
    wire.level = risk.level.wire
    wire.reason = risk.reason
    wire.matchedRules.append(contentsOf: risk.matchedRules)
    wire.failSafe = risk.isFailSafe
    if let amount = risk.assessedAmount { wire.assessedAmount = money(amount) }
    wire.amountSource = risk.amountSource.wire
    if let amount = risk.aggregateAmount { wire.aggregateAmount = money(amount) }
    if !risk.warnings.isEmpty { wire.warnings.append(contentsOf: risk.warnings) }
    return wire
  }

  /// `risk` of a finding's assessment, its texts written in place.
  func risk(
    _ finding: RiskFinding, of proposal: ProposalView, policy: ReviewPolicy
  ) -> CountersignV1.RiskAssessment {
    let wire = CountersignV1.RiskAssessment(in: self)
    wire.level = finding.level.wire
    wire.reasonUTF8 = text(bytesMax: finding.reasonBytesMax(policy: policy)) { room in
      var writer = TextWriter(room)
      finding.writeReason(of: proposal, policy: policy, to: &writer)
      return writer.count
    }
    finding.forEachRuleName { wire.matchedRules.append(text: UTF8Text(stringLiteral: $0)) }
    wire.failSafe = finding.isFailSafe
    if let amount = finding.assessedAmount {
      wire.assessedAmount = money(Money(currencyCode: policy.baseCurrency, amount: amount))
    }
    wire.amountSource = finding.amountSource.wire
    let warnings = finding.warnings(policy: policy)
    if !warnings.isEmpty { wire.warnings.append(contentsOf: warnings) }
    return wire
  }

  func routing(_ routing: Routing) -> CountersignV1.Routing {
    let wire = CountersignV1.Routing(in: self)
    wire.reviewerRole = routing.reviewerRole
    wire.sla = duration(routing.slaMicroseconds)
    wire.requiresSecondOpinion = routing.requiresSecondOpinion
    wire.approvalCommitteeNeeded = routing.isCommitteeNeeded
    wire.escalationPath.append(contentsOf: routing.escalationPath)
    wire.routingReason = routing.reason
    wire.requiredSkills.append(contentsOf: routing.requiredSkills)
    wire.requiredOpinions = Int32(clamping: routing.requiredOpinions)
    wire.requirements.reserveCapacity(routing.requirements.count)
    for requirement in routing.requirements {
      let entry = wire.requirements.appendNew()
      entry.count = Int32(clamping: requirement.count)
      entry.reviewerRoles.append(contentsOf: requirement.reviewerRoles)
      entry.met = Int32(clamping: requirement.met)
    }
    return wire
  }

  func sla(_ status: SLAStatus) -> CountersignV1.SlaStatus {
    let wire = CountersignV1.SlaStatus(in: self)
    wire.state = status.state.wire
    wire.deadline = timestamp(status.deadline)
    wire.elapsed = duration(status.elapsedMicroseconds)
    wire.remaining = duration(status.remainingMicroseconds)
    wire.asOf = timestamp(status.asOf)
    wire.warningAt = timestamp(status.warningAt)
    wire.paused = duration(status.pausedMicroseconds)
    wire.totalElapsed = duration(status.totalElapsedMicroseconds)
    return wire
  }
}
