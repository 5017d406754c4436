import RPCCore
import Testing

/// A head or trailers with these fields.
func responseHead(_ fields: [(String, String)], limits: RequestHead.Limits = RequestHead.Limits()) -> ResponseHead? {
  var head = ResponseHead()
  for (name, value) in fields {
    let isTaken = Array(name.utf8).withUnsafeBytes { name in
      Array(value.utf8).withUnsafeBytes { value in head.add(name: name, value: value, limits: limits) }
    }
    if !isTaken { return nil }
  }
  return head
}

let goodHead = [(":status", "200"), ("content-type", "application/grpc")]

@Suite("The head and the trailers of an answer")
struct ResponseHeadTests {
  @Test(
    "An answer that is no gRPC is refused",
    arguments: [
      ([], .malformedHTTPStatus), ([(":status", "abc")], .malformedHTTPStatus),
      ([(":status", "20")], .malformedHTTPStatus),
      ([(":status", "200")], .unsupportedContentType),
      ([(":status", "200"), ("content-type", "text/html")], .unsupportedContentType),
      ([(":status", "200"), ("content-type", "application/grpcfoo")], .unsupportedContentType),
      ([(":status", "404"), ("content-type", "application/grpc")], .httpStatus(404)),
      (goodHead, nil), ([(":status", "200"), ("content-type", "application/grpc+proto;x=y")], nil),
    ] as [([(String, String)], ResponseRefusal?)])
  func refusal(_ fields: [(String, String)], _ refusal: ResponseRefusal?) throws {
    #expect(try #require(responseHead(fields)).refusal() == refusal)
  }

  @Test(
    "An HTTP status has the code of the specification's table",
    arguments: [
      (400, .internal), (401, .unauthenticated), (403, .permissionDenied), (404, .unimplemented), (429, .unavailable),
      (502, .unavailable), (503, .unavailable), (504, .unavailable), (500, .unknown), (302, .unknown), (418, .unknown),
    ] as [(Int, StatusCode)])
  func httpStatus(_ status: Int, _ code: StatusCode) {
    #expect(ResponseRefusal.httpStatus(status).error.code == code)
  }

  @Test(
    "A reset has the code of the specification's table",
    arguments: [
      (0, .internal), (1, .internal), (2, .internal), (3, .internal), (4, .internal), (6, .internal),
      (7, .unavailable), (8, .cancelled), (9, .internal), (10, .internal), (11, .resourceExhausted),
      (12, .permissionDenied), (5, .unknown), (13, .unknown), (77, .unknown),
    ] as [(UInt32, StatusCode)])
  func reset(_ errorCode: UInt32, _ code: StatusCode) {
    #expect(ResponseRefusal.reset(errorCode).error.code == code)
  }

  @Test(
    "Trailers tell how the call ended",
    arguments: [
      ([("grpc-status", "0")], .ok), ([], .refuse(.noStatus)), ([("grpc-status", "")], .refuse(.malformedStatus)),
      ([("grpc-status", "1x")], .refuse(.malformedStatus)), ([("grpc-status", "-1")], .refuse(.malformedStatus)),
      ([("grpc-status", "5"), ("grpc-message", "a%20%E2%98%BA")], .failed(RPCError(.notFound, "a ☺"))),
      ([("grpc-status", "99"), ("grpc-message", "new")], .failed(RPCError(.unknown, "new"))),
    ] as [([(String, String)], ResponseHead.End)])
  func trailers(_ fields: [(String, String)], _ end: ResponseHead.End) throws {
    #expect(try #require(responseHead(fields)).end() == end)
  }

  @Test("Details are taken when their code is the status, and refused otherwise")
  func details() throws {
    let details: [UInt8] = [0x08, 5, 0x12, 1, 0x61]
    let text = String(decoding: Base64.encode(details), as: UTF8.self)
    let good = try #require(responseHead([("grpc-status", "5"), ("grpc-status-details-bin", text)]))
    #expect(good.end() == .failed(RPCError(.notFound, "", statusDetails: details)))
    for (status, value) in [("6", text), ("5", "!!"), ("5", "CA")] {
      let bad = try #require(responseHead([("grpc-status", status), ("grpc-status-details-bin", value)]))
      #expect(bad.end() == .refuse(.malformedStatusDetails(StatusCode(rawValue: Int32(status)!)!)))
    }
  }

  @Test("One head alone: a status of gRPC counts more than one of HTTP, and without any the head is judged")
  func trailersOnly() throws {
    let failed = try #require(responseHead(goodHead + [("grpc-status", "8")]))
    #expect(failed.endOfTrailersOnly() == .failed(RPCError(.resourceExhausted, "")))
    let proxy = [(":status", "503"), ("content-type", "application/grpc"), ("grpc-status", "8")]
    #expect(try #require(responseHead(proxy)).endOfTrailersOnly() == .failed(RPCError(.resourceExhausted, "")))
    #expect(try #require(responseHead([(":status", "503")])).endOfTrailersOnly() == .refuse(.httpStatus(503)))
    #expect(try #require(responseHead(goodHead)).endOfTrailersOnly() == .refuse(.noStatus))
  }

  @Test("The caller sees metadata, and nothing that belongs to the protocol")
  func metadata() throws {
    let fields = [("x-a", "1"), ("grpc-status", "0"), ("x-b-bin", "q6ur"), ("x-a", "2"), ("grpc-encoding", "gzip")]
    let head = try #require(responseHead(goodHead + fields))
    let metadata = head.metadata.metadata()
    #expect(metadata.entries.map(\.name) == ["x-a", "x-b-bin", "x-a"])
    #expect(metadata[first: "x-b-bin"] == [0xab, 0xab, 0xab])
    #expect(head.encoding == Array("gzip".utf8))
  }

  @Test("A head over a limit is not kept")
  func limits() {
    var limits = RequestHead.Limits()
    limits.headerListBytesMax = 100
    #expect(responseHead([("a", String(repeating: "b", count: 67))], limits: limits) != nil)
    #expect(responseHead([("a", String(repeating: "b", count: 68))], limits: limits) == nil)
    limits.headerFieldCountMax = 1
    #expect(responseHead([("a", "b"), ("a", "b")], limits: limits) == nil)
  }

  @Test("Health is what SERVING says, and nothing else")
  func health() {
    #expect(HealthStatus(response: [0x08, 1]) == .serving)
    for other: [UInt8] in [[], [0x08, 0], [0x08, 2], [0x08, 3], [0x08, 9], [0x08], [0x08, 1, 0xff]] {
      #expect(HealthStatus(response: other) == .notServing)
    }
    #expect(HealthStatus.request(service: "ab") == [0, 0, 0, 0, 4, 0x0a, 2, 0x61, 0x62])
    #expect(HealthStatus.request(service: "") == [0, 0, 0, 0, 0])
  }
}
