import RPCCore

/// How much a message may ask of us before it is decoded. Reaching a limit is `RESOURCE_EXHAUSTED`.
public struct DecodeLimits: Sendable {
  /// Messages inside of one another, the outermost counting as 1. protobuf-c itself has no limit and recurses.
  ///
  /// An object in a google.protobuf.Struct takes three; domain.md §2 allows 32 and wants deeper ones named as such.
  public var depthMax = 128
  /// Fields and list elements in all messages together.
  public var elementsMax = 100_000
  /// Memory of the decoded message; protobuf-c can take 124 bytes for one on the wire.
  public var unpackedBytesMax = 32 << 20
  /// Fields that the contract does not know, in all messages together.
  public var unknownFieldsMax = 1_000
  /// Their bytes, tags and lengths included.
  public var unknownBytesMax = 64 << 10

  public init() {}

  /// For what a caller sends.
  public static let request = DecodeLimits()

  /// For what a server that we trust answers: pages of full reviews pass.
  public static let response: DecodeLimits = {
    var limits = DecodeLimits()
    limits.elementsMax = 10_000_000
    limits.unpackedBytesMax = 512 << 20
    limits.unknownFieldsMax = 1_000_000
    limits.unknownBytesMax = 64 << 20
    return limits
  }()
}

/// Why bytes are refused before they are decoded.
enum WireFault {
  case malformed
  case depth
  case elements
  case unpackedBytes
  case unknownFields
  case unknownBytes

  var error: RPCError {
    switch self {
    case .malformed: RPCError(.internal, "request message cannot be parsed")
    case .depth: tooMuch("nested too deeply")
    case .elements: tooMuch("too many fields and elements")
    case .unpackedBytes: tooMuch("too large when decoded")
    case .unknownFields: tooMuch("too many unknown fields")
    case .unknownBytes: tooMuch("too many bytes in unknown fields")
    }
  }

  private func tooMuch(_ what: String) -> RPCError {
    RPCError(.resourceExhausted, "message refused: \(what)")
  }
}
