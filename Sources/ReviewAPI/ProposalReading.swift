import AuditTrail
import Messages
import MessagesBase
import ReviewCore

/// A SubmitQuery whose every field is good.
struct SubmissionRequest {
  let proposal: Proposal
  let ragResponse: JSONValue?
  let requestID: String
  let supersedes: AuditID?

  /// - Throws: INVALID_ARGUMENT with every bad field; NOT_FOUND for a `supersedes_audit_id` that is no id.
  init(_ request: CountersignV1.SubmitQueryRequest) throws(Refusal) {
    var fields = FieldValidator()
    requestID = request.requestID
    fields.requestID(requestID)
    var proposal = Proposal(request, &fields)
    fields.proposal(proposal, isSubmission: true)
    proposal.labels = fields.labels(request.labels)
    ragResponse = StructReader.read(request.ragResponse, "rag_response", &fields)
    try fields.finish()
    self.proposal = proposal
    supersedes = try request.supersedesAuditIDUTF8.isEmpty ? nil : AuditID(text: request.supersedesAuditID).found()
  }
}

extension CountersignV1.ClassifyRiskRequest {
  /// Calls `body` with what is classified, whose texts are this message's.
  func withView<Result>(_ body: (ProposalView) -> Result) -> Result {
    let money = transactionAmount
    return queryTextUTF8.withUTF8 { queryText in
      actionTypeUTF8.withUTF8 { actionType in
        domainUTF8.withUTF8 { domain in
          (money?.currencyCodeUTF8 ?? "").withUTF8 { currencyCode in
            body(
              ProposalView(
                queryText: queryText, actionType: actionType, domain: domain, currencyCode: currencyCode,
                amount: money.map { Amount(units: $0.units, nanos: $0.nanos) }, containsMNPI: containsMNPI,
                modelConfidence: modelConfidence))
          }
        }
      }
    }
  }
}

extension Proposal {
  /// Reads a ClassifyRisk; nothing is allocated beside its texts.
  /// - Throws: INVALID_ARGUMENT with every bad field.
  init(_ request: CountersignV1.ClassifyRiskRequest) throws(Refusal) {
    self.init(
      queryText: request.queryText, transactionAmount: request.transactionAmount.map { Money($0) },
      actionType: request.actionType, containsMNPI: request.containsMNPI, modelConfidence: request.modelConfidence,
      domain: request.domain)
    var fields = FieldValidator()
    fields.proposal(self, isSubmission: false)
    try fields.finish()
  }

  /// Without labels, which are checked as they are read.
  fileprivate init(_ request: CountersignV1.SubmitQueryRequest, _ fields: inout FieldValidator) {
    self.init(
      userID: request.userID, queryText: request.queryText,
      transactionAmount: request.transactionAmount.map { Money($0) }, actionType: request.actionType,
      containsMNPI: request.containsMNPI, modelConfidence: request.modelConfidence, domain: request.domain,
      origin: request.origin.map { Origin($0) }, validUntil: fields.instant("valid_until", request.validUntil))
  }
}

extension Proposal.Origin {
  fileprivate init(_ wire: CountersignV1.Origin) {
    self.init(
      agentID: wire.agentID, modelID: wire.modelID, modelVersion: wire.modelVersion, onBehalfOf: wire.onBehalfOf,
      accountID: wire.accountID)
  }
}

extension FieldValidator {
  /// Labels ordered by key; of a key that is there twice the last one counts.
  fileprivate mutating func labels(
    _ wire: RepeatedField<CountersignV1.SubmitQueryRequest.LabelsEntry>
  ) -> [Proposal.Label] {
    let entries = wire.lastOfEachKey()
    if entries.count > FieldLimits.labelCount {
      add("labels", "must have at most \(FieldLimits.labelCount) entries")
    }
    var hasLongKey = false
    for (key, value) in entries {
      // A long key is not repeated to its sender: trailers have little room.
      if key.utf8.count > FieldLimits.labelKeyBytes {
        hasLongKey = true
      } else if value.utf8.count > FieldLimits.labelValueBytes {
        add("labels[\"\(key)\"]", "must have at most \(FieldLimits.labelValueBytes) bytes")
      }
    }
    if hasLongKey { add("labels", "keys must have at most \(FieldLimits.labelKeyBytes) bytes") }
    return entries.map { Proposal.Label(key: $0.key, value: $0.value) }
  }
}
