/// What the clocks on the walls of a time zone show, as a value: the core reads no time zone database.
///
/// Exact from the first transition to the last; before and after, the first and the last offset hold.
public struct ZoneOffsets: Hashable, Sendable {
  /// From when on which offset holds.
  public struct Transition: Hashable, Sendable {
    /// In seconds since 1970, UTC.
    public var unixSeconds: Int64
    /// What is added to UTC from then on.
    public var offsetSeconds: Int64

    public init(unixSeconds: Int64, offsetSeconds: Int64) {
      self.unixSeconds = unixSeconds
      self.offsetSeconds = offsetSeconds
    }
  }

  /// Ascending; at least one.
  public let transitions: [Transition]

  /// - Precondition: at least one transition; their times ascend.
  public init(transitions: [Transition]) {
    precondition(!transitions.isEmpty, "a time zone without an offset shows no time")
    precondition(
      zip(transitions, transitions.dropFirst()).allSatisfy { $0.unixSeconds < $1.unixSeconds },
      "our bug: transitions that do not ascend")
    self.transitions = transitions
  }

  /// The same offset for ever.
  public init(offsetSeconds: Int64) {
    self.init(transitions: [Transition(unixSeconds: 0, offsetSeconds: offsetSeconds)])
  }

  /// The offset at a moment, and until when it holds; `Int64.max` for ever.
  public func offset(atUnixSeconds seconds: Int64) -> (offsetSeconds: Int64, endsAt: Int64) {
    // The first transition after the moment.
    var low = 0
    var high = transitions.count
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle].unixSeconds <= seconds { low = middle + 1 } else { high = middle }
    }
    return (
      transitions[max(0, low - 1)].offsetSeconds, low < transitions.count ? transitions[low].unixSeconds : .max
    )
  }
}
