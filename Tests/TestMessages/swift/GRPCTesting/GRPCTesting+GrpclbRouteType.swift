// Written by countersign-generate from proto/. Do not edit.

@_spi(GeneratedMessages) import MessagesBase

extension GRPCTesting {
  /// The type of route that a client took to reach a server w.r.t. gRPCLB.
  /// The server must fill in "fallback" if it detects that the RPC reached
  /// the server via the "gRPCLB fallback" path, and "backend" if it detects
  /// that the RPC reached the server via "gRPCLB backend" path (i.e. if it got
  /// the address of this server from the gRPCLB server BalanceLoad RPC). Exactly
  /// how this detection is done is context and server dependent.
  public enum GrpclbRouteType: WireEnum {
    /// Server didn't detect the route that a client took to reach it.
    case unknown
    /// Indicates that a client reached a server via gRPCLB fallback.
    case fallback
    /// Indicates that a client reached a server as a gRPCLB-given backend.
    case backend
    /// A number that this version does not know.
    case unrecognized(Int32)

    public static let namePrefix = "GRPCLB_ROUTE_TYPE_"

    /// The known values in their order in the contract.
    public static let allCases: [GrpclbRouteType] = [.unknown, .fallback, .backend]

    public init(rawValue: Int32) {
      switch rawValue {
      case 0: self = .unknown
      case 1: self = .fallback
      case 2: self = .backend
      default: self = .unrecognized(rawValue)
      }
    }

    public var rawValue: Int32 {
      switch self {
      case .unknown: 0
      case .fallback: 1
      case .backend: 2
      case .unrecognized(let number): number
      }
    }

    public var shortName: String {
      switch self {
      case .unknown: "UNKNOWN"
      case .fallback: "FALLBACK"
      case .backend: "BACKEND"
      case .unrecognized(let number): String(number)
      }
    }
  }
}
