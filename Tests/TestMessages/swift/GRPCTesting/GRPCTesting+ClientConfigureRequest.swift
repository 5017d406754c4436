// Written by countersign-generate from proto/. Do not edit.

internal import CTestMessages
@_spi(GeneratedMessages) import MessagesBase

extension GRPCTesting {
  /// Configurations for a test client.
  public struct ClientConfigureRequest: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(grpc__testing__client_configure_request__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Grpc__Testing__ClientConfigureRequest> {
      messageReference.storage.assumingMemoryBound(to: Grpc__Testing__ClientConfigureRequest.self)
    }

    /// The types of RPCs the client sends.
    public var types: RepeatedField<ClientConfigureRequest.RpcType> {
      messageReference.list(structure.pointer(to: \.n_types)!)
    }

    /// The collection of custom metadata to be attached to RPCs sent by the client.
    public var metadata: RepeatedField<ClientConfigureRequest.Metadata> {
      messageReference.list(structure.pointer(to: \.n_metadata)!)
    }

    /// The deadline to use, in seconds, for all RPCs.  If unset or zero, the
    /// client will use the default from the command-line.
    public var timeoutSec: Int32 {
      get { structure.pointee.timeout_sec }
      nonmutating set { structure.pointee.timeout_sec = newValue }
    }

    /// Type of RPCs to send.
    public enum RpcType: WireEnum {
      /// `EMPTY_CALL`.
      case emptyCall
      /// `UNARY_CALL`.
      case unaryCall
      /// A number that this version does not know.
      case unrecognized(Int32)

      public static let namePrefix = ""

      /// The known values in their order in the contract.
      public static let allCases: [RpcType] = [.emptyCall, .unaryCall]

      public init(rawValue: Int32) {
        switch rawValue {
        case 0: self = .emptyCall
        case 1: self = .unaryCall
        default: self = .unrecognized(rawValue)
        }
      }

      public var rawValue: Int32 {
        switch self {
        case .emptyCall: 0
        case .unaryCall: 1
        case .unrecognized(let number): number
        }
      }

      public var shortName: String {
        switch self {
        case .emptyCall: "EMPTY_CALL"
        case .unaryCall: "UNARY_CALL"
        case .unrecognized(let number): String(number)
        }
      }
    }

    /// Metadata to be attached for the given type of RPCs.
    public struct Metadata: ArenaMessage {
      public static var messageDescriptor: MessageDescriptor {
        MessageDescriptor(grpc__testing__client_configure_request__metadata__descriptor_address())
      }
      @_spi(GeneratedMessages) public let messageReference: MessageReference

      @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
        self.messageReference = messageReference
      }

      /// An empty message in `arena`.
      public init(in arena: Arena) {
        messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
      }

      private var structure: UnsafeMutablePointer<Grpc__Testing__ClientConfigureRequest__Metadata> {
        messageReference.storage.assumingMemoryBound(to: Grpc__Testing__ClientConfigureRequest__Metadata.self)
      }

      /// `type` of grpc.testing.ClientConfigureRequest.Metadata.
      public var type: ClientConfigureRequest.RpcType {
        get { ClientConfigureRequest.RpcType(rawValue: Int32(bitPattern: structure.pointee.type.rawValue)) }
        nonmutating set { structure.pointee.type = .init(rawValue: UInt32(bitPattern: newValue.rawValue)) }
      }

      /// `key` of grpc.testing.ClientConfigureRequest.Metadata.
      public var key: String {
        get { messageReference.string(structure.pointee.key) }
        nonmutating set { structure.pointee.key = messageReference.store(newValue) }
      }

      /// `key` without a `String`.
      public var keyUTF8: UTF8Text {
        get { messageReference.text(structure.pointee.key) }
        nonmutating set { structure.pointee.key = messageReference.store(newValue) }
      }

      /// `value` of grpc.testing.ClientConfigureRequest.Metadata.
      public var value: String {
        get { messageReference.string(structure.pointee.value) }
        nonmutating set { structure.pointee.value = messageReference.store(newValue) }
      }

      /// `value` without a `String`.
      public var valueUTF8: UTF8Text {
        get { messageReference.text(structure.pointee.value) }
        nonmutating set { structure.pointee.value = messageReference.store(newValue) }
      }
    }
  }
}
