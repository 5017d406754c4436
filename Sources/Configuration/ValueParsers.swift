/// A level by its name, in any case.
func parseLogLevel(_ text: String) throws(InvalidValue) -> ServerConfiguration.LogLevel {
  guard let level = ServerConfiguration.LogLevel(rawValue: text.lowercased()) else {
    let names = ServerConfiguration.LogLevel.allCases.map(\.rawValue).joined(separator: ", ")
    throw InvalidValue("\"\(text)\" is not one of \(names)")
  }
  return level
}

/// A path; it is opened by whoever needs it.
func parsePath(_ text: String) throws(InvalidValue) -> String {
  guard !text.isEmpty, !text.utf8.contains(0) else { throw InvalidValue("must be a path") }
  return text
}

/// The administration speaks HTTP to probes, which take host and port.
func parseAdminAddress(_ text: String) throws(InvalidValue) -> ListenerAddress {
  let address = try ListenerAddress(parsing: text)
  guard case .internet = address else { throw InvalidValue("must be host:port or [v6]:port") }
  return address
}

/// A log's name as a signed note can carry it: no space, no plus, no control character (C2SP signed-note).
func parseOrigin(_ text: String) throws(InvalidValue) -> String {
  let isRefused = { (scalar: Unicode.Scalar) in
    scalar.properties.isWhitespace || scalar == "+" || scalar.properties.generalCategory == .control
  }
  guard !text.isEmpty, !text.unicodeScalars.contains(where: isRefused) else {
    throw InvalidValue("must be a name without space, plus or control characters")
  }
  guard text.utf8.count <= ServerConfiguration.originBytesMax else {
    throw InvalidValue("is longer than \(ServerConfiguration.originBytesMax) bytes")
  }
  return text
}
