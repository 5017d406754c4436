/// What probes ask for (RFC 9112): the head of one request in, one whole response out.
enum AdminExchange {
  /// The longest head of a request, in bytes; a longer one is answered 431.
  static let headBytesMax = 8192

  /// How the service does.
  struct Health: Sendable {
    /// Whether the store takes writes.
    var isHealthy: Bool
    /// Whether calls are taken.
    var isServing: Bool
    /// What is counted, in Prometheus' text format.
    var metrics: @Sendable () -> String
  }

  /// The response once the head is complete or too long; nil while more is awaited.
  static func response(to received: [UInt8], health: () -> Health) -> [UInt8]? {
    guard let end = endOfHead(received) else {
      return received.count > headBytesMax ? rendered(431, "Request Header Fields Too Large", "too long") : nil
    }
    let line = received[..<end].prefix { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
    let words = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard words.count == 3, words[2].starts(with: "HTTP/1.".utf8) else {
      return rendered(400, "Bad Request", "bad request")
    }
    let isHead = words[0].elementsEqual("HEAD".utf8)
    guard isHead || words[0].elementsEqual("GET".utf8) else {
      return rendered(405, "Method Not Allowed", "only GET", extra: "Allow: GET, HEAD\r\n")
    }
    return answer(path: words[1].prefix { $0 != UInt8(ascii: "?") }, health: health(), isHead: isHead)
  }

  private static func answer(path: ArraySlice<UInt8>, health: Health, isHead: Bool) -> [UInt8] {
    if path.elementsEqual("/healthz".utf8) { return probe(health.isHealthy, "the store does not take writes", isHead) }
    if path.elementsEqual("/readyz".utf8) {
      return probe(health.isHealthy && health.isServing, "not serving", isHead)
    }
    if path.elementsEqual("/metrics".utf8) {
      return rendered(200, "OK", health.metrics(), type: "text/plain; version=0.0.4; charset=utf-8", isHead: isHead)
    }
    return rendered(404, "Not Found", "not found", isHead: isHead)
  }

  private static func probe(_ isWell: Bool, _ complaint: String, _ isHead: Bool) -> [UInt8] {
    isWell
      ? rendered(200, "OK", "ok", isHead: isHead) : rendered(503, "Service Unavailable", complaint, isHead: isHead)
  }

  private static func rendered(
    _ status: Int, _ phrase: String, _ body: String, type: String = "text/plain; charset=utf-8", extra: String = "",
    isHead: Bool = false
  ) -> [UInt8] {
    let head =
      "HTTP/1.1 \(status) \(phrase)\r\nContent-Type: \(type)\r\n"
      + "Content-Length: \(body.utf8.count + 1)\r\nCache-Control: no-store\r\nConnection: close\r\n\(extra)\r\n"
    return Array((isHead ? head : head + body + "\n").utf8)
  }

  /// Index behind the empty line that ends the head.
  private static func endOfHead(_ bytes: [UInt8]) -> Int? {
    var lineLength = 0
    for (index, byte) in bytes.prefix(headBytesMax).enumerated() {
      if byte == UInt8(ascii: "\n") {
        if lineLength == 0 && index > 1 { return index + 1 }
        lineLength = 0
      } else if byte != UInt8(ascii: "\r") {
        lineLength += 1
      }
    }
    return nil
  }
}
