import Configuration
import Countersign
import EventLoop
import HTTP2Transport
import Logging
import RPCCore
import ReviewAPI
import ReviewStore

/// The parts of a running service: the one place that names a concrete store and transport.
final class ServiceComposition: Sendable {
  /// How long running calls may go on after the end was asked for.
  static let gracePeriodMicroseconds: Int64 = 30_000_000
  static let softwareVersion = "0.1.0"

  /// Where calls are taken, as a gRPC client writes it, in the order of `--listen`, with the ports that were chosen.
  let addresses: [String]
  private let store: any ReviewStore
  private let engine: ReviewEngine
  private let running: Task<Void, Never>
  private let loops: EventLoopGroup
  private let server: HTTP2Server
  private let health: HealthState
  private let drainDelaySeconds: Int

  /// Whether the store takes writes.
  var isHealthy: Bool { engine.status().storeFailure == nil }
  /// Whether calls are taken.
  var isServing: Bool { health.isServing }
  /// How often an operator was called.
  let alerts = Alerts()
  /// What the transport counts.
  var transportSnapshot: ServerSnapshot { server.snapshot }
  /// Permits that are out, and outcomes that a person must find out.
  var executionCounts: (permits: Int, unknownOutcomes: Int) { engine.executionCounts }

  /// Opens the store, reads the chain, and listens. Nothing listens before everything else works.
  /// - Parameter certificates: what encrypts the calls; nil for cleartext.
  init(
    _ configuration: Configuration.ServerConfiguration, certificates: CertificateReloader?, log: Logger
  ) async throws(StartupFailure) {
    DescriptorLimit.raise()
    drainDelaySeconds = configuration.connections.drainDelaySeconds
    let policy = try loadPolicy(configuration)
    store = try await openStore(configuration)
    await warn(of: store, configuration, log: log)
    do throws(StartupFailure) {
      engine = try await startEngine(
        store: store, policy: policy, signingKey: try openSigningKey(configuration, log: log), configuration,
        alerts: alerts, log: log)
      loops = try systemCall("--event-loops") { () throws(SystemError) in
        let loops = try EventLoopGroup(count: configuration.eventLoopCount ?? EventLoopGroup.processorCount)
        try loops.start()
        return loops
      }
      let loop = loops.loops[0]
      let api = ReviewAPI(
        engine: engine, policy: engine.policyInForce, recording: { EnginePolicy(recording: $0) },
        serviceVersion: Self.softwareVersion, logger: log,
        classifier: configuration.classifier.map { classifier($0, on: loop) })
      health = api.health
      var router = Router()
      api.register(in: &router)
      var transport = HTTP2Transport.ServerConfiguration()
      transport.tls = certificates?.context
      transport.isServing = { [health] in health.isServing }
      transport.limits.apply(configuration.connections)
      server = HTTP2Server(router: router, configuration: transport, loops: loops)
      addresses = try listen(server, configuration.listeners)
    } catch {
      await store.close()
      throw error
    }
    let engine = engine
    running = Task { await engine.run() }
  }

  /// Health NOT_SERVING, and a wait for who asks for it; watchers get UNAVAILABLE, running calls finish within the grace period, the
  /// store is closed.
  func stop() async {
    health.setDraining()
    // Whoever watches the health learns of it before any GOAWAY.
    await server.settle()
    if drainDelaySeconds > 0 { try? await Task.sleep(for: .seconds(drainDelaySeconds)) }
    engine.endStreams()
    await server.drain(gracePeriodMicroseconds: Self.gracePeriodMicroseconds)
    engine.stop()
    await running.value
    await store.close()
    loops.stop()
  }
}

private func startEngine(
  store: any ReviewStore, policy: GivenPolicy, signingKey: SigningKey,
  _ configuration: Configuration.ServerConfiguration, alerts: Alerts, log: Logger
) async throws(StartupFailure) -> ReviewEngine {
  let engine = ReviewEngine(
    store: store, policy: policy.policy, readPolicy: EnginePolicy.read(canonicalJSON:), signingKey: signingKey,
    report: { alerts.note($0, log: log) })
  do throws(EngineStartError) {
    try await engine.start(
      softwareVersion: ServiceComposition.softwareVersion, policyChange: .activateBySystem,
      keyChange: keyChange(at: configuration.database), acceptedState: configuration.chain.acceptedState,
      adjusting: policy.adjusting)
    return engine
  } catch {
    throw StartupFailure(error.line)
  }
}

private func listen(
  _ server: HTTP2Server, _ listeners: [ListenerAddress]
) throws(StartupFailure) -> [String] {
  try systemCall("--listen") { () throws(SystemError) in
    try server.start(listeners.map(ListenAddress.init(_:))).map(\.description)
  }
}

/// Names the setting in whose service a system call failed.
func systemCall<Result>(
  _ setting: String, _ body: () throws(SystemError) -> Result
) throws(StartupFailure) -> Result {
  do throws(SystemError) { return try body() } catch { throw StartupFailure("\(setting): \(error)") }
}

extension ListenAddress {
  /// The transport's form of a configured address.
  init(_ address: ListenerAddress) {
    switch address {
    case .internet(let host, let port): self = .tcp(host: host, port: port)
    case .unix(let path): self = .unix(path: path)
    }
  }
}

extension EngineStartError {
  fileprivate var line: String {
    switch self {
    case .store(let detail): "--database-url: \(detail)"
    case .policyDiffers(let inForce, let given): "--policy: \(given) was given, but \(inForce) is in force"
    case .signingKeyRetired(let keyID):
      "--signing-key: \(keyID) was retired on this chain, and a retired key never signs again; give another"
    case .policyTooLarge: "--policy: too large: its canonical form must fit into one entry of the audit trail"
    }
  }
}
