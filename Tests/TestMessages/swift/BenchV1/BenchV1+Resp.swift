// Written by countersign-generate from proto/. Do not edit.

internal import CTestMessages
@_spi(GeneratedMessages) import MessagesBase

extension BenchV1 {
  /// bench.v1.Resp
  public struct Resp: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor { MessageDescriptor(bench__v1__resp__descriptor_address()) }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Bench__V1__Resp> {
      messageReference.storage.assumingMemoryBound(to: Bench__V1__Resp.self)
    }

    /// `audit_id` of bench.v1.Resp.
    public var auditID: String {
      get { messageReference.string(structure.pointee.audit_id) }
      nonmutating set { structure.pointee.audit_id = messageReference.store(newValue) }
    }

    /// `auditID` without a `String`.
    public var auditIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.audit_id) }
      nonmutating set { structure.pointee.audit_id = messageReference.store(newValue) }
    }

    /// `risk_level` of bench.v1.Resp.
    public var riskLevel: String {
      get { messageReference.string(structure.pointee.risk_level) }
      nonmutating set { structure.pointee.risk_level = messageReference.store(newValue) }
    }

    /// `riskLevel` without a `String`.
    public var riskLevelUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.risk_level) }
      nonmutating set { structure.pointee.risk_level = messageReference.store(newValue) }
    }

    /// `reason` of bench.v1.Resp.
    public var reason: String {
      get { messageReference.string(structure.pointee.reason) }
      nonmutating set { structure.pointee.reason = messageReference.store(newValue) }
    }

    /// `reason` without a `String`.
    public var reasonUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.reason) }
      nonmutating set { structure.pointee.reason = messageReference.store(newValue) }
    }

    /// `sla_hours` of bench.v1.Resp.
    public var slaHours: Int32 {
      get { structure.pointee.sla_hours }
      nonmutating set { structure.pointee.sla_hours = newValue }
    }
  }
}
