// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// What the classifier says.
  public struct ClassifyResponse: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__classify_response__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__ClassifyResponse> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__ClassifyResponse.self)
    }

    /// The proposal's level; one below that of the rules changes nothing. Unspecified or unknown is no answer.
    public var level: RiskLevel {
      get { RiskLevel(rawValue: Int32(bitPattern: structure.pointee.level.rawValue)) }
      nonmutating set { structure.pointee.level = .init(rawValue: UInt32(bitPattern: newValue.rawValue)) }
    }

    /// Why, for people: at most 8 sentences of at most 256 bytes, without control characters.
    public var reasons: RepeatedField<String> {
      messageReference.list(structure.pointer(to: \.n_reasons)!)
    }

    /// Which model said it; 1 to 128 bytes, without control characters. Recorded.
    public var model: String {
      get { messageReference.string(structure.pointee.model) }
      nonmutating set { structure.pointee.model = messageReference.store(newValue) }
    }

    /// `model` without a `String`.
    public var modelUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.model) }
      nonmutating set { structure.pointee.model = messageReference.store(newValue) }
    }

    /// Its version; at most 128 bytes, without control characters. Recorded.
    public var modelVersion: String {
      get { messageReference.string(structure.pointee.model_version) }
      nonmutating set { structure.pointee.model_version = messageReference.store(newValue) }
    }

    /// `modelVersion` without a `String`.
    public var modelVersionUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.model_version) }
      nonmutating set { structure.pointee.model_version = messageReference.store(newValue) }
    }
  }
}
