import AuditTrail
import CountersignClient
import Messages
import MessagesBase
import Synchronization
import Testing

/// Remembers in memory; fails where it is told to.
private final class RememberedPermits: UsedPermits {
  private let used = Mutex<[String]>([])
  private let isBroken: Bool

  init(isBroken: Bool = false) { self.isBroken = isBroken }

  var all: [String] { used.withLock { $0 } }

  func use(_ permitID: String) throws(VerificationRefusal) {
    if isBroken { throw VerificationRefusal(.useNotRecorded, "broken") }
    let isFirst = used.withLock { used in
      defer { used.append(permitID) }
      return !used.contains(permitID)
    }
    guard isFirst else { throw VerificationRefusal(.alreadyUsed, "used") }
  }
}

/// A permit that is good, and everything that an executor brings with it; each row of the table changes one thing.
private struct Case {
  static let digest = ActionBinding.digest(ofActionJSON: Array(#"{"query_text":"x","user_id":"u"}"#.utf8))
  static let issuedAt: Int64 = 1_790_000_000_000_000
  static let signer: SigningKey = {
    do throws(SigningKeyError) { return try .generate() } catch { preconditionFailure("\(error)") }
  }()

  var statement = PermitStatement(
    origin: "log", permitID: "p-1", auditID: "a-1", actionDigest: digest, outcome: .approved,
    amount: StatementAmount(currencyCode: "USD", units: 100, nanos: 500_000_000), reviewers: ["ann"],
    policyVersion: "v", executorID: "desk", issuedAtMicroseconds: issuedAt,
    expiresAtMicroseconds: issuedAt + 300_000_000)
  /// Changes the bytes before they are signed.
  var rewrite: (String) -> String = { $0 }
  /// Changes what was signed.
  var tamper: (inout SignedStatement) -> Void = { _ in }
  var use = SigningUse.permit
  var key = VerificationKey(
    keyID: signer.keyID, publicKey: signer.publicKey, uses: [.receipt, .permit], notBeforeMicroseconds: issuedAt - 10)
  var execution = PlannedExecution(
    actionDigest: digest, amount: StatementAmount(currencyCode: "USD", units: 100, nanos: 500_000_000),
    executorID: "desk", auditID: "a-1")
  var now = issuedAt + 1_000_000
  var usedPermits = RememberedPermits()

  func verify() throws(VerificationRefusal) -> PermitStatement {
    let text = rewrite(String(decoding: statement.canonicalJSON, as: UTF8.self))
    let bytes = Array(text.utf8)
    var signed = SignedStatement(
      statement: bytes, signature: Self.signer.sign(bytes, for: use), keyID: Self.signer.keyID)
    tamper(&signed)
    let verifier = OfflineVerifier(origin: "log", keys: [key], now: { [now] in now })
    return try verifier.verify(permit: signed, for: execution, usedPermits: usedPermits)
  }
}

/// One row: what is changed, and what the library says to it.
private struct Row: Sendable, CustomTestStringConvertible {
  let name: String
  /// Nil where the change is harmless.
  let code: VerificationRefusal.Code?
  let change: @Sendable (inout Case) -> Void

  init(_ name: String, _ code: VerificationRefusal.Code?, _ change: @escaping @Sendable (inout Case) -> Void) {
    self.name = name
    self.code = code
    self.change = change
  }

  var testDescription: String { name }

  static func amount(_ text: String, _ currency: String = "USD") -> StatementAmount? {
    StatementAmount(currencyCode: currency, amountText: text)
  }

  static let all: [Row] = [
    Row("nothing changed", nil) { _ in },
    Row("no statement", .missing) { $0.tamper = { $0.statement = [] } },
    Row("no signature", .missing) { $0.tamper = { $0.signature = [] } },
    Row("no key id", .missing) { $0.tamper = { $0.keyID = "" } },
    Row("another key", .keyUnknown) { $0.key.keyID = "0000000000000000" },
    Row("another key under the same id", .signatureInvalid) {
      $0.key.publicKey = (try? SigningKey.generate())?.publicKey ?? []
    },
    Row("a key without a public half", .signatureInvalid) { $0.key.publicKey = [] },
    Row("a key for receipts alone", .keyNotForUse) { $0.key.uses = [.receipt, .checkpoint] },
    Row("a changed statement", .signatureInvalid) { $0.tamper = { $0.statement[20] ^= 1 } },
    Row("a changed signature", .signatureInvalid) { $0.tamper = { $0.signature[63] ^= 1 } },
    Row("a short signature", .signatureInvalid) { $0.tamper = { $0.signature.removeLast() } },
    Row("a receipt's signature", .signatureInvalid) { $0.use = .receipt },
    Row("a checkpoint's signature", .signatureInvalid) { $0.use = .checkpoint },
    Row("a key not yet in force", .keyNotInForce) { $0.key.notBeforeMicroseconds = Case.issuedAt + 1 },
    Row("a key in force since this moment", nil) { $0.key.notBeforeMicroseconds = Case.issuedAt },
    Row("a key retired before", .keyNotInForce) { $0.key.retiredAtMicroseconds = Case.issuedAt },
    Row("a key retired after", nil) { $0.key.retiredAtMicroseconds = Case.issuedAt + 1 },
    Row("a key revoked before", .keyRevoked) { $0.key.revokedAtMicroseconds = 0 },
    Row("a key revoked after", .keyRevoked) { $0.key.revokedAtMicroseconds = .max },
    Row("no JSON", .malformed) { $0.rewrite = { _ in "permit" } },
    Row("a receipt's type", .wrongType) {
      $0.rewrite = { $0.replacing("countersign-permit", with: "countersign-receipt") }
    },
    Row("another version", .unknownVersion) { $0.rewrite = { $0.replacing(#""v":"1""#, with: #""v":"2""#) } },
    Row("no executor", .invalidMember) { $0.statement.executorID = "" },
    Row("a member more", .notCanonical) { $0.rewrite = { $0.dropLast() + #","w":"1"}"# } },
    Row("a space more", .notCanonical) { $0.rewrite = { $0.replacing(#"{"action"#, with: #"{ "action"#) } },
    Row("another log", .originMismatch) { $0.statement.origin = "log2" },
    Row("another review", .reviewMismatch) { $0.execution.auditID = "a-2" },
    Row("any review of the action", nil) { $0.execution.auditID = nil },
    Row("another action", .actionMismatch) { $0.execution.actionDigest = SHA256.hash([1]) },
    Row("another executor", .executorMismatch) { $0.execution.executorID = "desk2" },
    Row("a billionth more", .amountExceeded) { $0.execution.amount = amount("100.500000001") },
    Row("a unit more", .amountExceeded) { $0.execution.amount = amount("101.5") },
    Row("less", nil) { $0.execution.amount = amount("0.000000001") },
    Row("nothing moved", nil) { $0.execution.amount = nil },
    Row("another currency", .currencyMismatch) { $0.execution.amount = amount("1", "EUR") },
    Row("an amount where none is permitted", .amountNotPermitted) { $0.statement.amount = nil },
    Row("zero where none is permitted", .amountNotPermitted) {
      $0.statement.amount = nil
      $0.execution.amount = amount("0")
    },
    Row("the last microsecond", nil) { $0.now = $0.statement.expiresAtMicroseconds - 1 },
    Row("the end", .expired) { $0.now = $0.statement.expiresAtMicroseconds },
    Row("an end before its beginning", .expired) { $0.statement.expiresAtMicroseconds = Case.issuedAt - 1 },
    Row("5 s in the future", nil) { $0.now = Case.issuedAt - 5_000_000 },
    Row("more than 5 s in the future", .notYetValid) { $0.now = Case.issuedAt - 5_000_001 },
    Row("an hour", nil) { $0.statement.expiresAtMicroseconds = Case.issuedAt + 3_600_000_000 },
    Row("more than an hour", .lifetimeTooLong) { $0.statement.expiresAtMicroseconds = Case.issuedAt + 3_600_000_001 },
    Row("used before", .alreadyUsed) { try? $0.usedPermits.use("p-1") },
    Row("another one used before", nil) { try? $0.usedPermits.use("p-2") },
    Row("a use that cannot be recorded", .useNotRecorded) { $0.usedPermits = RememberedPermits(isBroken: true) },
  ]
}

@Suite("An executor's own check (domain.md §4 Execution, §7 receipt or permit missing or wrong)")
struct OfflineVerifierTests {
  // domain.md §7 Receipt or permit wrong, §4 Offline check.
  @Test("one change to a good permit", arguments: Row.all)
  fileprivate func table(row: Row) {
    var example = Case()
    row.change(&example)
    let before = example.usedPermits.all
    do throws(VerificationRefusal) {
      let statement = try example.verify()
      #expect(row.code == nil)
      #expect(statement == example.statement)
      #expect(example.usedPermits.all == before + ["p-1"])
      let second = #expect(throws: VerificationRefusal.self) { try example.verify() }
      #expect(second?.code == .alreadyUsed, "a second use")
    } catch {
      #expect(error.code == row.code, "\(error)")
      #expect(!error.message.isEmpty && !error.message.contains(example.execution.executorID + "2"))
      if error.code != .alreadyUsed { #expect(example.usedPermits.all == before, "refused is not used") }
    }
  }

  @Test("every refusal has a row, but that of the fields beside the statement, which has a test of its own")
  func everyRefusal() {
    let rows = Set(Row.all.compactMap(\.code))
    #expect(Set(VerificationRefusal.Code.allCases).subtracting(rows) == [.envelopeMismatch])
  }

  @Test("a permit as it comes over the wire, and the fields beside its statement")
  func wire() throws {
    let example = Case()
    let arena = Arena()
    func permit(_ change: (CountersignV1.ExecutionPermit) -> Void) -> CountersignV1.ExecutionPermit {
      let permit = CountersignV1.ExecutionPermit(in: arena)
      permit.statement = String(decoding: example.statement.canonicalJSON, as: UTF8.self)
      permit.signature = Case.signer.sign(example.statement.canonicalJSON, for: .permit)
      permit.keyID = Case.signer.keyID
      permit.permitID = "p-1"
      permit.expiresAt = GoogleProtobuf.Timestamp(
        unixMicroseconds: example.statement.expiresAtMicroseconds, in: arena)
      change(permit)
      return permit
    }
    let verifier = OfflineVerifier(origin: "log", keys: [example.key], now: { Case.issuedAt })
    for change in [
      { $0.permitID = "p-2" }, { $0.expiresAt = nil },
      { $0.expiresAt = GoogleProtobuf.Timestamp(unixMicroseconds: Case.issuedAt, in: arena) },
    ] as [(CountersignV1.ExecutionPermit) -> Void] {
      let refusal = #expect(throws: VerificationRefusal.self) {
        try verifier.verify(permit: permit(change), for: example.execution, usedPermits: example.usedPermits)
      }
      #expect(refusal?.code == .envelopeMismatch)
    }
    let statement = try verifier.verify(
      permit: permit { _ in }, for: example.execution, usedPermits: example.usedPermits)
    #expect(statement == example.statement)
  }

  @Test("a key as it comes over the wire: what is not understood verifies nothing")
  func wireKeys() {
    let arena = Arena()
    let wire = CountersignV1.SigningKey(in: arena)
    wire.keyID = "k"
    wire.algorithm = "Ed25519"
    wire.publicKey = Case.signer.publicKey
    wire.uses.append(.permit)
    wire.uses.append(.unspecified)
    #expect(!VerificationKey(wire).isInForce(atMicroseconds: Case.issuedAt), "no beginning")
    wire.notBefore = GoogleProtobuf.Timestamp(unixMicroseconds: 7, in: arena)
    #expect(
      VerificationKey(wire)
        == VerificationKey(keyID: "k", publicKey: Case.signer.publicKey, uses: [.permit], notBeforeMicroseconds: 7))
    wire.retiredAt = GoogleProtobuf.Timestamp(unixMicroseconds: 9, in: arena)
    #expect(VerificationKey(wire).retiredAtMicroseconds == 9)
    wire.revokedAt = GoogleProtobuf.Timestamp(unixMicroseconds: 9, in: arena)
    wire.revokedAt?.nanos = -1
    #expect(VerificationKey(wire).revokedAtMicroseconds == .min, "an instant that cannot be read")
    wire.algorithm = "RSA"
    #expect(VerificationKey(wire).publicKey.isEmpty)
  }
}

@Suite("A receipt's check")
struct ReceiptVerificationTests {
  private static let statement = ReceiptStatement(
    origin: "log", auditID: "a-1", actionDigest: Case.digest, effectiveActionDigest: Case.digest, status: .approved,
    opinions: [], policyVersion: "v", decidedAtMicroseconds: Case.issuedAt, sequence: 7, previousHash: Case.digest)

  private func code(
    _ statement: ReceiptStatement = statement, use: SigningUse = .receipt, auditID: String? = "a-1",
    actionDigest: SHA256Digest? = Case.digest, origin: String = "log",
    _ change: (inout VerificationKey) -> Void = { _ in }
  ) -> VerificationRefusal.Code? {
    var key = Case().key
    change(&key)
    let bytes = statement.canonicalJSON
    let signed = SignedStatement(
      statement: bytes, signature: Case.signer.sign(bytes, for: use), keyID: Case.signer.keyID)
    do throws(VerificationRefusal) {
      let read = try OfflineVerifier(origin: origin, keys: [key])
        .verify(receipt: signed, auditID: auditID, actionDigest: actionDigest)
      #expect(read == statement)
      return nil
    } catch {
      return error.code
    }
  }

  @Test("a good receipt is believed, and each thing that is wrong has its refusal")
  func refusals() {
    #expect(code() == nil)
    #expect(code(auditID: nil, actionDigest: nil) == nil)
    #expect(code(use: .permit) == .signatureInvalid)
    #expect(code(auditID: "a-2") == .reviewMismatch)
    #expect(code(actionDigest: SHA256.hash([1])) == .actionMismatch)
    #expect(code(origin: "other") == .originMismatch)
    #expect(code { $0.uses = [.permit] } == .keyNotForUse)
    #expect(code { $0.keyID = "x" } == .keyUnknown)
    #expect(code { $0.retiredAtMicroseconds = Case.issuedAt } == .keyNotInForce)
    #expect(code { $0.revokedAtMicroseconds = Case.issuedAt + 1 } == .keyRevoked)
    var rejected = Self.statement
    rejected.status = .rejected
    rejected.effectiveActionDigest = nil
    #expect(code(rejected) == .actionMismatch, "a rejection approves nothing")
    #expect(code(rejected, actionDigest: nil) == nil, "but is a receipt")
  }

  @Test("a permit is no receipt, even under a receipt's signature")
  func otherType() {
    let bytes = Case().statement.canonicalJSON
    let signed = SignedStatement(
      statement: bytes, signature: Case.signer.sign(bytes, for: .receipt), keyID: Case.signer.keyID)
    let refusal = #expect(throws: VerificationRefusal.self) {
      try OfflineVerifier(origin: "log", keys: [Case().key]).verify(receipt: signed)
    }
    #expect(refusal?.code == .wrongType)
  }
}
