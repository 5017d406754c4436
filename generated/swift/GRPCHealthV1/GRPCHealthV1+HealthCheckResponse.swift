// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension GRPCHealthV1 {
  /// grpc.health.v1.HealthCheckResponse
  public struct HealthCheckResponse: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(grpc__health__v1__health_check_response__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Grpc__Health__V1__HealthCheckResponse> {
      messageReference.storage.assumingMemoryBound(to: Grpc__Health__V1__HealthCheckResponse.self)
    }

    /// `status` of grpc.health.v1.HealthCheckResponse.
    public var status: HealthCheckResponse.ServingStatus {
      get { HealthCheckResponse.ServingStatus(rawValue: Int32(bitPattern: structure.pointee.status.rawValue)) }
      nonmutating set { structure.pointee.status = .init(rawValue: UInt32(bitPattern: newValue.rawValue)) }
    }

    /// grpc.health.v1.HealthCheckResponse.ServingStatus
    public enum ServingStatus: WireEnum {
      /// `UNKNOWN`.
      case unknown
      /// `SERVING`.
      case serving
      /// `NOT_SERVING`.
      case notServing
      /// Used only by the Watch method.
      case serviceUnknown
      /// A number that this version does not know.
      case unrecognized(Int32)

      public static let namePrefix = ""

      /// The known values in their order in the contract.
      public static let allCases: [ServingStatus] = [.unknown, .serving, .notServing, .serviceUnknown]

      public init(rawValue: Int32) {
        switch rawValue {
        case 0: self = .unknown
        case 1: self = .serving
        case 2: self = .notServing
        case 3: self = .serviceUnknown
        default: self = .unrecognized(rawValue)
        }
      }

      public var rawValue: Int32 {
        switch self {
        case .unknown: 0
        case .serving: 1
        case .notServing: 2
        case .serviceUnknown: 3
        case .unrecognized(let number): number
        }
      }

      public var shortName: String {
        switch self {
        case .unknown: "UNKNOWN"
        case .serving: "SERVING"
        case .notServing: "NOT_SERVING"
        case .serviceUnknown: "SERVICE_UNKNOWN"
        case .unrecognized(let number): String(number)
        }
      }
    }
  }
}
