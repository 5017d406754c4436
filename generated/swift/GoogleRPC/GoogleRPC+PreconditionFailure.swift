// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension GoogleRPC {
  /// Describes what preconditions have failed.
  ///
  /// For example, if an RPC failed because it required the Terms of Service to be
  /// acknowledged, it could list the terms of service violation in the
  /// PreconditionFailure message.
  public struct PreconditionFailure: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(google__rpc__precondition_failure__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Google__Rpc__PreconditionFailure> {
      messageReference.storage.assumingMemoryBound(to: Google__Rpc__PreconditionFailure.self)
    }

    /// Describes all precondition violations.
    public var violations: RepeatedField<PreconditionFailure.Violation> {
      messageReference.list(structure.pointer(to: \.n_violations)!)
    }

    /// A message type used to describe a single precondition failure.
    public struct Violation: ArenaMessage {
      public static var messageDescriptor: MessageDescriptor {
        MessageDescriptor(google__rpc__precondition_failure__violation__descriptor_address())
      }
      @_spi(GeneratedMessages) public let messageReference: MessageReference

      @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
        self.messageReference = messageReference
      }

      /// An empty message in `arena`.
      public init(in arena: Arena) {
        messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
      }

      private var structure: UnsafeMutablePointer<Google__Rpc__PreconditionFailure__Violation> {
        messageReference.storage.assumingMemoryBound(to: Google__Rpc__PreconditionFailure__Violation.self)
      }

      /// The type of PreconditionFailure. We recommend using a service-specific
      /// enum type to define the supported precondition violation subjects. For
      /// example, "TOS" for "Terms of Service violation".
      public var type: String {
        get { messageReference.string(structure.pointee.type) }
        nonmutating set { structure.pointee.type = messageReference.store(newValue) }
      }

      /// `type` without a `String`.
      public var typeUTF8: UTF8Text {
        get { messageReference.text(structure.pointee.type) }
        nonmutating set { structure.pointee.type = messageReference.store(newValue) }
      }

      /// The subject, relative to the type, that failed.
      /// For example, "google.com/cloud" relative to the "TOS" type would indicate
      /// which terms of service is being referenced.
      public var subject: String {
        get { messageReference.string(structure.pointee.subject) }
        nonmutating set { structure.pointee.subject = messageReference.store(newValue) }
      }

      /// `subject` without a `String`.
      public var subjectUTF8: UTF8Text {
        get { messageReference.text(structure.pointee.subject) }
        nonmutating set { structure.pointee.subject = messageReference.store(newValue) }
      }

      /// A description of how the precondition failed. Developers can use this
      /// description to understand how to fix the failure.
      ///
      /// For example: "Terms of service not accepted".
      public var description: String {
        get { messageReference.string(structure.pointee.description) }
        nonmutating set { structure.pointee.description = messageReference.store(newValue) }
      }

      /// `description` without a `String`.
      public var descriptionUTF8: UTF8Text {
        get { messageReference.text(structure.pointee.description) }
        nonmutating set { structure.pointee.description = messageReference.store(newValue) }
      }
    }
  }
}
