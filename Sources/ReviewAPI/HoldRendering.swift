import Messages
import MessagesBase
import ReviewCore

extension Arena {
  /// The claim, questions, kill switches, overrides and receipt of a review.
  func fillHolds(_ review: CountersignV1.Review, _ record: ReviewRecord, _ view: RenderedView) {
    let state = record.state
    if let claim = state.claim {
      review.claimedBy = claim.reviewerID
      review.claimExpiresAt = timestamp(claim.expiresAt)
    }
    review.claimToken = state.claimToken
    if !state.killSwitchIDs.isEmpty { review.killSwitchIDs.append(contentsOf: state.killSwitchIDs) }
    for override in record.overrides { fill(review.overrides.appendNew(), override) }
    guard view == .full else { return }
    if let receipt = record.receipt { review.receipt = self.receipt(receipt) }
    for request in record.informationRequests { fill(review.informationRequests.appendNew(), request) }
  }

  private func fill(_ wire: CountersignV1.Override, _ override: ReviewOverride) {
    wire.reviewerID = override.reviewerID
    wire.reviewerRole = override.reviewerRole
    wire.justification = override.justification
    wire.createdAt = timestamp(override.createdAt)
  }

  private func fill(_ wire: CountersignV1.InformationRequest, _ request: InformationRequest) {
    wire.reviewerID = request.reviewerID
    wire.question = request.question
    wire.askedAt = timestamp(request.askedAt)
    wire.answer = request.answer
    wire.answeredBy = request.answeredBy
    if let answeredAt = request.answeredAt { wire.answeredAt = timestamp(answeredAt) }
  }
}
