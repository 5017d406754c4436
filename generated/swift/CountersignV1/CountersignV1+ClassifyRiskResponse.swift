// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// The classification and where it would be routed.
  public struct ClassifyRiskResponse: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__classify_risk_response__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__ClassifyRiskResponse> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__ClassifyRiskResponse.self)
    }

    /// The classification.
    public var risk: RiskAssessment? {
      get { messageReference.message(structure.pointee.risk) }
      nonmutating set { structure.pointee.risk = messageReference.store(newValue) }
    }

    /// `risk`; an empty one is put there where it is not set.
    public var mutableRisk: RiskAssessment {
      if let existing = risk { return existing }
      let made = RiskAssessment(in: arena)
      risk = made
      return made
    }

    /// Where it would go.
    public var routing: Routing? {
      get { messageReference.message(structure.pointee.routing) }
      nonmutating set { structure.pointee.routing = messageReference.store(newValue) }
    }

    /// `routing`; an empty one is put there where it is not set.
    public var mutableRouting: Routing {
      if let existing = routing { return existing }
      let made = Routing(in: arena)
      routing = made
      return made
    }

    /// The policy used.
    public var policyVersion: String {
      get { messageReference.string(structure.pointee.policy_version) }
      nonmutating set { structure.pointee.policy_version = messageReference.store(newValue) }
    }

    /// `policyVersion` without a `String`.
    public var policyVersionUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.policy_version) }
      nonmutating set { structure.pointee.policy_version = messageReference.store(newValue) }
    }
  }
}
