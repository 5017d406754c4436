import EventLoop
import Glibc
import HTTP2Transport

/// A test that did not go as described, or a wrong argument.
struct Failed: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) { self.description = description }
}

/// What the command line says; the names are those of gRPC's own interop clients.
struct Arguments {
  var addresses: [ListenAddress] = []
  var testCase = "empty_unary"
  private(set) var values: [String: String] = [:]

  /// `--name value` or `--name=value`; `--server_host` and `--server_port` may be given as `--server HOST:PORT`, several times.
  init(_ words: [String]) throws {
    var rest = words[...]
    while let word = rest.popFirst() {
      guard word.hasPrefix("--") else { throw Failed("what is \(word)?") }
      let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1).map(String.init)
      guard let value = parts.count == 2 ? parts[1] : rest.popFirst() else { throw Failed("\(word) wants a value") }
      if parts[0] == "server" { try add(value) } else { values[parts[0]] = value }
    }
    if let port = values["server_port"] { try add("\(values["server_host"] ?? "127.0.0.1"):\(port)") }
    if let name = values["test_case"] { testCase = name }
    guard !addresses.isEmpty else { throw Failed("--server_port is missing") }
  }

  private mutating func add(_ text: String) throws {
    guard let address = ListenAddress(text) else { throw Failed("no address: \(text)") }
    addresses.append(address)
  }

  func number(_ name: String, _ usual: Int) -> Int { values[name].flatMap(Int.init) ?? usual }

  func configuration() throws -> ChannelConfiguration {
    var configuration = ChannelConfiguration()
    configuration.userAgent = "interop-client"
    configuration.healthService = values["health_service"]
    configuration.limits.backoff.initialMicroseconds = Int64(number("backoff_ms", 1_000)) * 1_000
    if let name = values["server_host_override"] {
      configuration.serverName = .name(name)
      configuration.authority = name
    }
    guard values["use_tls"] == "true" else { return configuration }
    let authorities = try values["ca_file"].map { TLSServerAuthorities.pem(try bytes(of: $0)) } ?? .system
    var credentials: TLSCredentials?
    if let certificate = values["cert_file"], let key = values["key_file"] {
      credentials = TLSCredentials(certificateChain: try bytes(of: certificate), privateKey: try bytes(of: key))
    }
    configuration.tls = CurrentTLSContext(try TLSContext(client: credentials, authorities: authorities))
    return configuration
  }

  private func bytes(of path: String) throws -> [UInt8] {
    guard let file = fopen(path, "r") else { throw Failed("cannot read \(path)") }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = fread(&bytes, 1, bytes.count, file)
    return Array(bytes[..<count])
  }
}

/// One line, at once.
func say(_ line: String) {
  let bytes = Array((line + "\n").utf8)
  _ = write(1, bytes, bytes.count)
}
