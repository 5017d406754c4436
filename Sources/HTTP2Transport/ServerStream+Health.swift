import RPCCore

/// Plain HTTP/2 requests that are answered by other than a refusal.
extension ServerStream {
  /// 200 and `ok`, or 503 and `not serving`: the server's own state, and 503 as soon as it drains. That a connection is old or was
  /// idle says nothing about the server.
  func tellHealth(hasBody: Bool) {
    let isServing = !connection.isDraining && connection.environment.isServing()
    let body = Array((isServing ? "ok" : "not serving").utf8)
    _ = machine.finish(hasInitialMetadata: false)
    isPlain = true
    isFinishing = true
    if hasBody { outgoing.append(body) }
    connection.submitHealth(self, isServing: isServing, bodyBytes: body.count, hasBody: hasBody)
    chargeAnswer()
    noteWaiting()
  }
}
