import ArgumentParser
import Configuration

/// The flags, as given; what they mean is checked with the environment and the file.
struct ServerOptions: ParsableArguments {
  @Option(help: "YAML file of settings.")
  var config: String?

  @Option(parsing: .singleValue, help: described("host:port, [v6]:port or unix:PATH; may be repeated", .listen))
  var listen: [String] = []

  @Option(help: described("File that gets the addresses once the server serves", .readyFile))
  var readyFile: String?

  @Option(help: described("memory:, sqlite:PATH or postgresql://…", .databaseURL))
  var databaseUrl: String?

  @Option(help: described("Name of the log", .origin))
  var origin: String?

  @Option(
    help: ArgumentHelp(
      "Start on a chain that failed verification, or is older than what this machine saw.", valueName: "reason"))
  var acceptChainState: String?

  @Option(help: described("Which chain of the database", .chain))
  var chain: String?

  @Flag(help: "Refuse an older schema instead of migrating it (COUNTERSIGN_NO_MIGRATE).")
  var noMigrate = false

  @Flag(help: "Take a PostgreSQL that may lose acknowledged entries: for development.")
  var insecureAllowWeakDurability = false

  @Option(help: described("YAML file of the policy", .policy))
  var policy: String?

  @Option(help: described("host:port or unix:PATH of a RiskClassifierService", .classifier))
  var classifier: String?

  @Option(help: described("PEM file of the server's certificate", .tlsCertificate))
  var tlsCert: String?

  @Option(help: described("PEM file of the server's key", .tlsKey))
  var tlsKey: String?

  @Option(help: described("PEM file of the authorities of client certificates", .tlsClientAuthority))
  var tlsClientCa: String?

  @Option(help: described("none, mtls, jwt or mtls+jwt", .authentication))
  var auth: String?

  @Option(help: described("JWKS file", .jwtKeys))
  var jwtKeys: String?

  @Option(help: described("PEM file of the Ed25519 key that signs", .signingKey))
  var signingKey: String?

  @Option(help: described("Threads that serve connections", .eventLoops))
  var eventLoops: String?

  @Option(help: described("host:port of /healthz, /readyz and /metrics", .adminListen))
  var adminListen: String?

  @Flag(help: "Take calls from other machines although auth is none.")
  var insecureAllowRemote = false

  /// What was given, by setting.
  var flags: [Setting: [String]] {
    let values: [Setting: String?] = [
      .readyFile: readyFile, .databaseURL: databaseUrl, .origin: origin, .acceptChainState: acceptChainState,
      .chain: chain, .noMigrate: noMigrate ? "true" : nil,
      .insecureAllowWeakDurability: insecureAllowWeakDurability ? "true" : nil, .policy: policy,
      .classifier: classifier,
      .tlsCertificate: tlsCert, .tlsKey: tlsKey, .tlsClientAuthority: tlsClientCa,
      .authentication: auth, .jwtKeys: jwtKeys, .signingKey: signingKey, .eventLoops: eventLoops,
      .adminListen: adminListen, .insecureAllowRemote: insecureAllowRemote ? "true" : nil,
    ]
    var flags = values.compactMapValues { value in value.map { [$0] } }
    flags[.listen] = listen
    return flags
  }

  private static func described(_ text: String, _ setting: Setting) -> ArgumentHelp {
    ArgumentHelp(stringLiteral: setting.variable.map { "\(text) (\($0))." } ?? text + ".")
  }
}
