import Logging
import Messages
import RPCCore
import ReviewCore
import ReviewEngine

/// The service's RPCs on an engine: the only place that knows both the wire and the domain.
///
/// Handlers check every field, judge the caller, ask the engine and render its answer. A method of the contract that is
/// not offered answers UNIMPLEMENTED.
public struct ReviewAPI: Sendable {
  /// Whether this server takes calls; see `HealthState.setDraining()`.
  public let health: HealthState
  private let calls: Calls
  private let serviceVersion: String
  private let components: @Sendable () -> [ComponentReport]

  /// - Parameters:
  ///   - engine: started.
  ///   - policy: in force: its routings are made ahead of the first call.
  ///   - recording: a checked policy with the canonical text and the version that are recorded of it.
  ///   - serviceVersion: for GetServiceStatus.
  ///   - logger: told of refused and failed calls; never of what callers write.
  ///   - classifier: asked about each proposal before it is recorded; nil for the rules alone.
  ///   - components: the server's parts beside the engine's own, for GetServiceStatus; must return at once.
  public init(
    engine: ReviewEngine, policy: ReviewPolicy, recording: @escaping @Sendable (ReviewPolicy) -> EnginePolicy,
    serviceVersion: String, logger: Logger, classifier: (any RiskClassifier)? = nil,
    components: @escaping @Sendable () -> [ComponentReport] = { [] }, limits: APILimits = APILimits()
  ) {
    calls = Calls(
      engine: engine, policy: policy, recording: recording, logger: logger, limits: limits, classifier: classifier)
    health = HealthState(engine: engine)
    self.serviceVersion = serviceVersion
    self.components = components
  }

  /// Adds every method of every service.
  public func register(in router: inout Router) {
    reviewService.register(in: &router)
    auditService.register(in: &router)
    adminService.register(in: &router)
    healthService.register(in: &router)
    ReflectionServiceV1(calls: calls).register(in: &router)
    ReflectionServiceV1Alpha(calls: calls).register(in: &router)
  }

  var reviewService: ReviewServiceHandlers { ReviewServiceHandlers(calls: calls) }
  var auditService: AuditServiceHandlers { AuditServiceHandlers(calls: calls) }
  var adminService: AdminServiceHandlers {
    AdminServiceHandlers(calls: calls, serviceVersion: serviceVersion, components: components)
  }
  var healthService: HealthService { HealthService(calls: calls, state: health) }
}

/// Bounds of the handlers; what happens at each is said beside it.
public struct APILimits: Sendable {
  /// Encoded reviews or entries of one page; the page ends before it, with a token for the rest. Below what clients
  /// receive by default, 4 MiB.
  public var pageBytesMax = 3 << 20
  /// Entries read and sent at a time by StreamAuditEntries.
  public var streamedEntryCount = 256
  /// Longest silence of a following StreamAuditEntries.
  public var signOfLifeMicroseconds: Int64 = 15_000_000
  /// A verification ends so long before the call's deadline, so that its answer arrives.
  public var answerMarginMicroseconds: Int64 = 500_000

  public init() {}
}

/// The state of one part of the server, for GetServiceStatus.
public struct ComponentReport: Sendable {
  /// How it does.
  public enum State: Sendable {
    case ready
    case disabled
    case degraded
    case failed
  }

  /// For example "store".
  public var name: String
  public var state: State
  /// For people; no secrets.
  public var detail: String

  public init(name: String, state: State, detail: String = "") {
    self.name = name
    self.state = state
    self.detail = detail
  }
}
