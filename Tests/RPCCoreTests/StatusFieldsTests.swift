import Testing

@testable import RPCCore

@Suite("Status as header fields")
struct StatusFieldsTests {
  private func names(_ fields: [HeaderField]) -> [String] { fields.map { String(decoding: $0.name, as: UTF8.self) } }

  private func bytes(_ fields: [HeaderField]) -> Int { fields.reduce(0) { $0 + $1.listBytes } }

  @Test("an error has its code, message, details and metadata")
  func whole() {
    var metadata = Metadata()
    metadata.append("x-bin", [0xab, 0xab, 0xab])
    let error = RPCError(.notFound, "no ☺", statusDetails: [1, 2])
    let fields = StatusFields.trailers(error: error, metadata: metadata, listBytesMax: 8_192)
    #expect(
      fields == [
        HeaderField("grpc-status", "5"), HeaderField("grpc-message", "no %E2%98%BA"),
        HeaderField("grpc-status-details-bin", "AQI"), HeaderField("x-bin", "q6ur"),
      ])
  }

  @Test("an error whose code is OK is UNKNOWN, and its text stays here")
  func unforeseen() {
    let fields = StatusFields.trailers(error: RPCError(.ok, "secret"), metadata: Metadata(), listBytesMax: 8_192)
    #expect(fields == [HeaderField("grpc-status", "2")])
  }

  @Test(
    "what does not fit goes in order: the end of the message, the details, the metadata, the message; never the status")
  func shortened() {
    var metadata = Metadata()
    metadata.append("x", String(repeating: "m", count: 500))
    let error = RPCError(
      .internal, String(repeating: "l", count: 3_000), statusDetails: [UInt8](repeating: 1, count: 600))
    func fields(_ listBytesMax: Int) -> [HeaderField] {
      StatusFields.trailers(error: error, metadata: metadata, listBytesMax: listBytesMax)
    }
    #expect(names(fields(8_192)) == ["grpc-status", "grpc-message", "grpc-status-details-bin", "x"])
    #expect(fields(8_192)[1].value.count == 3_000)
    #expect(names(fields(3_000)) == ["grpc-status", "grpc-message", "grpc-status-details-bin", "x"])
    #expect(fields(3_000)[1].value.count == 1_024)
    #expect(names(fields(2_000)) == ["grpc-status", "grpc-message", "x"])
    #expect(names(fields(1_200)) == ["grpc-status", "grpc-message"])
    #expect(names(fields(100)) == ["grpc-status"])
    #expect(names(fields(-1)) == ["grpc-status"])
    for listBytesMax in stride(from: 50, to: 5_000, by: 37) { #expect(bytes(fields(listBytesMax)) <= listBytesMax) }
  }

  @Test(
    "a handler cannot send a reserved or unsendable field",
    arguments: ["grpc-status", "grpc-x", "content-type", "te", "connection", "", "Upper", "a b", ":path", "ü"])
  func reserved(name: String) {
    var metadata = Metadata()
    metadata.append(name, "v")
    #expect(StatusFields.fields(metadata).isEmpty)
  }

  @Test("a value with a line break is not sent")
  func injection() {
    var metadata = Metadata()
    metadata.append("x", "a\r\nevil: 1")
    #expect(StatusFields.fields(metadata).isEmpty)
  }
}
