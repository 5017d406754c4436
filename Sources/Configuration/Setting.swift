/// Everything that can be configured, with its name on the command line, in the environment and in the file.
public enum Setting: String, CaseIterable, Sendable {
  case listen
  case readyFile = "ready-file"
  case databaseURL = "database-url"
  case origin
  case acceptChainState = "accept-chain-state"
  case chain
  case noMigrate = "no-migrate"
  case insecureAllowWeakDurability = "insecure-allow-weak-durability"
  case policy
  case classifier
  case classifierTimeoutMilliseconds = "classifier-timeout-milliseconds"
  case tlsCertificate = "tls-cert"
  case tlsKey = "tls-key"
  case tlsClientAuthority = "tls-client-ca"
  case authentication = "auth"
  case jwtKeys = "jwt-keys"
  case signingKey = "signing-key"
  case eventLoops = "event-loops"
  case adminListen = "admin-listen"
  case insecureAllowRemote = "insecure-allow-remote"
  case defaultSLAHours = "default-sla-hours"
  case slaWarningThreshold = "sla-warning-threshold"
  case enableAutoEscalation = "enable-auto-escalation"
  case escalationThresholdHours = "escalation-threshold-hours"
  case auditRetentionDays = "audit-retention-days"
  case slackEnabled = "slack-enabled"
  case slackWebhookURL = "slack-webhook-url"
  case sendgridEnabled = "sendgrid-enabled"
  case sendgridAPIKey = "sendgrid-api-key"
  case sendgridAPIURL = "sendgrid-api-url"
  case openAIEnabled = "openai-enabled"
  case openAIAPIKey = "openai-api-key"
  case openAIBaseURL = "openai-base-url"
  case timeout
  case maxRetries = "max-retries"
  case logLevel = "log-level"
  case maxConnectionAgeSeconds = "max-connection-age-seconds"
  case maxConnectionAgeGraceSeconds = "max-connection-age-grace-seconds"
  case maxConnectionIdleSeconds = "max-connection-idle-seconds"
  case keepaliveSeconds = "keepalive-seconds"
  case keepaliveTimeoutSeconds = "keepalive-timeout-seconds"
  case maxConnections = "max-connections"
  case maxConnectionsPerPeer = "max-connections-per-peer"
  case maxCallsPerPeer = "max-calls-per-peer"
  case maxStreamsPerPeer = "max-streams-per-peer"
  case drainDelaySeconds = "drain-delay-seconds"

  /// Its key in the file given by `--config`: the flag without its dashes, or the variable in lower case with dashes.
  public var fileKey: String { rawValue }

  /// Its flag, for example "--listen"; nil for what only the environment and the file can set.
  public var flag: String? { places.flag ? "--" + rawValue : nil }

  /// Its environment variable, for example "COUNTERSIGN_LISTEN"; nil for what only a flag can set.
  public var variable: String? {
    let name = rawValue.uppercased().replacingDashes()
    return switch places {
    case .flagOnly: nil
    case .flagAndVariable where self == .databaseURL: name
    case .flagAndVariable: "COUNTERSIGN_" + name
    case .variableOnly: name
    case .ownVariableOnly: "COUNTERSIGN_" + name
    }
  }

  /// Whether the file may set it: what is a person's word at one start may not.
  public var isAllowedInFile: Bool { places != .flagOnly }

  /// Whether several values may be given, on the command line by repeating the flag, in a variable between commas.
  public var isList: Bool { self == .listen }

  private enum Places {
    case flagOnly, flagAndVariable, variableOnly, ownVariableOnly

    var flag: Bool { self == .flagOnly || self == .flagAndVariable }
  }

  private var places: Places {
    switch self {
    case .acceptChainState, .insecureAllowRemote, .insecureAllowWeakDurability: .flagOnly
    case .listen, .readyFile, .databaseURL, .origin, .chain, .noMigrate, .policy, .tlsCertificate, .tlsKey,
      .tlsClientAuthority,
      .authentication, .jwtKeys, .signingKey, .eventLoops, .adminListen, .classifier:
      .flagAndVariable
    case .defaultSLAHours, .slaWarningThreshold, .enableAutoEscalation, .escalationThresholdHours, .auditRetentionDays,
      .slackEnabled, .slackWebhookURL, .sendgridEnabled, .sendgridAPIKey, .sendgridAPIURL, .openAIEnabled,
      .openAIAPIKey, .openAIBaseURL, .timeout, .maxRetries, .logLevel:
      .variableOnly
    case .maxConnectionAgeSeconds, .maxConnectionAgeGraceSeconds, .maxConnectionIdleSeconds, .keepaliveSeconds,
      .keepaliveTimeoutSeconds, .maxConnections, .maxConnectionsPerPeer, .maxCallsPerPeer, .maxStreamsPerPeer,
      .drainDelaySeconds, .classifierTimeoutMilliseconds:
      .ownVariableOnly
    }
  }
}

extension String {
  /// A flag's spelling as a variable's.
  fileprivate func replacingDashes() -> String { String(map { $0 == "-" ? "_" : $0 }) }
}
