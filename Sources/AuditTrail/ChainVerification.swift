/// What a verification found.
public struct ChainVerification: Sendable, Equatable {
  /// The most breaks that are kept; later ones are only counted.
  public static let breaksMax = 100

  /// How many entries were recomputed.
  public internal(set) var entriesVerified: Int64 = 0
  /// The highest sequence that was recomputed.
  public internal(set) var verifiedThroughSequence: Int64
  /// Stored hash of the last entry; before the first one the hash that it must continue.
  public internal(set) var headHash: SHA256Digest
  /// How many breaks there are.
  public internal(set) var breakCount = 0
  /// The first `breaksMax` of them, as they were found.
  public internal(set) var breaks: [ChainBreak] = []
  /// The lowest sequence of all breaks; nil when there is none.
  public internal(set) var firstInvalidSequence: Int64?

  init(verifiedThroughSequence: Int64, headHash: SHA256Digest) {
    self.verifiedThroughSequence = verifiedThroughSequence
    self.headHash = headHash
  }

  public var isValid: Bool { breakCount == 0 }

  /// One sentence for people; nil when valid.
  public var error: String? {
    guard let first = breaks.first else { return nil }
    let others = breakCount == 1 ? "" : "; \(breakCount) breaks in all"
    return "entry \(first.sequence): \(first.kind.description)\(others)"
  }

  mutating func add(_ kind: ChainBreak.Kind, at sequence: Int64) {
    breakCount += 1
    firstInvalidSequence = min(firstInvalidSequence ?? sequence, sequence)
    if breaks.count < Self.breaksMax { breaks.append(ChainBreak(sequence: sequence, kind: kind)) }
  }
}

/// One break of the chain.
public struct ChainBreak: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    /// The entries from the break's sequence through this one are not there.
    case missing(through: Int64)
    /// An entry with this or a higher sequence came before.
    case outOfOrder
    /// previous_hash is not the hash of the entry before.
    case link
    /// current_hash is not the hash of the entry.
    case hash
    /// The time is before the previous entry's.
    case timeRunsBack
    /// canonical_json is not the RFC 8785 form of the six members.
    case notCanonical
    /// A column outside of the hash does not say what the hashed bytes say.
    case column(String)
    /// There are entries after the stored head.
    case beyondHead
    /// The stored head is not the last entry's hash and time.
    case head
  }

  public var sequence: Int64
  public var kind: Kind

  public init(sequence: Int64, kind: Kind) {
    self.sequence = sequence
    self.kind = kind
  }
}

extension ChainBreak.Kind: CustomStringConvertible {
  /// A sentence for people.
  public var description: String {
    switch self {
    case .missing(let through): "entries from here through \(through) are missing"
    case .outOfOrder: "an entry with this or a higher sequence came before"
    case .link: "previous_hash is not the hash of the entry before"
    case .hash: "current_hash is not the hash of canonical_json and previous_hash"
    case .timeRunsBack: "the timestamp is before the previous entry's"
    case .notCanonical: "canonical_json is not the canonical form of an entry"
    case .column(let name): "\(name) differs from canonical_json"
    case .beyondHead: "entries follow the stored head"
    case .head: "the stored head is not the last entry's"
    }
  }
}
