/// Why a permit or a receipt is not believed: then nothing may be executed on it (domain.md §7).
public struct VerificationRefusal: Error, Sendable, Equatable {
  public enum Code: String, Sendable, CaseIterable {
    /// There is no statement, no signature or no key id.
    case missing
    /// The key that it names is none of those that are trusted.
    case keyUnknown
    /// The key signs, but nothing of this kind.
    case keyNotForUse
    /// The key did not sign this.
    case signatureInvalid
    /// The key is compromised: its dates say nothing.
    case keyRevoked
    /// What was signed is dated before the key's time or after it.
    case keyNotInForce
    /// What was signed is no JSON object.
    case malformed
    /// What was signed is something else.
    case wrongType
    /// What was signed is of a version that this library does not know.
    case unknownVersion
    /// A member of what was signed is missing or has no value that is possible.
    case invalidMember
    /// What was signed is not in its canonical form, or says more than it may.
    case notCanonical
    /// An unsigned field beside the statement says something else than the statement.
    case envelopeMismatch
    /// It is about the decision of another log.
    case originMismatch
    /// It is about another review.
    case reviewMismatch
    /// It is for another action.
    case actionMismatch
    /// It permits no money to be moved.
    case amountNotPermitted
    /// It permits an amount of another currency.
    case currencyMismatch
    /// It permits less.
    case amountExceeded
    /// It was issued to another executor.
    case executorMismatch
    /// It is dated later than now.
    case notYetValid
    /// It would be valid for longer than any permit may be.
    case lifetimeTooLong
    /// It has ended.
    case expired
    /// It was used before, or somebody uses it at this moment.
    case alreadyUsed
    /// Whether it was used cannot be found out or recorded.
    case useNotRecorded
  }

  public let code: Code
  /// One sentence for people, without anything secret.
  public let message: String

  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }
}
