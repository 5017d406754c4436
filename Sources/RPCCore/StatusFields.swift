/// One field of a head or of trailers, as it goes on the wire.
public struct HeaderField: Sendable, Equatable {
  public var name: [UInt8]
  public var value: [UInt8]

  public init(name: [UInt8], value: [UInt8]) {
    self.name = name
    self.value = value
  }

  public init(_ name: String, _ value: String) {
    self.init(name: Array(name.utf8), value: Array(value.utf8))
  }

  /// Size in a header list (RFC 9113 §6.5.2).
  public var listBytes: Int { name.count + value.count + 32 }
}

/// Writes a call's end as header fields that the peer is willing to take.
public enum StatusFields {
  /// A message is cut to so many encoded bytes when the whole of it does not fit.
  static let shortMessageBytesMax = 1_024

  /// `grpc-status`, `grpc-message`, `grpc-status-details-bin` and the metadata, together at most `listBytesMax`.
  ///
  /// What does not fit goes in this order: the end of the message, the details, the metadata, the message. The status stays.
  public static func trailers(
    error: RPCError?, metadata: Metadata, listBytesMax: Int
  ) -> [HeaderField] {
    let status = HeaderField("grpc-status", String(code(error).rawValue))
    let own = fields(metadata)
    guard let error, error.code != .ok else { return fitting([[status] + own, [status]], listBytesMax) }
    let long = message(error, bytesMax: .max)
    let short = message(error, bytesMax: shortMessageBytesMax)
    let details = details(error)
    return fitting(
      [
        [status] + long + details + own, [status] + short + details + own, [status] + short + own, [status] + short,
        [status],
      ], listBytesMax)
  }

  /// An error whose code is `.ok` is none that anybody foresaw: UNKNOWN, without a text (statuscodes.md).
  private static func code(_ error: RPCError?) -> StatusCode {
    guard let error else { return .ok }
    return error.code == .ok ? .unknown : error.code
  }

  /// The metadata as fields. Reserved names, and what HTTP/2 cannot carry, are left out.
  public static func fields(_ metadata: Metadata) -> [HeaderField] {
    metadata.entries.compactMap { entry in
      let name = Array(entry.name.utf8)
      guard isMetadataName(name) else { return nil }
      if entry.name.hasSuffix("-bin") { return HeaderField(name: name, value: Base64.encode(entry.value)) }
      guard entry.value.allSatisfy({ $0 >= 0x20 && $0 <= 0x7e }) else { return nil }
      return HeaderField(name: name, value: entry.value)
    }
  }

  private static func fitting(_ choices: [[HeaderField]], _ listBytesMax: Int) -> [HeaderField] {
    choices.first { $0.reduce(0) { $0 + $1.listBytes } <= listBytesMax } ?? choices[choices.count - 1]
  }

  private static func message(_ error: RPCError, bytesMax: Int) -> [HeaderField] {
    if error.message.isEmpty { return [] }
    let value = PercentEncoding.encode(error.message, bytesMax: bytesMax)
    return [HeaderField(name: Array("grpc-message".utf8), value: value)]
  }

  private static func details(_ error: RPCError) -> [HeaderField] {
    if error.statusDetails.isEmpty { return [] }
    return [HeaderField(name: Array("grpc-status-details-bin".utf8), value: Base64.encode(error.statusDetails))]
  }

  /// Lower-case token characters (PROTOCOL-HTTP2, "Header-Name") and no name that the protocol itself uses, but for the one that is a
  /// handler's to say.
  private static func isMetadataName(_ name: [UInt8]) -> Bool {
    let isToken = name.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"),
        UInt8(ascii: "-"), UInt8(ascii: "."):
        return true
      default: return false
      }
    }
    guard isToken, !name.isEmpty else { return false }
    return name.withUnsafeBytes { raw in
      (!hasPrefix(raw, "grpc-") || equals(raw, "grpc-retry-pushback-ms")) && !equals(raw, "content-type")
        && !equals(raw, "te") && !equals(raw, "connection")
        && !equals(raw, "transfer-encoding") && !equals(raw, "content-length")
    }
  }
}
