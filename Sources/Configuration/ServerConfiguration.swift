/// Checked values for a server: what it was told, or the default.
public struct ServerConfiguration: Sendable, Equatable {
  /// Where calls are taken; at least one, in the order given.
  public var listeners: [ListenerAddress] = [Self.defaultListener]
  /// How calls are encrypted, on every listener; nil for cleartext.
  public var tls: TLSSettings?
  /// Where the addresses are written once the server serves.
  public var readyFile: String?
  public var database: DatabaseLocation
  public var chain = ChainSettings()
  /// What signs receipts and permits.
  public var signingKey = SigningKeyPlace.memory
  /// The name of the log to insist on; nil takes the store's own.
  public var origin: String?
  /// The YAML of the policy; nil for the built-in one.
  public var policyFile: String?
  public var policyOverrides = PolicyOverrides()
  /// Threads that serve connections; nil for one on each core.
  public var eventLoopCount: Int?
  public var connections = ConnectionSettings()
  public var admin = AdminListener()
  /// Whether ids in messages are believed on listeners that other machines can reach.
  public var allowsInsecureRemote = false
  public var integrations = Integrations()
  /// The operator's own risk classifier; nil for the rules alone.
  public var classifier: ClassifierSettings?
  public var logLevel = LogLevel.info

  /// Where the administration's HTTP listens.
  public struct AdminListener: Sendable, Equatable {
    public var address = ListenerAddress.internet(host: "127.0.0.1", port: 9464)
    /// Whether somebody asked for this address: then it must be free.
    public var isExplicit = false
  }

  /// Outbound calls.
  public struct Integrations: Sendable, Equatable {
    public var slackWebhookURL: Secret?
    public var sendgridAPIKey: Secret?
    public var sendgridAPIURL: String?
    public var openAIAPIKey: Secret?
    public var openAIBaseURL: String?
    public var timeoutSeconds = 30
    public var retriesMax = 3
  }

  /// How much is logged, from everything to the worst alone.
  public enum LogLevel: String, Sendable, CaseIterable {
    case trace, debug, info, notice, warning, error, critical
  }

  public static let defaultListener = ListenerAddress.internet(host: "127.0.0.1", port: 50051)
  /// More listeners than this is a mistake.
  public static let listenerCountMax = 64
  /// More threads than this is a mistake.
  public static let eventLoopCountMax = 1024
  /// The longest name of a log, in bytes.
  public static let originBytesMax = 256

  init(database: DatabaseLocation) { self.database = database }

  /// Finds, reads and checks every setting.
  /// - Throws: every problem at once, each naming its flag, variable or line.
  public static func resolve(_ sources: ConfigurationSources) throws(ConfigurationProblems) -> ServerConfiguration {
    var reader = SettingReader(sources)
    let database = readDatabase(&reader, environment: sources.environment)
    var configuration = ServerConfiguration(database: database)
    configuration.chain = ChainSettings(reading: &reader, database: database, environment: sources.environment)
    configuration.signingKey = SigningKeyPlace(
      reading: &reader, database: database, environment: sources.environment)
    configuration.readListeners(&reader)
    configuration.tls = TLSSettings(reading: &reader)
    configuration.readPlaces(&reader)
    configuration.policyOverrides = PolicyOverrides(reading: reader)
    configuration.integrations = Integrations(reading: &reader)
    configuration.classifier = ClassifierSettings(
      reading: &reader, allowsInsecureRemote: configuration.allowsInsecureRemote)
    configuration.logLevel = reader.value(.logLevel, parseLogLevel) ?? .info
    refuseWhatComesLater(&reader)
    guard reader.problems.isEmpty else { throw ConfigurationProblems(reader.problems) }
    return configuration
  }
}

extension ServerConfiguration {
  /// The database; the default when none is given, and a stand-in beside the problem when it is unusable.
  private static func readDatabase(_ reader: inout SettingReader, environment: [String: String]) -> DatabaseLocation {
    if reader.last(.databaseURL) != nil {
      return reader.value(.databaseURL) { text throws(InvalidValue) in try DatabaseLocation(parsing: text) } ?? .memory
    }
    if let standard = DatabaseLocation.standard(environment: environment) { return standard }
    reader.add("--database-url", "must be given, because neither XDG_STATE_HOME nor HOME says where state is kept")
    return .memory
  }

  private mutating func readListeners(_ reader: inout SettingReader) {
    allowsInsecureRemote = reader.value(.insecureAllowRemote, parseBoolean) ?? false
    let given = reader.values(.listen) { text throws(InvalidValue) in try ListenerAddress(parsing: text) }
    for (address, place) in given where !address.isLocal && !allowsInsecureRemote {
      reader.add(
        place,
        "\(address) can be reached from other machines, which auth=none must not be; "
          + "listen on loopback or a unix socket, or give --insecure-allow-remote")
    }
    if given.count > Self.listenerCountMax {
      reader.add(given[0].place, "more than \(Self.listenerCountMax) listeners")
    }
    if !given.isEmpty { listeners = given.map(\.value) }
    readAdminListener(&reader)
  }

  private mutating func readAdminListener(_ reader: inout SettingReader) {
    guard let given = reader.values(.adminListen, parseAdminAddress).last else { return }
    admin = AdminListener(address: given.value, isExplicit: true)
    if !given.value.isLocal && !allowsInsecureRemote {
      reader.add(given.place, "\(given.value) can be reached from other machines; give --insecure-allow-remote as well")
    }
  }

  private mutating func readPlaces(_ reader: inout SettingReader) {
    readyFile = reader.value(.readyFile, parsePath)
    policyFile = reader.value(.policy, parsePath)
    origin = reader.value(.origin, parseOrigin)
    eventLoopCount = reader.value(.eventLoops) { text throws(InvalidValue) in
      try parseInteger(text, in: 1...Self.eventLoopCountMax)
    }
    connections = ConnectionSettings(reading: &reader)
  }
}

extension ServerConfiguration.Integrations {
  init(reading reader: inout SettingReader) {
    slackWebhookURL = reader.last(.slackWebhookURL).map { Secret($0.text) }
    sendgridAPIKey = reader.last(.sendgridAPIKey).map { Secret($0.text) }
    sendgridAPIURL = reader.last(.sendgridAPIURL)?.text
    openAIAPIKey = reader.last(.openAIAPIKey).map { Secret($0.text) }
    openAIBaseURL = reader.last(.openAIBaseURL)?.text
    timeoutSeconds = reader.value(.timeout) { text throws(InvalidValue) in try parseInteger(text, in: 1...3600) } ?? 30
    retriesMax = reader.value(.maxRetries) { text throws(InvalidValue) in try parseInteger(text, in: 0...100) } ?? 3
  }
}
