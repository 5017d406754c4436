/// What the classification reads of a proposal: its texts are the bytes that somebody else holds, so that neither reading
/// a request nor classifying it copies one.
///
/// To be used only while those bytes are there. Texts are UTF-8.
public struct ProposalView {
  /// What is asked.
  public var queryText: UnsafeBufferPointer<UInt8>
  /// Stated action type; may be empty.
  public var actionType: UnsafeBufferPointer<UInt8>
  /// Stated domain; may be empty.
  public var domain: UnsafeBufferPointer<UInt8>
  /// Code of the amount's currency; empty for the base currency.
  public var currencyCode: UnsafeBufferPointer<UInt8>
  /// The money at stake, where stated.
  public var amount: Amount?
  /// Whether material non-public information is involved.
  public var containsMNPI: Bool
  /// From 0 to 1, where known.
  public var modelConfidence: Double?

  public init(
    queryText: UnsafeBufferPointer<UInt8>, actionType: UnsafeBufferPointer<UInt8>, domain: UnsafeBufferPointer<UInt8>,
    currencyCode: UnsafeBufferPointer<UInt8>, amount: Amount?, containsMNPI: Bool, modelConfidence: Double?
  ) {
    self.queryText = queryText
    self.actionType = actionType
    self.domain = domain
    self.currencyCode = currencyCode
    self.amount = amount
    self.containsMNPI = containsMNPI
    self.modelConfidence = modelConfidence
  }

  /// Whether every field is good for certain, told by a few looks: texts must not hold NUL. False says nothing yet:
  /// `FieldValidator` judges then, and names what is wrong.
  public var isPlainlyGood: Bool {
    guard let first = queryText.first, 0x21...0x7E ~= first, queryText.count <= FieldLimits.queryTextBytes else {
      return false
    }
    if let amount {
      guard amount.units >= 0, 0...999_999_999 ~= amount.nanos, currencyCode.count <= FieldLimits.identifierBytes
      else { return false }
    }
    return modelConfidence.map { 0...1 ~= $0 } ?? true
  }
}

extension Proposal {
  /// Calls `body` with a view of it; its texts are there only meanwhile.
  public func withView<Result>(_ body: (ProposalView) -> Result) -> Result {
    let money = transactionAmount
    return queryText.withUTF8Bytes { queryText in
      actionType.withUTF8Bytes { actionType in
        domain.withUTF8Bytes { domain in
          (money?.currencyCode ?? "").withUTF8Bytes { currencyCode in
            body(
              ProposalView(
                queryText: queryText, actionType: actionType, domain: domain, currencyCode: currencyCode,
                amount: money?.amount, containsMNPI: containsMNPI, modelConfidence: modelConfidence))
          }
        }
      }
    }
  }
}
