/// One method of a service as the contract declares it.
public struct MethodDescription: Sendable, Equatable {
  /// For example "countersign.v1.ReviewService".
  public let service: String
  /// For example "SubmitQuery".
  public let name: String
  /// "/countersign.v1.ReviewService/SubmitQuery".
  public let path: String
  /// Whether the caller sends any number of messages.
  public let streamsRequests: Bool
  /// Whether the server sends any number of messages.
  public let streamsResponses: Bool
  /// `idempotency_level = NO_SIDE_EFFECTS`: may be tried again without thought.
  public let hasNoSideEffects: Bool

  public init(
    service: String, name: String, streamsRequests: Bool = false, streamsResponses: Bool = false,
    hasNoSideEffects: Bool = false
  ) {
    self.service = service
    self.name = name
    path = "/\(service)/\(name)"
    self.streamsRequests = streamsRequests
    self.streamsResponses = streamsResponses
    self.hasNoSideEffects = hasNoSideEffects
  }

  /// "countersign.v1.ReviewService.SubmitQuery".
  public var fullName: String { "\(service).\(name)" }
}

extension MethodDescription {
  /// What a method answers that nobody implemented.
  public var unimplemented: RPCError { RPCError(.unimplemented, "\(path) is not implemented") }
}
