// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// One link of the chain.
  public struct AuditEntry: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__audit_entry__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__AuditEntry> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__AuditEntry.self)
    }

    /// 1 for the first entry, without gaps.
    public var sequence: Int64 {
      get { structure.pointee.sequence }
      nonmutating set { structure.pointee.sequence = newValue }
    }

    /// The review that it belongs to; empty for entries about the service itself.
    public var auditID: String {
      get { messageReference.string(structure.pointee.audit_id) }
      nonmutating set { structure.pointee.audit_id = messageReference.store(newValue) }
    }

    /// `auditID` without a `String`.
    public var auditIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.audit_id) }
      nonmutating set { structure.pointee.audit_id = messageReference.store(newValue) }
    }

    /// For example "query.submitted"; the README lists them.
    public var eventType: String {
      get { messageReference.string(structure.pointee.event_type) }
      nonmutating set { structure.pointee.event_type = messageReference.store(newValue) }
    }

    /// `eventType` without a `String`.
    public var eventTypeUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.event_type) }
      nonmutating set { structure.pointee.event_type = messageReference.store(newValue) }
    }

    /// UTC; never before the previous entry's.
    public var timestamp: GoogleProtobuf.Timestamp? {
      get { messageReference.message(structure.pointee.timestamp) }
      nonmutating set { structure.pointee.timestamp = messageReference.store(newValue) }
    }

    /// `timestamp`; an empty one is put there where it is not set.
    public var mutableTimestamp: GoogleProtobuf.Timestamp {
      if let existing = timestamp { return existing }
      let made = GoogleProtobuf.Timestamp(in: arena)
      timestamp = made
      return made
    }

    /// The authenticated caller, or "system".
    public var actor: String {
      get { messageReference.string(structure.pointee.actor) }
      nonmutating set { structure.pointee.actor = messageReference.store(newValue) }
    }

    /// `actor` without a `String`.
    public var actorUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.actor) }
      nonmutating set { structure.pointee.actor = messageReference.store(newValue) }
    }

    /// The event's data, parsed for convenience; only canonical_json is authenticated.
    public var data: GoogleProtobuf.Struct? {
      get { messageReference.message(structure.pointee.data) }
      nonmutating set { structure.pointee.data = messageReference.store(newValue) }
    }

    /// `data`; an empty one is put there where it is not set.
    public var mutableData: GoogleProtobuf.Struct {
      if let existing = data { return existing }
      let made = GoogleProtobuf.Struct(in: arena)
      data = made
      return made
    }

    /// The canonical JSON (RFC 8785) of the entry without its hashes: the bytes that are hashed.
    public var canonicalJSON: String {
      get { messageReference.string(structure.pointee.canonical_json) }
      nonmutating set { structure.pointee.canonical_json = messageReference.store(newValue) }
    }

    /// `canonicalJSON` without a `String`.
    public var canonicalJSONUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.canonical_json) }
      nonmutating set { structure.pointee.canonical_json = messageReference.store(newValue) }
    }

    /// current_hash of the entry before; for the first one the genesis hash,
    /// SHA-256("countersign-audit/v1\n" || origin || "\n"). 32 bytes.
    public var previousHash: [UInt8] {
      get { messageReference.bytes(structure.pointee.previous_hash) }
      nonmutating set { structure.pointee.previous_hash = messageReference.store(newValue) }
    }

    /// Calls `body` with `previousHash`, uncopied and valid during the call only.
    public func withPreviousHash<Result, Failure: Error>(_ body: (UnsafeRawBufferPointer) throws(Failure) -> Result)
      throws(Failure) -> Result
    {
      return try messageReference.withBytes(structure.pointee.previous_hash, body)
    }

    /// Sets `previousHash` to a copy of these bytes.
    public func setPreviousHash(_ newValue: UnsafeRawBufferPointer) {
      structure.pointee.previous_hash = messageReference.store(newValue)
    }

    /// SHA-256(canonical_json || previous_hash), 32 bytes.
    public var currentHash: [UInt8] {
      get { messageReference.bytes(structure.pointee.current_hash) }
      nonmutating set { structure.pointee.current_hash = messageReference.store(newValue) }
    }

    /// Calls `body` with `currentHash`, uncopied and valid during the call only.
    public func withCurrentHash<Result, Failure: Error>(_ body: (UnsafeRawBufferPointer) throws(Failure) -> Result)
      throws(Failure) -> Result
    {
      return try messageReference.withBytes(structure.pointee.current_hash, body)
    }

    /// Sets `currentHash` to a copy of these bytes.
    public func setCurrentHash(_ newValue: UnsafeRawBufferPointer) {
      structure.pointee.current_hash = messageReference.store(newValue)
    }
  }
}
