import RPCCore

/// Heads of requests and of answers: lines of "name: value" in any order, with any bytes.
enum HeadTarget {
  private static let routes = RoutingTable(EchoRouter.router)

  static func exercise(_ input: UnsafeRawBufferPointer) {
    var request = RequestHead()
    var response = ResponseHead()
    for line in input.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true) {
      let (name, value) = halves(UnsafeRawBufferPointer(rebasing: line))
      guard request.add(name: name, value: value, limits: RequestHead.Limits(), routes: routes) else { break }
      _ = response.add(name: name, value: value, limits: RequestHead.Limits())
    }
    precondition(request.receivedBytes <= RequestHead.Limits().headerListBytesMax + Int(UInt16.max))
    _ = request.verdict()
    _ = request.metadata.metadata()
  }

  private static func halves(
    _ line: UnsafeRawBufferPointer
  ) -> (name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
    // A pseudo-field begins with a colon of its own.
    guard let colon = line.dropFirst().firstIndex(of: UInt8(ascii: ":")) else {
      return (line, UnsafeRawBufferPointer(rebasing: line[line.endIndex...]))
    }
    return (UnsafeRawBufferPointer(rebasing: line[..<colon]), UnsafeRawBufferPointer(rebasing: line[(colon + 1)...]))
  }
}
