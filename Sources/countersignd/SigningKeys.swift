import Configuration
import Countersign
import Logging

/// The key that signs, made where there is none.
func openSigningKey(
  _ configuration: Configuration.ServerConfiguration, log: Logger
) throws(StartupFailure) -> SigningKey {
  switch configuration.signingKey {
  case .memory: return try generateSigningKey()
  case .file(let path):
    makeDirectories(above: path)
    let (key, isNew) = try namingSigningKey { () throws(SigningKeyFileError) in
      try SigningKeyFile(path: path).readOrMake()
    }
    log.notice(
      isNew ? "made a signing key" : "signing key read", metadata: ["key_id": "\(key.keyID)", "path": "\(path)"])
    return key
  }
}

/// Makes a key for a later start, and says what others need to know of it.
func makeSigningKey(_ loader: ConfigurationLoader) throws(StartupFailure) {
  guard case .file(let path) = try loader.load().signingKey else {
    throw StartupFailure("keygen: a database in memory needs no key; --signing-key says where to make one")
  }
  makeDirectories(above: path)
  let key = try namingSigningKey { () throws(SigningKeyFileError) in try SigningKeyFile(path: path).make() }
  print("path: \(path)\nkey_id: \(key.keyID)\npublic_key: \(hexadecimal(key.publicKey))")
}

/// What `check-config` says of it; nothing is made.
func describeSigningKey(_ place: SigningKeyPlace) throws(StartupFailure) -> String {
  guard case .file(let path) = place else { return "in memory, made at the start" }
  let key = try namingSigningKey { () throws(SigningKeyFileError) in try SigningKeyFile(path: path).read() }
  return key.map { "\(path), key_id \($0.keyID)" } ?? "\(path), made at the start"
}

/// Whether a start retires the keys before this one: a file and a memory have one server, a PostgreSQL may have several.
func keyChange(at database: DatabaseLocation) -> SigningKeyChangeAtStart {
  switch database {
  case .memory, .sqlite: .retireOthers
  case .postgres: .keepOthers
  }
}

private func generateSigningKey() throws(StartupFailure) -> SigningKey {
  do throws(SigningKeyError) { return try SigningKey.generate() } catch {
    throw StartupFailure("--signing-key: the system gave no random numbers")
  }
}

private func namingSigningKey<Result>(
  _ body: () throws(SigningKeyFileError) -> Result
) throws(StartupFailure) -> Result {
  do throws(SigningKeyFileError) { return try body() } catch {
    throw StartupFailure("--signing-key: \(error.message)")
  }
}

private func hexadecimal(_ bytes: [UInt8]) -> String {
  bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
}
