import Policy
import ReviewCore
import Testing

@Suite struct RefusalOrderTests {
  // domain.md §4 Order of refusals.
  @Test("each refusal hides the ones behind it: evidence, final, version, claim, digest, role, limit, person")
  func order() {
    var state = review(amount: 60_000_000)
    _ = state.run(.submitReview(opinion("cara", "CFO")))
    let before = state
    // Everything is wrong at once; then one mistake after the other is mended.
    var wrong = ReviewCommand.SubmitReview(
      reviewerID: "cara", reviewerRole: "Analyst", outcome: .approved, supportingEvidence: "short", expectedVersion: 9,
      actionDigest: digest(9), claimToken: 7)
    #expect(state.run(.submitReview(wrong)).refusal?.reason == .evidenceTooShort)
    wrong.supportingEvidence = opinion("", "").supportingEvidence
    var final = state
    _ = final.run(.cancel(ReviewCommand.Cancel(userID: "uma", reason: "x")))
    #expect(final.run(.submitReview(wrong)).refusal?.reason == .reviewFinal)
    #expect(state.run(.submitReview(wrong)).refusal?.reason == .versionMismatch)
    #expect(state.run(.submitReview(wrong)).refusal?.metadata.first?.value == "2")
    wrong.expectedVersion = 2
    #expect(state.run(.submitReview(wrong)).refusal?.reason == .claimLost)
    wrong.claimToken = 0
    #expect(state.run(.submitReview(wrong)).refusal?.reason == .digestMismatch)
    wrong.actionDigest = digest(1)
    #expect(state.run(.submitReview(wrong)).refusal?.reason == .roleInsufficient)
    wrong.reviewerRole = "Head of Trading"
    #expect(state.run(.submitReview(wrong)).refusal?.reason == .amountLimitExceeded)
    wrong.reviewerRole = "CFO"
    #expect(state.run(.submitReview(wrong)).refusal?.reason == .duplicateReviewer)
    #expect(state == before)
    wrong.reviewerID = "bea"
    #expect(state.run(.submitReview(wrong)).refusal == nil)
    #expect(state.status == .approved)
  }

  @Test("TOP_OF_PATH comes before a wrong version") func topOfPath() {
    var state = review(amount: 20_000_000)
    let up = ReviewCommand.Escalate(reviewerID: "cara", reviewerRole: "CFO", reason: "x")
    #expect(state.run(.escalate(up)).refusal == nil)
    var again = up
    again.expectedVersion = 9
    #expect(state.run(.escalate(again)).refusal?.reason == .topOfPath)
  }

  @Test("evidence and modification are refused together, each field named") func together() {
    var wrong = opinion("cara", "CFO", .modified)
    wrong.supportingEvidence = " "
    wrong.modification?.transactionAmount = Money(amount: Amount(units: 9_000_000))
    let refusal = review().decide(.submitReview(wrong), now: start)
    guard case .failure(let refusal) = refusal else { return #expect(Bool(false)) }
    #expect(refusal.reason == .evidenceTooShort)
    #expect(refusal.fieldViolations.map(\.field) == ["supporting_evidence", "modification.transaction_amount"])
    #expect(refusal.message.hasPrefix("supporting_evidence: must have at least 50 characters; modification."))
  }

  @Test("canDecide says what an approval would be told", arguments: ["uma", "ann"])
  func canDecide(person: String) {
    for role in PolicyDocument.builtIn().rules.roles.map(\.name) + ["Nobody"] {
      for amount in [500_000, 8_000_000, 60_000_000] as [Int64] {
        var state = review(amount: amount)
        let can = state.canDecide(reviewerID: person, role: role)
        #expect(can == (state.run(.submitReview(opinion(person, role))).refusal == nil))
      }
    }
  }
}
