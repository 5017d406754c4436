/// grpc.health.v1 as a channel needs it: whether a server wants calls of a service (gRFC A17).
public enum HealthStatus: Sendable, Equatable {
  case serving
  /// Also UNKNOWN, SERVICE_UNKNOWN, every future value, and what is no such message.
  case notServing

  public static let watchMethod = MethodDescription(
    service: "grpc.health.v1.Health", name: "Watch", streamsResponses: true)

  /// A serialized HealthCheckResponse: field 1 is the status, 1 is SERVING.
  public init(response: [UInt8]) {
    var reader = WireFields(response)
    var status: UInt64 = 0
    while let field = reader.next() {
      if field.number == 1, case .varint(let value) = field.value { status = value }
    }
    self = reader.isAtEnd && status == 1 ? .serving : .notServing
  }

  /// A sealed HealthCheckRequest: field 1 is the service's name.
  public static func request(service: String) -> [UInt8] {
    var buffer = MessageBuffer()
    let name = Array(service.utf8.prefix(127))
    if !name.isEmpty { buffer.bytes += [0x0a, UInt8(name.count)] + name }
    return buffer.sealed()
  }
}
