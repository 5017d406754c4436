import Messages
import MessagesBase
import RPCCore

/// Repeatable randomness; the seed is in every failure's text.
struct SeededGenerator: RandomNumberGenerator {
  let seed: UInt64
  private var state: UInt64

  init(seed: UInt64 = 20_260_301) {
    self.seed = seed
    state = seed
  }

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

enum Samples {
  /// A review with most of its fields set.
  static func review() throws -> CountersignV1.Review {
    let review = CountersignV1.Review(in: Arena())
    review.auditID = "01HZX3J8Q2N7W5V4T6R9K1M0PB"
    review.userID = "trader-7"
    review.queryText = "Should we increase the hedge on the EUR/USD position before the ECB meeting?"
    review.mutableTransactionAmount.currencyCode = "EUR"
    review.mutableTransactionAmount.units = 2_500_000
    review.actionType = "investment_decision"
    review.modelConfidence = 0.82
    review.mutableRagResponse.fields.append(key: "summary", value: text("Increase by 5 %.", in: review.arena))
    review.labels.append(key: "desk", value: "fx")
    review.mutableRisk.level = .high
    review.mutableRisk.matchedRules.assign(["large-amount", "derivatives"])
    review.mutableRouting.reviewerRole = "Senior Analyst"
    review.mutableRouting.mutableSla.seconds = 7_200
    review.mutableSla.mutableDeadline.set(unixMicroseconds: 1_750_000_000_123_456)
    let opinion = review.opinions.appendNew()
    opinion.reviewerID = "ann"
    opinion.flags.append(contentsOf: [.uncertain, .regulatoryConcern])
    opinion.evidence.appendNew().sha256 = [UInt8](0..<32)
    review.actionDigest = [UInt8](repeating: 0xAB, count: 32)
    review.status = .inReview
    review.version = 3
    return review
  }

  private static func text(_ text: String, in arena: Arena) -> GoogleProtobuf.Value {
    let value = GoogleProtobuf.Value(in: arena)
    value.stringValue = text
    return value
  }
}
