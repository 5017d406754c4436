// Evidence and modification against the review (domain.md §4, Evidence): every violation at once.
extension ReviewCase {
  func evidenceRefusal(_ review: ReviewCommand.SubmitReview) -> Refusal? {
    let minimum = policy.evidenceMinimum(level: level)
    let isTooShort = trimmedScalarCount(review.supportingEvidence) < minimum
    var violations: [FieldViolation] = []
    if isTooShort {
      violations.append(FieldViolation("supporting_evidence", "must have at least \(minimum) characters"))
    }
    violations += modificationViolations(review)
    guard !violations.isEmpty else { return nil }
    var refusal = Refusal(fieldViolations: violations)
    if isTooShort {
      refusal.reason = .evidenceTooShort
      refusal.metadata = [Refusal.Metadatum(key: "minimum_length", value: String(minimum))]
    }
    return refusal
  }

  private func modificationViolations(_ review: ReviewCommand.SubmitReview) -> [FieldViolation] {
    guard review.outcome == .modified else { return [] }
    var violations: [FieldViolation] = []
    if review.effectiveActionDigest == nil {
      violations.append(FieldViolation("modification", "has no digest"))
    }
    guard let alternative = review.modification?.transactionAmount else { return violations }
    guard let statedAmount else {
      return violations + [
        FieldViolation("modification.transaction_amount", "must not be set: the proposal has no amount")
      ]
    }
    if policy.currency(alternative) != policy.currency(statedAmount) {
      violations.append(
        FieldViolation("modification.transaction_amount.currency_code", "must be the proposal's currency"))
    } else if alternative.amount > statedAmount.amount {
      violations.append(
        FieldViolation("modification.transaction_amount", "must not exceed the proposal's amount: make a new proposal"))
    }
    return violations
  }
}

extension ReviewPolicy {
  /// Fewest characters of evidence; for a level that the policy does not name, the greatest of all.
  func evidenceMinimum(level: RiskLevel) -> Int {
    rules.evidenceMinimums.first { $0.level == level }?.characters
      ?? rules.evidenceMinimums.map(\.characters).max() ?? 1
  }

  /// The currency, the base currency where none is named.
  func currency(_ money: Money) -> String { money.currencyCode.isEmpty ? baseCurrency : money.currencyCode }
}

/// Unicode scalars without white space at both ends.
func trimmedScalarCount(_ text: String) -> Int {
  let scalars = text.unicodeScalars
  guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
    let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
  else { return 0 }
  return scalars.distance(from: first, to: last) + 1
}
