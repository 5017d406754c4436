import AuditTrail
import Glibc

/// A statement with its signature, as it came.
public struct SignedStatement: Sendable, Equatable {
  /// The bytes that were signed, without the prefix of their use.
  public var statement: [UInt8]
  public var signature: [UInt8]
  public var keyID: String

  public init(statement: [UInt8], signature: [UInt8], keyID: String) {
    self.statement = statement
    self.signature = signature
    self.keyID = keyID
  }
}

/// What an executor is about to do, in its own words: nothing of it may be taken from the permit.
public struct PlannedExecution: Sendable {
  /// The action's digest, computed by the executor from what it will execute; see `ActionBinding`.
  public var actionDigest: SHA256Digest
  /// What will be moved at most; nil when nothing is.
  public var amount: StatementAmount?
  /// Who executes.
  public var executorID: String
  /// The review that it is about; nil where the executor knows the action alone.
  public var auditID: String?

  public init(actionDigest: SHA256Digest, amount: StatementAmount?, executorID: String, auditID: String? = nil) {
    self.actionDigest = actionDigest
    self.amount = amount
    self.executorID = executorID
    self.auditID = auditID
  }
}

/// Checks permits and receipts without a server: with the public keys of a log, and a clock (domain.md §4, Execution).
public struct OfflineVerifier: Sendable {
  /// A permit that is valid for longer was not made by the rules.
  public static let permitLifetimeMicrosecondsMax: Int64 = 3_600_000_000
  /// How far the clocks of server and executor may be apart.
  public static let clockSkewMicrosecondsMax: Int64 = 5_000_000

  private let origin: String
  private let keys: [VerificationKey]
  private let now: @Sendable () -> Int64

  /// - Parameters:
  ///   - origin: the log whose decisions are believed.
  ///   - keys: those of the log, as ListSigningKeys gave them over a connection that is trusted, or as they are in its entries.
  ///   - now: microseconds since 1970-01-01 UTC.
  public init(
    origin: String, keys: [VerificationKey], now: @escaping @Sendable () -> Int64 = OfflineVerifier.wallClock
  ) {
    self.origin = origin
    self.keys = keys
    self.now = now
  }

  /// The system's clock.
  public static func wallClock() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
  }

  /// Checks everything about a permit, and at the very end uses it up: when this returns, the executor may act, once.
  ///
  /// The use is durable before it returns. A permit that was refused for any other reason is not used up, but for one that ended
  /// while its use was made durable: it is used up, and nobody acts.
  /// - Parameter execution: what the executor will do.
  /// - Returns: what the permit says.
  /// - Throws: the first reason not to act.
  public func verify(
    permit: SignedStatement, for execution: PlannedExecution, usedPermits: some UsedPermits
  ) throws(VerificationRefusal) -> PermitStatement {
    let key = try signer(of: permit, for: .permit)
    let statement = try read(PermitStatement.init(parsing:), permit.statement, "permit")
    try check(key, dated: statement.issuedAtMicroseconds)
    try check(statement.origin)
    try check(statement, isFor: execution)
    try checkTime(of: statement)
    try usedPermits.use(statement.permitID)
    // To make it durable may have taken longer than the permit lives: then it is used up, and nobody acts.
    try checkTime(of: statement)
    return statement
  }

  /// Checks a receipt: evidence of how a review ended, and never a permission to execute.
  ///
  /// - Parameters:
  ///   - auditID: the review that it must be about; nil for any.
  ///   - actionDigest: of the action that it must allow to be executed; nil for any decision.
  /// - Returns: what the receipt says.
  public func verify(
    receipt: SignedStatement, auditID: String? = nil, actionDigest: SHA256Digest? = nil
  ) throws(VerificationRefusal) -> ReceiptStatement {
    let key = try signer(of: receipt, for: .receipt)
    let statement = try read(ReceiptStatement.init(parsing:), receipt.statement, "receipt")
    try check(key, dated: statement.decidedAtMicroseconds)
    try check(statement.origin)
    try check(review: statement.auditID, is: auditID)
    if let actionDigest, statement.effectiveActionDigest != actionDigest {
      throw VerificationRefusal(.actionMismatch, "The receipt does not approve this action.")
    }
    return statement
  }
}

// MARK: Signature and form

extension OfflineVerifier {
  /// The signature comes first: nothing is read that nobody signed.
  private func signer(
    of signed: SignedStatement, for use: SigningUse
  ) throws(VerificationRefusal) -> VerificationKey {
    guard !signed.statement.isEmpty, !signed.signature.isEmpty, !signed.keyID.isEmpty else {
      throw VerificationRefusal(.missing, "There is no signed \(use.rawValue).")
    }
    guard let key = keys.first(where: { $0.keyID == signed.keyID }) else {
      throw VerificationRefusal(.keyUnknown, "The \(use.rawValue) was signed by a key that is not trusted.")
    }
    guard key.uses.contains(use) else {
      throw VerificationRefusal(.keyNotForUse, "The key \(key.keyID) signs no \(use.rawValue)s.")
    }
    guard key.isValid(signed.signature, of: signed.statement, for: use) else {
      throw VerificationRefusal(.signatureInvalid, "The key \(key.keyID) did not sign this \(use.rawValue).")
    }
    return key
  }

  private func read<Statement>(
    _ parse: ([UInt8]) throws(StatementError) -> Statement, _ bytes: [UInt8], _ kind: String
  ) throws(VerificationRefusal) -> Statement {
    do throws(StatementError) {
      return try parse(bytes)
    } catch {
      switch error {
      case .malformed: throw VerificationRefusal(.malformed, "What was signed is no JSON object.")
      case .wrongType: throw VerificationRefusal(.wrongType, "What was signed is no \(kind).")
      case .unknownVersion: throw VerificationRefusal(.unknownVersion, "The \(kind) is of a version not known here.")
      case .invalidMember(let name): throw VerificationRefusal(.invalidMember, "The \(kind) has no valid \(name).")
      case .notCanonical: throw VerificationRefusal(.notCanonical, "The \(kind) is not in its canonical form.")
      }
    }
  }

  private func check(_ key: VerificationKey, dated instant: Int64) throws(VerificationRefusal) {
    guard key.revokedAtMicroseconds == nil else {
      throw VerificationRefusal(.keyRevoked, "The key \(key.keyID) was revoked.")
    }
    guard key.isInForce(atMicroseconds: instant) else {
      throw VerificationRefusal(.keyNotInForce, "The key \(key.keyID) was not in force at the time of the signature.")
    }
  }
}

// MARK: Content

extension OfflineVerifier {
  private func check(_ origin: String) throws(VerificationRefusal) {
    guard origin.utf8.elementsEqual(self.origin.utf8) else {
      throw VerificationRefusal(.originMismatch, "It is about a decision of another log.")
    }
  }

  private func check(review auditID: String, is expected: String?) throws(VerificationRefusal) {
    if let expected, !expected.utf8.elementsEqual(auditID.utf8) {
      throw VerificationRefusal(.reviewMismatch, "It is about another review.")
    }
  }

  private func check(
    _ permit: PermitStatement, isFor execution: PlannedExecution
  ) throws(VerificationRefusal) {
    try check(review: permit.auditID, is: execution.auditID)
    guard permit.actionDigest == execution.actionDigest else {
      throw VerificationRefusal(.actionMismatch, "The permit is for another action.")
    }
    guard permit.executorID.utf8.elementsEqual(execution.executorID.utf8) else {
      throw VerificationRefusal(.executorMismatch, "The permit was issued to another executor.")
    }
    guard let amount = execution.amount else { return }
    guard let permitted = permit.amount else {
      throw VerificationRefusal(.amountNotPermitted, "The permit moves no money.")
    }
    guard permitted.currencyCode == amount.currencyCode else {
      throw VerificationRefusal(.currencyMismatch, "The permit is for an amount of another currency.")
    }
    guard amount.isWithin(permitted) else {
      throw VerificationRefusal(.amountExceeded, "The permit is for a smaller amount.")
    }
  }

  private func checkTime(of permit: PermitStatement) throws(VerificationRefusal) {
    let now = now()
    guard permit.issuedAtMicroseconds <= now + Self.clockSkewMicrosecondsMax else {
      throw VerificationRefusal(.notYetValid, "The permit is dated later than now.")
    }
    guard permit.expiresAtMicroseconds > now else { throw VerificationRefusal(.expired, "The permit has ended.") }
    guard permit.expiresAtMicroseconds - permit.issuedAtMicroseconds <= Self.permitLifetimeMicrosecondsMax else {
      throw VerificationRefusal(.lifetimeTooLong, "The permit is valid for longer than any permit may be.")
    }
  }
}
