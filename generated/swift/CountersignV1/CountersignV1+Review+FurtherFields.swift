// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1.Review {
  /// SHA-256 of "countersign-action/v1\n" followed by action_json, 32 bytes: what is decided on.
  public var actionDigest: [UInt8] {
    get { messageReference.bytes(structure.pointee.action_digest) }
    nonmutating set { structure.pointee.action_digest = messageReference.store(newValue) }
  }

  /// Calls `body` with `actionDigest`, uncopied and valid during the call only.
  public func withActionDigest<Result, Failure: Error>(_ body: (UnsafeRawBufferPointer) throws(Failure) -> Result)
    throws(Failure) -> Result
  {
    return try messageReference.withBytes(structure.pointee.action_digest, body)
  }

  /// Sets `actionDigest` to a copy of these bytes.
  public func setActionDigest(_ newValue: UnsafeRawBufferPointer) {
    structure.pointee.action_digest = messageReference.store(newValue)
  }

  /// Questions to the requester, in order.
  public var informationRequests: RepeatedField<CountersignV1.InformationRequest> {
    messageReference.list(structure.pointer(to: \.n_information_requests)!)
  }

  /// Grows with every claim; a holder of an older claim cannot decide.
  public var claimToken: Int64 {
    get { structure.pointee.claim_token }
    nonmutating set { structure.pointee.claim_token = newValue }
  }

  /// Who or what is behind it.
  public var origin: CountersignV1.Origin? {
    get { messageReference.message(structure.pointee.origin) }
    nonmutating set { structure.pointee.origin = messageReference.store(newValue) }
  }

  /// `origin`; an empty one is put there where it is not set.
  public var mutableOrigin: CountersignV1.Origin {
    if let existing = origin { return existing }
    let made = CountersignV1.Origin(in: arena)
    origin = made
    return made
  }

  /// The proposal as submitted in canonical JSON (RFC 8785): the exact bytes behind action_digest.
  public var actionJSON: String {
    get { messageReference.string(structure.pointee.action_json) }
    nonmutating set { structure.pointee.action_json = messageReference.store(newValue) }
  }

  /// `actionJSON` without a `String`.
  public var actionJSONUTF8: UTF8Text {
    get { messageReference.text(structure.pointee.action_json) }
    nonmutating set { structure.pointee.action_json = messageReference.store(newValue) }
  }

  /// What may be executed: action_digest, or that of the proposal as modified. Set once APPROVED or MODIFIED.
  public var effectiveActionDigest: [UInt8] {
    get { messageReference.bytes(structure.pointee.effective_action_digest) }
    nonmutating set { structure.pointee.effective_action_digest = messageReference.store(newValue) }
  }

  /// Calls `body` with `effectiveActionDigest`, uncopied and valid during the call only.
  public func withEffectiveActionDigest<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    return try messageReference.withBytes(structure.pointee.effective_action_digest, body)
  }

  /// Sets `effectiveActionDigest` to a copy of these bytes.
  public func setEffectiveActionDigest(_ newValue: UnsafeRawBufferPointer) {
    structure.pointee.effective_action_digest = messageReference.store(newValue)
  }

  /// No permit is issued from this instant on. Set once APPROVED or MODIFIED.
  public var executableUntil: GoogleProtobuf.Timestamp? {
    get { messageReference.message(structure.pointee.executable_until) }
    nonmutating set { structure.pointee.executable_until = messageReference.store(newValue) }
  }

  /// `executableUntil`; an empty one is put there where it is not set.
  public var mutableExecutableUntil: GoogleProtobuf.Timestamp {
    if let existing = executableUntil { return existing }
    let made = GoogleProtobuf.Timestamp(in: arena)
    executableUntil = made
    return made
  }

  /// The requester's own end of validity.
  public var validUntil: GoogleProtobuf.Timestamp? {
    get { messageReference.message(structure.pointee.valid_until) }
    nonmutating set { structure.pointee.valid_until = messageReference.store(newValue) }
  }

  /// `validUntil`; an empty one is put there where it is not set.
  public var mutableValidUntil: GoogleProtobuf.Timestamp {
    if let existing = validUntil { return existing }
    let made = GoogleProtobuf.Timestamp(in: arena)
    validUntil = made
    return made
  }

  /// Earlier review of the same proposal, or the one that this replaces.
  public var supersedesAuditID: String {
    get { messageReference.string(structure.pointee.supersedes_audit_id) }
    nonmutating set { structure.pointee.supersedes_audit_id = messageReference.store(newValue) }
  }

  /// `supersedesAuditID` without a `String`.
  public var supersedesAuditIDUTF8: UTF8Text {
    get { messageReference.text(structure.pointee.supersedes_audit_id) }
    nonmutating set { structure.pointee.supersedes_audit_id = messageReference.store(newValue) }
  }

  /// Why it is BLOCKED, CANCELLED or EXPIRED, for people.
  public var statusReason: String {
    get { messageReference.string(structure.pointee.status_reason) }
    nonmutating set { structure.pointee.status_reason = messageReference.store(newValue) }
  }

  /// `statusReason` without a `String`.
  public var statusReasonUTF8: UTF8Text {
    get { messageReference.text(structure.pointee.status_reason) }
    nonmutating set { structure.pointee.status_reason = messageReference.store(newValue) }
  }

  /// Kill switches that hold it.
  public var killSwitchIDs: RepeatedField<String> {
    messageReference.list(structure.pointer(to: \.n_kill_switch_ids)!)
  }

  /// Overrides in order.
  public var overrides: RepeatedField<CountersignV1.Override> {
    messageReference.list(structure.pointer(to: \.n_overrides)!)
  }

  /// What this message holds.
  public var view: CountersignV1.ReviewView {
    get { CountersignV1.ReviewView(rawValue: Int32(bitPattern: structure.pointee.view.rawValue)) }
    nonmutating set { structure.pointee.view = .init(rawValue: UInt32(bitPattern: newValue.rawValue)) }
  }

  /// The review whose decision is looked at again, as the policy samples; empty for every other review. An approval agrees
  /// with that decision. Nothing is ever executed by it.
  public var rereviewOfAuditID: String {
    get { messageReference.string(structure.pointee.rereview_of_audit_id) }
    nonmutating set { structure.pointee.rereview_of_audit_id = messageReference.store(newValue) }
  }

  /// `rereviewOfAuditID` without a `String`.
  public var rereviewOfAuditIDUTF8: UTF8Text {
    get { messageReference.text(structure.pointee.rereview_of_audit_id) }
    nonmutating set { structure.pointee.rereview_of_audit_id = messageReference.store(newValue) }
  }
}
