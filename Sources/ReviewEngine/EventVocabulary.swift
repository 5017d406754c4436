import AuditTrail
import ReviewCore

/// Pieces of the entries' data that many events share, in canonical JSON (domain.md §6).
extension CanonicalJSONWriter {
  /// `{"amount":"8000000","currency_code":"USD"}`, or null.
  mutating func money(_ money: Money?) {
    guard let money else { return null() }
    object { writer in
      writer.key("amount")
      writer.string(money.amount.decimalText)
      writer.key("currency_code")
      writer.string(money.currencyCode)
    }
  }

  /// A text, or null where there is none: absent is null (domain.md §6).
  mutating func present(_ text: String) { string(text.isEmpty ? nil : text) }

  /// An instant, or null.
  mutating func instant(_ instant: Instant?) { timestamp(unixMicroseconds: instant?.unixMicroseconds) }

  /// "14400s"; up to six digits where it is no whole number of seconds.
  mutating func duration(microseconds: Int64) {
    let (seconds, rest) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
    guard rest != 0 else { return duration(seconds: seconds) }
    var digits = String(rest.magnitude + 1_000_000).dropFirst()
    while digits.last == "0" { digits.removeLast() }
    string("\(microseconds < 0 ? "-" : "")\(seconds.magnitude).\(digits)s")
  }

  /// 64 hexadecimal digits, or null.
  mutating func digest(_ digest: ActionDigest?) {
    if let digest { digest.withUnsafeBytes { hexadecimal($0) } } else { null() }
  }

  mutating func risk(_ risk: RiskAssessment) {
    object { writer in
      writer.key("action_inferred")
      writer.bool(risk.isActionInferred)
      writer.key("action_type")
      writer.present(risk.actionType)
      writer.key("aggregate_amount")
      writer.money(risk.aggregateAmount)
      writer.key("amount_source")
      writer.string(risk.amountSource.contractName)
      writer.key("assessed_amount")
      writer.money(risk.assessedAmount)
      // Only where a classifier was asked: other entries stay as they were.
      if let classifier = risk.classifier {
        writer.key("classifier")
        writer.classifier(classifier)
      }
      writer.key("domain")
      writer.present(risk.domain)
      writer.key("fail_safe")
      writer.bool(risk.isFailSafe)
      writer.key("level")
      writer.string(risk.level.contractName)
      writer.key("matched_rules")
      writer.array(risk.matchedRules)
      writer.key("reason")
      writer.string(risk.reason)
      writer.key("warnings")
      writer.array(risk.warnings)
    }
  }

  private mutating func classifier(_ finding: ClassifierFinding) {
    object { writer in
      switch finding {
      case .answer(let answer):
        writer.key("level")
        writer.string(answer.level.contractName)
        writer.key("model")
        writer.string(answer.model)
        writer.key("model_version")
        writer.present(answer.modelVersion)
        writer.key("reasons")
        writer.array(answer.reasons)
      case .failure(let sentence):
        writer.key("failure")
        writer.string(sentence)
      }
    }
  }

  mutating func routing(_ routing: Routing) {
    object { writer in
      writer.key("approval_committee_needed")
      writer.bool(routing.isCommitteeNeeded)
      writer.key("escalation_path")
      writer.array(routing.escalationPath)
      writer.key("escalations")
      writer.array { moves in for move in routing.moves { moves.move(move) } }
      writer.key("required_opinions")
      writer.integerString(Int64(routing.requiredOpinions))
      writer.key("required_skills")
      writer.array(routing.requiredSkills)
      writer.key("requirements")
      writer.array { list in for requirement in routing.requirements { list.requirement(requirement) } }
      writer.key("reviewer_role")
      writer.string(routing.reviewerRole)
      writer.key("routing_reason")
      writer.string(routing.reason)
      writer.key("sla")
      writer.duration(microseconds: routing.slaMicroseconds)
    }
  }

  private mutating func move(_ move: RoleMove) {
    object { writer in
      writer.key("from_role")
      writer.string(move.fromRole)
      writer.key("reason")
      writer.string(move.reason)
      writer.key("to_role")
      writer.string(move.toRole)
      writer.key("trigger")
      writer.string(move.trigger.contractName)
    }
  }

  private mutating func requirement(_ requirement: OpinionRequirement) {
    object { writer in
      writer.key("count")
      writer.integerString(Int64(requirement.count))
      writer.key("met")
      writer.integerString(Int64(requirement.met))
      writer.key("reviewer_roles")
      writer.array(requirement.reviewerRoles)
    }
  }

  mutating func modification(_ modification: Modification?) {
    guard let modification else { return null() }
    object { writer in
      writer.key("rag_response_json")
      writer.string(modification.ragResponseJSON)
      writer.key("recommendation")
      writer.present(modification.recommendation)
      writer.key("transaction_amount")
      writer.money(modification.transactionAmount)
    }
  }

  mutating func opinion(_ recorded: ReviewEvent.OpinionRecorded) {
    let opinion = recorded.opinion
    object { writer in
      writer.key("action_digest")
      writer.digest(opinion.actionDigest)
      writer.key("effective_action_digest")
      writer.digest(recorded.effectiveActionDigest)
      writer.key("evidence")
      writer.array { list in for source in opinion.evidence { list.evidence(source) } }
      writer.key("flags")
      writer.array(opinion.flags.map(\.contractName))
      writer.key("modification")
      writer.modification(opinion.modification)
      writer.key("outcome")
      writer.string(opinion.outcome.contractName)
      writer.key("review_version")
      writer.integerString(opinion.reviewVersion)
      writer.key("reviewer_id")
      writer.string(opinion.reviewerID)
      writer.key("reviewer_role")
      writer.string(opinion.reviewerRole)
      writer.key("supporting_evidence")
      writer.string(opinion.supportingEvidence)
      writer.key("void_reason")
      writer.string(opinion.voidReason.isEmpty ? nil : opinion.voidReason)
    }
  }

  private mutating func evidence(_ evidence: Evidence) {
    object { writer in
      writer.key("sha256")
      if evidence.sha256.isEmpty { writer.null() } else { writer.hexadecimal(evidence.sha256) }
      writer.key("source")
      writer.string(evidence.source)
      writer.key("uri")
      writer.present(evidence.uri)
    }
  }
}
