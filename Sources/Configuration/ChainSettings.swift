/// Which chain of which database, and how it is opened.
public struct ChainSettings: Sendable, Equatable {
  /// Which chain of the database; only PostgreSQL has others than 1.
  public var number: Int32 = 1
  /// Why an operator starts on a chain that this machine has seen further; nil refuses it.
  public var acceptedState: String?
  /// Whether the database may be brought to this release's schema at the start.
  public var mayMigrate = true
  /// Whether a server that may lose acknowledged entries is taken.
  public var allowsWeakDurability = false
  /// Where this machine keeps what must not be in the database; nil when nothing says where.
  public var stateDirectory: String?

  init(reading reader: inout SettingReader, database: DatabaseLocation, environment: [String: String]) {
    number = reader.value(.chain, parseChain) ?? 1
    acceptedState = reader.value(.acceptChainState, parseReason)
    mayMigrate = !(reader.value(.noMigrate, parseBoolean) ?? false)
    allowsWeakDurability = reader.value(.insecureAllowWeakDurability, parseBoolean) ?? false
    stateDirectory = DatabaseLocation.stateDirectory(environment: environment)
    if case .postgres = database { return }
    if number != 1, let given = reader.last(.chain) {
      reader.add(given.place, "only PostgreSQL has other chains than 1")
    }
  }

  init() {}
}

private func parseChain(_ text: String) throws(InvalidValue) -> Int32 {
  let chain = try parseInteger(text, in: Int32(0)...Int32.max)
  guard chain != 0 else { throw InvalidValue("chain 0 is reserved") }
  return chain
}

/// It is recorded in the audit trail, and so must say something.
private func parseReason(_ text: String) throws(InvalidValue) -> String {
  guard (10...2_000).contains(text.utf8.count), !text.unicodeScalars.contains(where: { $0.value < 0x20 }) else {
    throw InvalidValue("must say why, in 10 to 2000 bytes without control characters")
  }
  return text
}
