/// Where the operator's own risk classifier is asked.
public struct ClassifierSettings: Sendable, Equatable {
  /// Where it listens, in cleartext.
  public var address: ListenerAddress
  /// An answer that takes longer is none: the proposal is CRITICAL.
  public var timeoutMilliseconds = Self.timeoutMillisecondsDefault

  public static let timeoutMillisecondsDefault = 300
  /// Every submission waits for it: longer is a mistake.
  public static let timeoutMillisecondsMax = 30_000

  /// nil where none is configured; a problem where it is unusable.
  init?(reading reader: inout SettingReader, allowsInsecureRemote: Bool) {
    let timeout = reader.value(.classifierTimeoutMilliseconds) { text throws(InvalidValue) in
      try parseInteger(text, in: 1...Self.timeoutMillisecondsMax)
    }
    let given = reader.values(.classifier) { text throws(InvalidValue) in try ListenerAddress(parsing: text) }.last
    guard let given else { return nil }
    if !given.value.isLocal && !allowsInsecureRemote {
      reader.add(
        given.place,
        "\(given.value) is another machine, to which proposals would travel in cleartext; "
          + "run the classifier beside the server, or give --insecure-allow-remote")
    }
    address = given.value
    timeoutMilliseconds = timeout ?? Self.timeoutMillisecondsDefault
  }
}
