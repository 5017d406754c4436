// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// The state of one part.
  public struct ComponentStatus: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__component_status__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__ComponentStatus> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__ComponentStatus.self)
    }

    /// For example "store", "classifier", "slack".
    public var name: String {
      get { messageReference.string(structure.pointee.name) }
      nonmutating set { structure.pointee.name = messageReference.store(newValue) }
    }

    /// `name` without a `String`.
    public var nameUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.name) }
      nonmutating set { structure.pointee.name = messageReference.store(newValue) }
    }

    /// How it does.
    public var state: ComponentStatus.State {
      get { ComponentStatus.State(rawValue: Int32(bitPattern: structure.pointee.state.rawValue)) }
      nonmutating set { structure.pointee.state = .init(rawValue: UInt32(bitPattern: newValue.rawValue)) }
    }

    /// For people.
    public var detail: String {
      get { messageReference.string(structure.pointee.detail) }
      nonmutating set { structure.pointee.detail = messageReference.store(newValue) }
    }

    /// `detail` without a `String`.
    public var detailUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.detail) }
      nonmutating set { structure.pointee.detail = messageReference.store(newValue) }
    }

    /// How it does.
    public enum State: WireEnum {
      /// Never sent.
      case unspecified
      /// Works.
      case ready
      /// Not configured.
      case disabled
      /// Works in part, or on its fail-safe.
      case degraded
      /// Does not work.
      case failed
      /// A number that this version does not know.
      case unrecognized(Int32)

      public static let namePrefix = "STATE_"

      /// The known values in their order in the contract.
      public static let allCases: [State] = [.unspecified, .ready, .disabled, .degraded, .failed]

      public init(rawValue: Int32) {
        switch rawValue {
        case 0: self = .unspecified
        case 1: self = .ready
        case 2: self = .disabled
        case 3: self = .degraded
        case 4: self = .failed
        default: self = .unrecognized(rawValue)
        }
      }

      public var rawValue: Int32 {
        switch self {
        case .unspecified: 0
        case .ready: 1
        case .disabled: 2
        case .degraded: 3
        case .failed: 4
        case .unrecognized(let number): number
        }
      }

      public var shortName: String {
        switch self {
        case .unspecified: "UNSPECIFIED"
        case .ready: "READY"
        case .disabled: "DISABLED"
        case .degraded: "DEGRADED"
        case .failed: "FAILED"
        case .unrecognized(let number): String(number)
        }
      }
    }
  }
}
