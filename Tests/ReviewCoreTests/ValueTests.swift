import Policy
import ReviewCore
import Testing

@Suite struct ValueTests {
  @Test(
    "decimal text is canonical and reads back",
    arguments: ["0", "8000000", "0.5", "-0.000000001", "999999.999999999", "9223372036854775807.999999999", "-12.25"])
  func decimal(text: String) { #expect(Amount(decimalText: text)?.decimalText == text) }

  @Test(
    "what is no decimal text is refused",
    arguments: ["", "-", ".5", "1.", "1.0000000001", "1e3", "+1", " 1", "1,000", "9223372036854775808", "1.2.3", "٣"])
  func notDecimal(text: String) { #expect(Amount(decimalText: text) == nil) }

  @Test("a rate rounds up, and what is too large is told") func rate() {
    #expect(Amount(units: 1).multiplied(byRate: Amount(units: 0, nanos: 1)) == Amount(units: 0, nanos: 1))
    #expect(Amount(units: 0, nanos: 1).multiplied(byRate: Amount(units: 0, nanos: 1)) == Amount(units: 0, nanos: 1))
    #expect(Amount(units: 100).multiplied(byRate: Amount(units: 1, nanos: 250_000_000)) == Amount(units: 125))
    #expect(Amount.greatest.multiplied(byRate: Amount(units: 2)) == nil)
  }

  @Test("every contract name reads back") func names() {
    #expect(ReviewStatus.allCases.allSatisfy { ReviewStatus(contractName: $0.contractName) == $0 })
    #expect(RiskLevel.allCases.map(\.contractName).count == 4)
    #expect(RiskLevel.allCases.sorted() == [.low, .medium, .high, .critical])
    #expect(EscalationTrigger(contractName: "ESCALATION_TRIGGER_UNSPECIFIED") == nil)
    #expect(Set(Refusal.Reason.allCases.compactMap(\.contractName)).count == Refusal.Reason.allCases.count - 2)
  }

  @Test("an audit id has one text") func auditID() {
    let id = AuditID(at: start, random: (0x123, 0x456))
    #expect(AuditID(text: id.text) == id)
    #expect(id.text.count == 36)
    for bad in ["", id.text.uppercased(), id.text + "0", String(id.text.dropLast()), id.text.replacing("-", with: "_")]
    {
      #expect(AuditID(text: bad) == nil)
    }
  }

  // domain.md §5 Most urgent first.
  @Test("the most urgent first: level, deadline, id") func urgency() {
    let critical = review(amount: 20_000_000, auditID: 9)
    let high = review(auditID: 1)
    let sameHigh = review(auditID: 2)
    let order = [sameHigh, high, critical].map { $0.urgencyKey(now: start) }.sorted().map(\.auditID.low)
    #expect(order == [9, 1, 2])
  }

  @Test("a review in memory is small") func size() {
    #expect(MemoryLayout<ReviewCase>.size <= 320)
  }

  @Test("the full fold and the compact one agree, and the version grows with each entry") func folds() {
    var state = review(amount: 2_000_000)
    #expect(state.version == 1)
    _ = state.run(.submitReview(opinion("ann", "Senior Analyst", flags: [.uncertain])))
    #expect(state.version == 3)
    #expect(state.status == .escalated)
  }
}

@Suite struct FieldValidationTests {
  // domain.md §2 Refused fields.
  @Test("every bad field of a proposal is named at once") func proposal() {
    let bad = Proposal(
      userID: "system", queryText: " \n", transactionAmount: Money(amount: Amount(units: 1, nanos: -1)),
      actionType: "a\0", modelConfidence: .nan,
      labels: (0..<33).map { Proposal.Label(key: "k\($0)", value: String(repeating: "v", count: $0 == 0 ? 257 : 1)) },
      origin: Proposal.Origin(agentID: "a b", onBehalfOf: String(repeating: "x", count: 129)))
    var validator = FieldValidator()
    validator.proposal(bad, isSubmission: true)
    #expect(
      validator.violations.map(\.field) == [
        "user_id", "query_text", "transaction_amount.nanos", "action_type", "model_confidence", "labels", "labels[k0]",
        "origin.agent_id", "origin.on_behalf_of",
      ])
    #expect(validator.refusal?.message.contains("; query_text: must not be only white space; ") == true)
  }

  @Test("the limits themselves are good") func limits() {
    let good = Proposal(
      userID: "A.z_0:@/+-" + String(repeating: "x", count: 118), queryText: String(repeating: "é", count: 4_096),
      transactionAmount: Money(amount: Amount(units: 0, nanos: 999_999_999)), modelConfidence: 1)
    var validator = FieldValidator()
    validator.proposal(good, isSubmission: true)
    #expect(validator.violations.isEmpty)
    var longer = good
    longer.queryText += "x"
    longer.userID += "x"
    validator.proposal(longer, isSubmission: true)
    #expect(validator.violations.map(\.field) == ["user_id", "query_text"])
  }

  @Test("a command's bad fields are named at once, an unknown role among them") func command() {
    var bad = opinion("anonymous", "Chief")
    bad.modification = Modification()
    bad.evidence = [Evidence(source: "", sha256: [1])]
    bad.expectedVersion = -1
    var validator = FieldValidator()
    validator.review(bad, policies: [PolicyDocument.builtIn()])
    #expect(
      Set(validator.violations.map(\.field)) == [
        "reviewer_id", "reviewer_role", "evidence[0].source", "evidence[0].sha256", "modification", "expected_version",
      ])
  }
}
