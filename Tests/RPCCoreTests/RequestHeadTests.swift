import Testing

@testable import RPCCore

@Suite("Heads of requests")
struct RequestHeadTests {
  private static let routes: RoutingTable = {
    var router = Router()
    router.add(path: "/a.B/One", .unary { _, _ throws(RPCError) in [] })
    router.add(path: "/a.B/Two", .bidirectional { _, _ throws(RPCError) in })
    router.add(path: "/x", .unary { _, _ throws(RPCError) in [] })
    return RoutingTable(router)
  }()

  private static let good = [
    (":method", "POST"), (":path", "/a.B/One"), (":scheme", "http"), (":authority", "host"),
    ("content-type", "application/grpc"), ("te", "trailers"),
  ]

  /// The good head with fields replaced, added, or (nil) left out.
  private func head(_ changes: [(String, String?)] = []) -> RequestHead {
    let names = changes.map(\.0)
    let added = changes.compactMap { name, value in value.map { (name, $0) } }
    var head = RequestHead()
    for (name, value) in Self.good.filter({ !names.contains($0.0) }) + added { _ = add(name, value, to: &head) }
    return head
  }

  private func add(_ name: String, _ value: String, to head: inout RequestHead) -> Bool {
    Array(name.utf8).withUnsafeBytes { name in
      Array(value.utf8).withUnsafeBytes { value in
        head.add(name: name, value: value, limits: RequestHead.Limits(), routes: Self.routes)
      }
    }
  }

  @Test("a good head is accepted, with or without te, host and a timeout")
  func accepted() {
    #expect(head().verdict() == .accept(method: 0, timeoutMicroseconds: nil))
    #expect(head([("te", nil)]).verdict() == .accept(method: 0, timeoutMicroseconds: nil))
    #expect(!head([("te", nil)]).acceptsTrailers)
    #expect(head([("grpc-timeout", "2S")]).verdict() == .accept(method: 0, timeoutMicroseconds: 2_000_000))
    #expect(head([("grpc-encoding", "identity")]).verdict() == .accept(method: 0, timeoutMicroseconds: nil))
    #expect(head([(":path", "/a.B/Two")]).verdict() == .accept(method: 1, timeoutMicroseconds: nil))
  }

  @Test(
    "a bad field is refused with its reason",
    arguments: [
      (":method", "GET", CallRefusal.methodNotAllowed), (":method", "post", .methodNotAllowed),
      ("content-type", "-", .unsupportedContentType), ("content-type", "application/json", .unsupportedContentType),
      ("content-type", "application/grpcfoo", .unsupportedContentType),
      ("content-type", "application/grpc+json", .unsupportedContentType),
      ("content-type", "application/grpc+protox", .unsupportedContentType),
      (":path", "/a.B/one", .unknownMethod), (":path", "a.B/One", .unknownMethod),
      (":path", "/a.B/One/", .unknownMethod),
      (":path", "//a.B/One", .unknownMethod), (":path", "/a.B/%4Fne", .unknownMethod),
      (":path", "/a.B/", .unknownMethod),
      (":path", "", .unknownMethod), (":path", "/y", .unknownMethod),
      ("grpc-timeout", "1x", .malformedTimeout), ("grpc-timeout", "0m", .deadlineExceeded),
      ("grpc-encoding", "zstd", .unknownEncoding), ("k-bin", "A", .malformedMetadata),
      ("k-bin", "AAAA,!", .malformedMetadata),
    ])
  func refused(name: String, value: String, refusal: CallRefusal) {
    #expect(head([(name, value == "-" ? nil : value)]).verdict() == .refuse(refusal))
  }

  @Test(
    "a GET or HEAD of /healthz asks for the health, unless a call was meant; other plain requests find nothing",
    arguments: [
      ("GET", "/healthz", nil, .tellHealth(hasBody: true)),
      ("HEAD", "/healthz", "text/html", .tellHealth(hasBody: false)),
      ("GET", "/", nil, .refuse(.unknownPath)), ("HEAD", "/healthz/", nil, .refuse(.unknownPath)),
      ("GET", "/healthz", "application/grpc", .refuse(.methodNotAllowed)),
      ("GET", "/a.B/One", nil, .refuse(.methodNotAllowed)), ("get", "/healthz", nil, .refuse(.methodNotAllowed)),
      ("PUT", "/healthz", nil, .refuse(.methodNotAllowed)), ("POST", "/healthz", nil, .refuse(.unsupportedContentType)),
      ("POST", "/healthz", "application/grpc", .refuse(.unknownMethod)),
    ] as [(String, String, String?, RequestHead.Verdict)])
  func plain(method: String, path: String, contentType: String?, verdict: RequestHead.Verdict) {
    let head = head([(":method", method), (":path", path), ("content-type", contentType)])
    #expect(head.verdict() == verdict)
  }

  @Test(
    "both forms of content-type are taken, with parameters",
    arguments: [
      ("application/grpc", RequestHead.ContentType.grpc), ("application/grpc;charset=utf-8", .grpc),
      ("application/grpc+proto", .grpcProto), ("application/grpc+proto;x", .grpcProto),
    ])
  func contentTypes(value: String, contentType: RequestHead.ContentType) {
    #expect(head([("content-type", value)]).contentType == contentType)
  }

  @Test("metadata keeps its order and duplicates, decodes -bin, and hides reserved names")
  func metadata() {
    let metadata = head([
      ("b", "1"), ("a", "2"), ("b", "3"), ("k-bin", "AAE,q6ur"), ("k-bin", "Zg=="), ("grpc-trace-bin", "AA"),
      ("grpc-accept-encoding", "gzip"), ("host", "h"), ("content-length", "3"), ("user-agent", "me"),
    ]).metadata.metadata()
    #expect(metadata.entries.map(\.name) == ["b", "a", "b", "k-bin", "k-bin", "k-bin", "user-agent"])
    #expect(metadata[all: "b"] == [Array("1".utf8), Array("3".utf8)])
    #expect(metadata[all: "k-bin"] == [[0, 1], [0xab, 0xab, 0xab], Array("f".utf8)])
  }

  @Test("the authority is the pseudo-header's, or else the host's, and neither is metadata")
  func authority() {
    #expect(head().metadata.authority == "host")
    #expect(head([("host", "other")]).metadata.authority == "host")
    #expect(head([(":authority", nil), ("host", "other")]).metadata.authority == "other")
    #expect(head([(":authority", nil)]).metadata.authority == nil)
    #expect(
      head([("host", "other"), ("hos", "x"), ("authority", "y")]).metadata.metadata().entries.map(\.name) == [
        "hos", "authority",
      ])
  }

  @Test(
    "the number of attempts before this one is read and hidden",
    arguments: [("2", 2), ("0", 0), ("-1", 0), ("x", 0), ("", 0), ("99999999999999999999", 0)])
  func previousAttempts(text: String, count: Int) {
    let block = head([("grpc-previous-rpc-attempts", text)]).metadata
    #expect(block.previousAttempts == count)
    #expect(block.metadata().isEmpty)
    #expect(head().metadata.previousAttempts == 0)
  }

  @Test("encodings are read from their headers")
  func encodings() {
    #expect(head([("grpc-encoding", "gzip")]).encoding == .gzip)
    #expect(head([("grpc-encoding", "deflate")]).encoding == .deflate)
    #expect(head([("grpc-encoding", "identity")]).encoding == nil)
    #expect(!head().acceptsGzip)
    for list in ["gzip", "identity, deflate, gzip", "gzip,identity", " gzip\t,x", "a,,gzip"] {
      #expect(head([("grpc-accept-encoding", list)]).acceptsGzip, "\(list)")
    }
    for list in ["", "identity", "gzipp", "gzi", "g zip", "GZIP"] {
      #expect(!head([("grpc-accept-encoding", list)]).acceptsGzip, "\(list)")
    }
  }

  @Test("a head over 8 KiB or 128 fields is too much, and exactly so many are not")
  func limits() {
    var head = RequestHead()
    let filler = String(repeating: "v", count: 8_192 - 32 - 1)
    #expect(add("k", filler, to: &head))
    #expect(!add("k", "", to: &head))
    head = RequestHead()
    for _ in 0..<128 { #expect(add("k", "", to: &head)) }
    #expect(!add("k", "", to: &head))
  }
}
