import Messages
import MessagesBase
import RPCCore
import Testing

@Suite("A message survives the wire")
struct RoundTripTests {
  private typealias V1 = CountersignV1

  @Test("texts, with every length of UTF-8")
  func texts() throws {
    let money = V1.Money(in: Arena())
    for text in ["", "EUR", "ä", "€", "𝔸", String(repeating: "x€", count: 5_000)] {
      money.currencyCode = text
      #expect(try roundTripped(money).currencyCode == text)
      #expect(money.currencyCodeUTF8.count == text.utf8.count)
      #expect(money.currencyCodeUTF8.isEmpty == text.isEmpty)
    }
  }

  @Test("a type without fields, alone and with fields that it does not know")
  func noFields() throws {
    let empty = GRPCHealthV1.HealthListRequest(in: Arena())
    #expect(try empty.sealed() == [0, 0, 0, 0, 0])
    let unknown: [UInt8] = [0x08, 0x01]
    let decoded = try unknown.withUnsafeBytes { try GRPCHealthV1.HealthListRequest.decoded(from: $0) }
    #expect(try decoded.sealed().dropFirst(5).elementsEqual(unknown))
  }

  @Test("integers at both ends of their range")
  func integers() throws {
    for (units, nanos) in [(Int64.min, Int32.min), (-1, -1), (0, 0), (1, 1), (.max, .max)] {
      let money = V1.Money(in: Arena())
      money.units = units
      money.nanos = nanos
      let read = try roundTripped(money)
      #expect(read.units == units)
      #expect(read.nanos == nanos)
    }
  }

  @Test("booleans and doubles")
  func booleansAndDoubles() throws {
    let load = V1.ReviewerLoad(in: Arena())
    for value in [0, -0.0, 0.5, .infinity, .leastNonzeroMagnitude, -1e300] {
      load.approvalRate = value
      #expect(try roundTripped(load).approvalRate == value)
    }
    load.mutableReviewer.absent = true
    let read = try roundTripped(load)
    #expect(read.reviewer?.absent == true)
    #expect(read.reviewer?.disabled == false)
  }

  @Test("bytes, with NUL and none at all")
  func bytes() throws {
    let permit = V1.ExecutionPermit(in: Arena())
    for value in [[], [0], [0xFF, 0, 1], [UInt8](repeating: 7, count: 70_000)] as [[UInt8]] {
      permit.signature = value
      let read = try roundTripped(permit)
      #expect(read.signature == value)
      #expect(read.withSignature { $0.count } == value.count)
      value.withUnsafeBytes { read.setSignature($0) }
      #expect(read.signature == value)
    }
  }

  @Test("a known enumeration value, and a number that nobody knows yet")
  func enumerations() throws {
    let opinion = V1.Opinion(in: Arena())
    opinion.outcome = .modified
    opinion.flags.append(.uncertain)
    opinion.flags.append(.unrecognized(99))
    let read = try roundTripped(opinion)
    #expect(read.outcome == .modified)
    #expect(Array(read.flags) == [.uncertain, .unrecognized(99)])
    read.outcome = V1.DecisionOutcome(rawValue: -5)
    let again = try roundTripped(read)
    #expect(again.outcome == .unrecognized(-5))
    #expect(again.outcome.rawValue == -5)
  }

  @Test("every value of an enumeration has its own number and name")
  func enumerationNames() {
    #expect(V1.RiskLevel.critical.name == "RISK_LEVEL_CRITICAL")
    #expect(V1.ErrorReason.selfReview.shortName == "SELF_REVIEW")
    #expect(V1.ErrorReason.unrecognized(77).shortName == "77")
    #expect(GRPCHealthV1.HealthCheckResponse.ServingStatus.notServing.name == "NOT_SERVING")
    for value in V1.ErrorReason.allCases { #expect(V1.ErrorReason(rawValue: value.rawValue) == value) }
    #expect(Set(V1.ReviewStatus.allCases.map(\.shortName)).count == V1.ReviewStatus.allCases.count)
  }

  @Test("an empty message inside is not an absent one")
  func presence() throws {
    let review = V1.Review(in: Arena())
    #expect(review.risk == nil)
    _ = review.mutableRisk
    let read = try roundTripped(review)
    #expect(read.risk != nil)
    #expect(read.routing == nil)
    read.risk = nil
    #expect(try roundTripped(read).risk == nil)
  }

  @Test("lists of messages, texts and bytes")
  func lists() throws {
    let arena = Arena()
    let review = V1.Review(in: arena)
    for index in 0..<100 { review.opinions.appendNew().reviewerID = "reviewer \(index)" }
    review.killSwitchIDs.assign(["a", "", "c"])
    let read = try roundTripped(review)
    #expect(read.opinions.map(\.reviewerID) == (0..<100).map { "reviewer \($0)" })
    #expect(Array(read.killSwitchIDs) == ["a", "", "c"])
    let proof = V1.GetInclusionProofResponse(in: arena)
    proof.hashes.assign([[1, 2], [], [3]])
    #expect(Array(try roundTripped(proof).hashes) == [[1, 2], [], [3]])
  }

  @Test("packed numbers, also where the sender did not pack them")
  func packed() throws {
    let numbers = GRPCReflectionV1.ExtensionNumberResponse(in: Arena())
    numbers.extensionNumber.append(contentsOf: [1, -1, .max])
    #expect(Array(try roundTripped(numbers).extensionNumber) == [1, -1, .max])
    let unpacked = wire {
      $0.integer(7, field: 2)
      $0.integer(8, field: 2)
    }
    let read = try decode(unpacked, as: GRPCReflectionV1.ExtensionNumberResponse.self)
    #expect(Array(read.extensionNumber) == [7, 8])
  }

  @Test("of a map's repeated key the last entry counts")
  func maps() throws {
    let request = V1.SubmitQueryRequest(in: Arena())
    request.labels.append(key: "desk", value: "rates")
    request.labels.append(key: "desk", value: "equities")
    let read = try roundTripped(request)
    #expect(read.labels.count == 2)
    #expect(read.labels[key: "desk"] == "equities")
    #expect(read.labels[key: "none"] == nil)
    #expect(read.labels.dictionary == ["desk": "equities"])
  }

  @Test("of a oneof only the last field that was set")
  func oneofs() throws {
    let response = V1.WatchPendingReviewsResponse(in: Arena())
    #expect(response.event == nil)
    response.mutableReviewAdded.auditID = "A-1"
    response.mutableInSync.reviewCount = 3
    #expect(response.reviewAdded == nil)
    guard case .inSync(let inSync) = try roundTripped(response).event else { throw Wrong() }
    #expect(inSync.reviewCount == 3)
    response.reviewAdded = nil
    #expect(response.inSync != nil, "clearing another field changes nothing")
    response.inSync = nil
    #expect(response.event == nil)
    response.event = .heartbeat(V1.Heartbeat(in: response.arena))
    #expect(try roundTripped(response).heartbeat != nil)
  }

  @Test("a number in a oneof tells 0 from not set")
  func optionalNumber() throws {
    let request = V1.ClassifyRiskRequest(in: Arena())
    #expect(try roundTripped(request).modelConfidence == nil)
    request.modelConfidence = 0
    #expect(try roundTripped(request).modelConfidence == 0)
    request.modelConfidencePresence = .modelConfidence(0.25)
    #expect(try roundTripped(request).modelConfidence == 0.25)
    request.modelConfidencePresence = nil
    #expect(try roundTripped(request).modelConfidence == nil)
  }

  @Test("a JSON-like structure with all its kinds")
  func structures() throws {
    typealias Value = GoogleProtobuf.Value
    let arena = Arena()
    let request = V1.SubmitQueryRequest(in: arena)
    let list = GoogleProtobuf.ListValue(in: arena)
    list.values.appendNew().numberValue = 1.5
    list.values.appendNew().boolValue = true
    list.values.appendNew().nullValue = .nullValue
    list.values.appendNew().stringValue = "naïve"
    let value = Value(in: arena)
    value.listValue = list
    request.mutableRagResponse.fields.append(key: "answers", value: value)
    let read = try roundTripped(request).ragResponse?.fields[key: "answers"]??.listValue?.values
    let kinds = try #require(read).map { "\($0.numberValue ?? -1) \($0.boolValue ?? false) \($0.stringValue ?? "-")" }
    #expect(kinds == ["1.5 false -", "-1.0 true -", "-1.0 false -", "-1.0 false naïve"])
    #expect(read?[2].nullValue == .nullValue)
  }

  @Test("fields that this version does not know are passed on")
  func unknownFields() throws {
    let bytes = wire {
      $0.string("EUR", field: 1)
      $0.string("new", field: 100)
    }
    #expect(try encoded(decode(bytes, as: V1.Money.self)) == bytes)
  }

  private struct Wrong: Error {}
}
