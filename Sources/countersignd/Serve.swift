import Configuration
import Countersign
import EventLoop
import Logging

/// Runs until SIGTERM or SIGINT.
func serve(_ loader: ConfigurationLoader) async throws(StartupFailure) {
  let configuration = try loader.load()
  let log = startLogging(configuration)
  let control = try ControlLoop()
  let certificates = try readCertificates(configuration)
  let service = try await ServiceComposition(configuration, certificates: certificates, log: log)
  do throws(StartupFailure) {
    let admin = try startAdmin(configuration.admin, service, on: control.loop, log: log)
    try announce(service, admin: admin, configuration, certificates: certificates, log: log)
    let watch = certificates?.watch(on: control.loop, log: log)
    await control.untilAskedToEnd {
      readAnew(loader, log: log)
      certificates?.reload(log: log)
    }
    watch?.stop()
    log.notice("ending: running calls finish first")
    await service.stop()
    admin?.stop()
    log.notice("ended")
  } catch {
    await service.stop()
    throw error
  }
}

/// Makes or updates the database, and ends.
func migrate(_ loader: ConfigurationLoader) async throws(StartupFailure) {
  let configuration = try loader.load()
  let store = try await openStore(configuration)
  let head: ChainHead
  do throws(StoreError) { head = try await store.head() } catch {
    throw StartupFailure("--database-url: \(error.detail)")
  }
  print("\(store.origin): \(head.sequence) entries")
  await store.close()
}

/// Checks everything that can be checked without touching the database, and says what is in force.
func checkConfiguration(_ loader: ConfigurationLoader) throws(StartupFailure) {
  let configuration = try loader.load()
  let policy = try loadPolicy(configuration).policy
  let certificates = try readCertificates(configuration)
  print("listen: \(configuration.listeners.map(\.description).joined(separator: ", "))")
  print("tls: \(certificates.map { "until \($0.context.current.certificateEndText)" } ?? "none")")
  print("admin-listen: \(configuration.admin.address)")
  switch configuration.database {
  case .memory: print("database-url: memory:")
  case .sqlite(let path): print("database-url: sqlite:\(path)")
  case .postgres: print("database-url: postgresql://…, chain \(configuration.chain.number)")
  }
  print("signing-key: \(try describeSigningKey(configuration.signingKey))")
  print("policy: \(configuration.policyFile ?? "built in"), version \(policy.policy.version)")
  print("classifier: \(configuration.classifier.map { "\($0.address)" } ?? "none")")
  print("log-level: \(configuration.logLevel.rawValue)")
}

/// One thread for what is neither a call nor the engine: signals and probes.
private struct ControlLoop {
  let loop: EventLoop
  private let signals: AsyncStream<SignalSource.Signal>
  private let group: EventLoopGroup

  init() throws(StartupFailure) {
    let (stream, continuation) = AsyncStream.makeStream(
      of: SignalSource.Signal.self, bufferingPolicy: .bufferingOldest(16))
    signals = stream
    group = try systemCall("control loop") { () throws(SystemError) in
      let group = try EventLoopGroup(count: 1)
      try SignalSource.watch(SignalSource.Signal.allCases, on: group.loops[0]) { continuation.yield($0) }
      try group.start()
      return group
    }
    loop = group.loops[0]
  }

  /// Returns at SIGTERM or SIGINT; performs `hangUp` at each SIGHUP before.
  func untilAskedToEnd(hangUp: () -> Void) async {
    for await signal in signals {
      switch signal {
      case .hangUp: hangUp()
      case .terminate, .interrupt: return
      }
    }
  }
}

/// Probes are answered on their own address; only one that was asked for must be free.
private func startAdmin(
  _ admin: Configuration.ServerConfiguration.AdminListener, _ service: ServiceComposition, on loop: EventLoop,
  log: Logger
) throws(StartupFailure) -> AdminServer? {
  do throws(SystemError) {
    return try AdminServer.start(ListenAddress(admin.address), on: loop) {
      AdminExchange.Health(
        isHealthy: service.isHealthy, isServing: service.isServing,
        metrics: {
          MetricsText.render(
            service.transportSnapshot, executions: service.executionCounts, alerts: service.alerts)
        })
    }
  } catch {
    guard !admin.isExplicit else { throw StartupFailure("--admin-listen: \(error)") }
    log.warning("no probes are answered", metadata: ["admin-listen": "\(admin.address)", "reason": "\(error)"])
    return nil
  }
}

/// Tells the log and whoever waits for the ready file that calls are taken.
private func announce(
  _ service: ServiceComposition, admin: AdminServer?, _ configuration: Configuration.ServerConfiguration,
  certificates: CertificateReloader?, log: Logger
) throws(StartupFailure) {
  log.warning(
    "auth is none: ids in messages are believed", metadata: ["listen": .array(service.addresses.map { "\($0)" })])
  if let path = configuration.readyFile {
    try ReadyFile.write(service.addresses + (admin.map { ["admin \($0.address)"] } ?? []), to: path)
  }
  var facts: Logger.Metadata = ["listen": .array(service.addresses.map { "\($0)" })]
  facts["tls"] = "\(configuration.tls?.description ?? "none: calls travel in cleartext")"
  facts["certificate-valid-until"] = certificates.map { "\($0.context.current.certificateEndText)" }
  log.notice("serving", metadata: facts)
}

/// Reads the log level anew; what cannot be read changes nothing.
private func readAnew(_ loader: ConfigurationLoader, log: Logger) {
  do throws(StartupFailure) {
    let level = try loader.load().logLevel
    log.notice("log level \(level.rawValue)")
    setLogLevel(level)
  } catch {
    for line in error.lines { log.error("not read anew: \(line)") }
  }
}

/// Text on a terminal, JSON lines otherwise.
private func startLogging(_ configuration: Configuration.ServerConfiguration) -> Logger {
  let isJSON = !StandardError.isTerminal
  setLogLevel(configuration.logLevel)
  LoggingSystem.bootstrap { label in LineLogHandler(label: label, isJSON: isJSON) }
  return Logger(label: "countersignd")
}

private func setLogLevel(_ level: Configuration.ServerConfiguration.LogLevel) {
  LogThreshold.shared.level = Logger.Level(rawValue: level.rawValue) ?? .info
}
