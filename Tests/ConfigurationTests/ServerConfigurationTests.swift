import Configuration
import Testing

@Suite("The server's configuration")
struct ServerConfigurationTests {
  @Test("Nothing given is the table of defaults")
  func defaults() throws {
    let configuration = try resolve()
    #expect(configuration.listeners.map(\.description) == ["127.0.0.1:50051"])
    #expect(configuration.tls == nil)
    #expect(configuration.readyFile == nil)
    #expect(configuration.database == .sqlite(path: "/home/u/.local/state/countersign/countersign.db"))
    #expect(configuration.origin == nil)
    #expect(configuration.policyFile == nil)
    #expect(configuration.policyOverrides == PolicyOverrides())
    #expect(configuration.eventLoopCount == nil)
    #expect(configuration.admin.address.description == "127.0.0.1:9464")
    #expect(!configuration.admin.isExplicit)
    #expect(configuration.integrations.timeoutSeconds == 30)
    #expect(configuration.integrations.retriesMax == 3)
    #expect(configuration.logLevel == .info)
  }

  @Test("A flag wins over the environment, which wins over the file")
  func precedence() throws {
    let file = "database-url: sqlite:/file\norigin: file\npolicy: /file.yaml\n"
    let environment = ["DATABASE_URL": "sqlite:/environment", "COUNTERSIGN_ORIGIN": "environment"]
    let configuration = try resolve(
      flags: [.databaseURL: ["sqlite:/flag"]], environment: environment, file: file)
    #expect(configuration.database == .sqlite(path: "/flag"))
    #expect(configuration.origin == "environment")
    #expect(configuration.policyFile == "/file.yaml")
  }

  @Test("An empty variable counts as unset")
  func emptyVariable() throws {
    #expect(try resolve(environment: ["LOG_LEVEL": ""], file: "log-level: debug").logLevel == .debug)
  }

  @Test("Listeners are repeated flags, a variable with commas, or a list in the file, in their order")
  func listeners() throws {
    let expected = ["127.0.0.1:1", "[::1]:2", "unix:/run/c.sock"]
    let all = "127.0.0.1:1, [::1]:2,unix:/run/c.sock"
    #expect(try resolve(flags: [.listen: expected]).listeners.map(\.description) == expected)
    #expect(try resolve(environment: ["COUNTERSIGN_LISTEN": all]).listeners.map(\.description) == expected)
    let file = "listen:\n  - 127.0.0.1:1\n  - \"[::1]:2\"\n  - unix:/run/c.sock\n"
    #expect(try resolve(file: file).listeners.map(\.description) == expected)
  }

  @Test("TLS is a certificate with its key, and perhaps the authorities of callers; half of it is refused")
  func tls() throws {
    let flags: [Setting: [String]] = [.tlsCertificate: ["/c"], .tlsKey: ["/k"]]
    let tls = try #require(try resolve(flags: flags).tls)
    #expect((tls.certificateFile, tls.keyFile) == ("/c", "/k") && tls.clientAuthorityFile == nil)
    #expect(try resolve(flags: flags, file: "tls-client-ca: /a").tls?.clientAuthorityFile == "/a")
    let needsKey = problems(environment: ["COUNTERSIGN_TLS_CERT": "/c"])
    #expect(needsKey == ["COUNTERSIGN_TLS_CERT: needs --tls-key as well"])
    #expect(problems(flags: [.tlsKey: ["/k"]]) == ["--tls-key: needs --tls-cert as well"])
    #expect(problems(flags: [.tlsClientAuthority: ["/a"]]) == ["--tls-client-ca: needs --tls-cert as well"])
  }

  @Test("What connections and callers may have comes from the environment or the file, each setting in its place")
  func connections() throws {
    #expect(try resolve().connections == ConnectionSettings())
    let environment = [
      "COUNTERSIGN_MAX_CONNECTION_AGE_SECONDS": "1", "COUNTERSIGN_MAX_CONNECTION_AGE_GRACE_SECONDS": "2",
      "COUNTERSIGN_MAX_CONNECTION_IDLE_SECONDS": "3", "COUNTERSIGN_KEEPALIVE_SECONDS": "4",
      "COUNTERSIGN_KEEPALIVE_TIMEOUT_SECONDS": "5", "COUNTERSIGN_MAX_CONNECTIONS": "6",
    ]
    let file = """
      max-connections-per-peer: 7
      max-calls-per-peer: 8
      max-streams-per-peer: 9
      drain-delay-seconds: 0
      max-connections: 60
      """
    var expected = ConnectionSettings()
    (expected.ageSecondsMax, expected.ageGraceSeconds, expected.idleSecondsMax) = (1, 2, 3)
    (expected.keepaliveSeconds, expected.keepaliveTimeoutSeconds) = (4, 5)
    (expected.connectionsMax, expected.connectionsPerPeerMax) = (6, 7)
    (expected.callsPerPeerMax, expected.streamsPerPeerMax) = (8, 9)
    #expect(try resolve(environment: environment, file: file).connections == expected)
    #expect(try resolve(file: "drain-delay-seconds: 15").connections.drainDelaySeconds == 15)
  }

  @Test("State goes to XDG_STATE_HOME when that is absolute, else below HOME")
  func standardDatabase() throws {
    let absolute = try resolve(environment: ["XDG_STATE_HOME": "/state"])
    #expect(absolute.database == .sqlite(path: "/state/countersign/countersign.db"))
    let relative = try resolve(environment: ["XDG_STATE_HOME": "state"])
    #expect(relative.database == .sqlite(path: "/home/u/.local/state/countersign/countersign.db"))
    #expect(problems(environment: ["HOME": ""]).first?.hasPrefix("--database-url: must be given") == true)
    #expect(try resolve(flags: [.databaseURL: ["memory:"]], environment: ["HOME": ""]).database == .memory)
  }

  @Test("The policy's overrides keep their place, for whoever checks them")
  func policyOverrides() throws {
    let overrides = try resolve(environment: ["DEFAULT_SLA_HOURS": "0.5"], file: "\naudit-retention-days: 1")
      .policyOverrides
    #expect(overrides.defaultSLAHours == .init(text: "0.5", place: "DEFAULT_SLA_HOURS"))
    #expect(overrides.auditRetentionDays == .init(text: "1", place: "c.yaml:2: audit-retention-days"))
    #expect(overrides.enableAutoEscalation == nil)
  }

  @Test("A secret shows in no way of printing it")
  func secrets() throws {
    let integrations = try resolve(environment: [
      "SLACK_WEBHOOK_URL": "https://hooks/hush", "SENDGRID_API_KEY": "hush", "OPENAI_API_KEY": "hush",
    ]).integrations
    #expect(integrations.openAIAPIKey?.revealed() == "hush")
    var dumped = ""
    dump(integrations, to: &dumped)
    #expect(dumped.contains("<secret>"))
    for text in [dumped, "\(integrations)", String(reflecting: integrations)] {
      #expect(!text.contains("hush"))
    }
  }

  @Test("Every setting of the table has its documented names")
  func names() {
    for setting in Setting.allCases { #expect(setting.flag != nil || setting.variable != nil) }
    #expect(Setting.listen.variable == "COUNTERSIGN_LISTEN")
    #expect(Setting.databaseURL.variable == "DATABASE_URL")
    #expect(Setting.tlsCertificate.variable == "COUNTERSIGN_TLS_CERT")
    #expect(Setting.tlsClientAuthority.variable == "COUNTERSIGN_TLS_CLIENT_CA")
    #expect(Setting.acceptChainState.variable == nil)
    #expect(Setting.defaultSLAHours.variable == "DEFAULT_SLA_HOURS")
    #expect(Setting.defaultSLAHours.flag == nil)
    #expect(Setting.openAIBaseURL.variable == "OPENAI_BASE_URL")
    #expect(Setting.maxRetries.variable == "MAX_RETRIES")
  }
}
