// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// One problem of a policy.
  public struct PolicyProblem: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__policy_problem__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__PolicyProblem> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__PolicyProblem.self)
    }

    /// How bad.
    public var severity: PolicyProblem.Severity {
      get { PolicyProblem.Severity(rawValue: Int32(bitPattern: structure.pointee.severity.rawValue)) }
      nonmutating set { structure.pointee.severity = .init(rawValue: UInt32(bitPattern: newValue.rawValue)) }
    }

    /// Line of the YAML, from 1; 0 if there is none.
    public var line: Int32 {
      get { structure.pointee.line }
      nonmutating set { structure.pointee.line = newValue }
    }

    /// Where, for example "rules[3].level".
    public var path: String {
      get { messageReference.string(structure.pointee.path) }
      nonmutating set { structure.pointee.path = messageReference.store(newValue) }
    }

    /// `path` without a `String`.
    public var pathUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.path) }
      nonmutating set { structure.pointee.path = messageReference.store(newValue) }
    }

    /// For people.
    public var message: String {
      get { messageReference.string(structure.pointee.message) }
      nonmutating set { structure.pointee.message = messageReference.store(newValue) }
    }

    /// `message` without a `String`.
    public var messageUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.message) }
      nonmutating set { structure.pointee.message = messageReference.store(newValue) }
    }

    /// How bad.
    public enum Severity: WireEnum {
      /// Never sent.
      case unspecified
      /// Deserves a second look.
      case warning
      /// Cannot be put in force.
      case error
      /// A number that this version does not know.
      case unrecognized(Int32)

      public static let namePrefix = "SEVERITY_"

      /// The known values in their order in the contract.
      public static let allCases: [Severity] = [.unspecified, .warning, .error]

      public init(rawValue: Int32) {
        switch rawValue {
        case 0: self = .unspecified
        case 1: self = .warning
        case 2: self = .error
        default: self = .unrecognized(rawValue)
        }
      }

      public var rawValue: Int32 {
        switch self {
        case .unspecified: 0
        case .warning: 1
        case .error: 2
        case .unrecognized(let number): number
        }
      }

      public var shortName: String {
        switch self {
        case .unspecified: "UNSPECIFIED"
        case .warning: "WARNING"
        case .error: "ERROR"
        case .unrecognized(let number): String(number)
        }
      }
    }
  }
}
