import Configuration
import Testing

@Suite("What is wrong with a configuration")
struct ConfigurationProblemTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var setting: Setting
    var value: String
    var line: String
    var testDescription: String { "\(setting.rawValue)=\(value)" }

    init(_ setting: Setting, _ value: String, _ line: String) {
      (self.setting, self.value, self.line) = (setting, value, line)
    }
  }

  static let later: [Case] = [
    Case(.tlsCertificate, "c.pem", "--tls-cert: needs --tls-key as well"),
    Case(.tlsKey, "k.pem", "--tls-key: needs --tls-cert as well"),
    Case(.tlsClientAuthority, "ca.pem", "--tls-client-ca: needs --tls-cert as well"),
    Case(.authentication, "mtls", "--auth: authentication by mtls is not built into this version yet"),
    Case(.authentication, "jwt", "--auth: authentication by jwt is not built into this version yet"),
    Case(.authentication, "mtls+jwt", "--auth: authentication by mtls+jwt is not built into this version yet"),
    Case(.jwtKeys, "k.json", "--jwt-keys: authentication by JWT is not built into this version yet"),
    Case(
      .acceptChainState, "why",
      "--accept-chain-state: must say why, in 10 to 2000 bytes without control characters"),
    Case(.chain, "2", "--chain: only PostgreSQL has other chains than 1"),
    Case(.databaseURL, "postgresql:d", "--database-url: postgresql: needs ://"),
    Case(.slackEnabled, "true", "SLACK_ENABLED: Slack is not built into this version yet"),
    Case(.sendgridEnabled, "1", "SENDGRID_ENABLED: SendGrid is not built into this version yet"),
    Case(.openAIEnabled, "YES", "OPENAI_ENABLED: OpenAI is not built into this version yet"),
  ]

  static let wrong: [Case] = [
    Case(.authentication, "basic", "--auth: \"basic\" is not none, mtls, jwt or mtls+jwt"),
    Case(.chain, "0", "--chain: chain 0 is reserved"),
    Case(.chain, "-1", "--chain: \"-1\" is not a whole number from 0 to 2147483647"),
    Case(.databaseURL, "mysql://u:hush@h/d", "--database-url: is not memory:, sqlite:PATH or postgresql://…"),
    Case(.databaseURL, "sqlite:", "--database-url: sqlite: needs a path"),
    Case(.origin, "a b", "--origin: must be a name without space, plus or control characters"),
    Case(.origin, "a+b", "--origin: must be a name without space, plus or control characters"),
    Case(.origin, "a\u{7F}b", "--origin: must be a name without space, plus or control characters"),
    Case(.origin, String(repeating: "o", count: 257), "--origin: is longer than 256 bytes"),
    Case(.eventLoops, "0", "--event-loops: \"0\" is not a whole number from 1 to 1024"),
    Case(.eventLoops, "+2", "--event-loops: \"+2\" is not a whole number from 1 to 1024"),
    Case(.adminListen, "unix:/a", "--admin-listen: must be host:port or [v6]:port"),
    Case(.logLevel, "loud", "LOG_LEVEL: \"loud\" is not one of trace, debug, info, notice, warning, error, critical"),
    Case(
      .maxConnectionAgeSeconds, "0",
      "COUNTERSIGN_MAX_CONNECTION_AGE_SECONDS: \"0\" is not a whole number from 1 to 86400"),
    Case(
      .maxConnectionIdleSeconds, "86401",
      "COUNTERSIGN_MAX_CONNECTION_IDLE_SECONDS: \"86401\" is not a whole number from 1 to 86400"),
    Case(
      .keepaliveSeconds, "never", "COUNTERSIGN_KEEPALIVE_SECONDS: \"never\" is not a whole number from 1 to 86400"),
    Case(
      .keepaliveTimeoutSeconds, "0",
      "COUNTERSIGN_KEEPALIVE_TIMEOUT_SECONDS: \"0\" is not a whole number from 1 to 86400"),
    Case(.maxConnections, "0", "COUNTERSIGN_MAX_CONNECTIONS: \"0\" is not a whole number from 1 to 1000000"),
    Case(
      .maxConnectionsPerPeer, "-1",
      "COUNTERSIGN_MAX_CONNECTIONS_PER_PEER: \"-1\" is not a whole number from 1 to 1000000"),
    Case(.maxCallsPerPeer, "1e3", "COUNTERSIGN_MAX_CALLS_PER_PEER: \"1e3\" is not a whole number from 1 to 1000000"),
    Case(.maxStreamsPerPeer, "0", "COUNTERSIGN_MAX_STREAMS_PER_PEER: \"0\" is not a whole number from 1 to 1000000"),
    Case(
      .classifierTimeoutMilliseconds, "0",
      "COUNTERSIGN_CLASSIFIER_TIMEOUT_MILLISECONDS: \"0\" is not a whole number from 1 to 30000"),
    Case(
      .classifier, "192.0.2.1:1",
      "--classifier: 192.0.2.1:1 is another machine, to which proposals would travel in cleartext; run the classifier "
        + "beside the server, or give --insecure-allow-remote"),
    Case(.drainDelaySeconds, "3601", "COUNTERSIGN_DRAIN_DELAY_SECONDS: \"3601\" is not a whole number from 0 to 3600"),
    Case(.slackEnabled, "maybe", "SLACK_ENABLED: \"maybe\" is neither true nor false"),
    Case(.timeout, "0", "TIMEOUT: \"0\" is not a whole number from 1 to 3600"),
    Case(.maxRetries, "3.5", "MAX_RETRIES: \"3.5\" is not a whole number from 0 to 100"),
  ]

  @Test("is one clear line, naming flag or variable", arguments: later + wrong)
  func oneLine(_ wrong: Case) {
    let lines =
      if wrong.setting.flag != nil {
        problems(flags: [wrong.setting: [wrong.value]])
      } else {
        problems(environment: [wrong.setting.variable ?? "": wrong.value])
      }
    #expect(lines == [wrong.line])
    #expect(!lines.joined().contains("hush"))
  }

  @Test("includes nothing where a later part is given its default")
  func laterDefaults() {
    #expect(
      problems(
        flags: [.authentication: ["none"], .chain: ["1"]],
        environment: [
          "SLACK_ENABLED": "false", "SENDGRID_ENABLED": "0", "OPENAI_ENABLED": "off", "SLACK_WEBHOOK_URL": "http://h",
          "SENDGRID_API_KEY": "k", "SENDGRID_API_URL": "http://s", "OPENAI_API_KEY": "k", "OPENAI_BASE_URL": "http://o",
        ]) == [])
  }

  @Test("names the line of the file")
  func fileLines() {
    let file = "log-level: info\nchain: 2\nwhat: 3\norigin: [a]\naccept-chain-state: why\n"
    #expect(
      problems(file: file) == [
        "c.yaml:3: unknown setting \"what\"",
        "c.yaml:4: origin must be one value",
        "c.yaml:5: accept-chain-state can only be given on the command line",
        "c.yaml:2: chain: only PostgreSQL has other chains than 1",
      ])
  }

  @Test(
    "is found in files that are no mapping, no YAML, or say a thing twice",
    arguments: [
      ("- a\n", "c.yaml:1: is not a mapping of settings to values"),
      ("origin: a\norigin: b\n", "c.yaml:1: a setting is given twice: origin"),
      ("origin: \"a\n", "c.yaml:2: is not YAML: found unexpected end of stream"),
    ])
  func brokenFiles(_ text: String, _ line: String) {
    #expect(problems(file: text) == [line])
  }

  @Test("is nothing for an empty file", arguments: ["", "# nothing\n", "{}\n"])
  func emptyFiles(_ text: String) { #expect(problems(file: text) == []) }

  @Test("comes all at once")
  func allAtOnce() {
    let lines = problems(
      flags: [.listen: ["x", "0.0.0.0:1"], .chain: ["0"]], environment: ["LOG_LEVEL": "x", "TIMEOUT": "x"],
      file: "nonsense: 1")
    #expect(lines.count == 6)
  }
}
