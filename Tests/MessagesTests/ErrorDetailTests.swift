import Messages
import MessagesBase
import RPCCore
import Testing

@Suite("Errors carry details that programs read")
struct ErrorDetailTests {
  @Test("BadRequest, ErrorInfo and RetryInfo in one status")
  func details() throws {
    let error = RPCError.rich(
      .aborted, "read again", detail: "for the log",
      details: [
        .badRequest([FieldViolation(field: "audit_id", description: "required")]),
        .errorInfo(
          reason: "VERSION_MISMATCH", domain: "countersign", metadata: [("current_version", "7"), ("empty", "")]),
        .retryInfo(delayMicroseconds: 1_500_000),
      ])
    #expect(error.code == .aborted)
    #expect(error.message == "read again")
    #expect(error.detail == "for the log")
    let status = try decode(error.statusDetails, as: GoogleRPC.Status.self)
    #expect(status.code == 10)
    #expect(status.message == "read again")
    #expect(
      status.details.map(\.typeURL)
        == ["BadRequest", "ErrorInfo", "RetryInfo"].map { "type.googleapis.com/google.rpc.\($0)" })

    let badRequest = try decode(status.details[0].value, as: GoogleRPC.BadRequest.self)
    #expect(badRequest.fieldViolations.map(\.field) == ["audit_id"])
    #expect(badRequest.fieldViolations.map(\.description) == ["required"])
    let info = try decode(status.details[1].value, as: GoogleRPC.ErrorInfo.self)
    #expect(info.reason == "VERSION_MISMATCH")
    #expect(info.domain == "countersign")
    #expect(info.metadata.dictionary == ["current_version": "7", "empty": ""])
    let retry = try decode(status.details[2].value, as: GoogleRPC.RetryInfo.self)
    #expect(retry.retryDelay?.microseconds == 1_500_000)
  }

  @Test("no details still make a status with the code")
  func noDetails() throws {
    let error = RPCError.rich(.notFound, "", details: [.retryInfo(delayMicroseconds: 0)])
    let status = try decode(error.statusDetails, as: GoogleRPC.Status.self)
    #expect(status.code == 5)
    #expect(status.details.count == 1)
  }
}
