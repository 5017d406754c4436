// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension GoogleRPC {
  /// Describes violations in a client request. This error type focuses on the
  /// syntactic aspects of the request.
  public struct BadRequest: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(google__rpc__bad_request__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Google__Rpc__BadRequest> {
      messageReference.storage.assumingMemoryBound(to: Google__Rpc__BadRequest.self)
    }

    /// Describes all violations in a client request.
    public var fieldViolations: RepeatedField<BadRequest.FieldViolation> {
      messageReference.list(structure.pointer(to: \.n_field_violations)!)
    }

    /// A message type used to describe a single bad request field.
    public struct FieldViolation: ArenaMessage {
      public static var messageDescriptor: MessageDescriptor {
        MessageDescriptor(google__rpc__bad_request__field_violation__descriptor_address())
      }
      @_spi(GeneratedMessages) public let messageReference: MessageReference

      @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
        self.messageReference = messageReference
      }

      /// An empty message in `arena`.
      public init(in arena: Arena) {
        messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
      }

      private var structure: UnsafeMutablePointer<Google__Rpc__BadRequest__FieldViolation> {
        messageReference.storage.assumingMemoryBound(to: Google__Rpc__BadRequest__FieldViolation.self)
      }

      /// A path that leads to a field in the request body. The value will be a
      /// sequence of dot-separated identifiers that identify a protocol buffer
      /// field.
      ///
      /// Consider the following:
      ///
      ///     message CreateContactRequest {
      ///       message EmailAddress {
      ///         enum Type {
      ///           TYPE_UNSPECIFIED = 0;
      ///           HOME = 1;
      ///           WORK = 2;
      ///         }
      ///
      ///         optional string email = 1;
      ///         repeated EmailType type = 2;
      ///       }
      ///
      ///       string full_name = 1;
      ///       repeated EmailAddress email_addresses = 2;
      ///     }
      ///
      /// In this example, in proto `field` could take one of the following values:
      ///
      /// * `full_name` for a violation in the `full_name` value
      /// * `email_addresses[0].email` for a violation in the `email` field of the
      ///   first `email_addresses` message
      /// * `email_addresses[2].type[1]` for a violation in the second `type`
      ///   value in the third `email_addresses` message.
      ///
      /// In JSON, the same values are represented as:
      ///
      /// * `fullName` for a violation in the `fullName` value
      /// * `emailAddresses[0].email` for a violation in the `email` field of the
      ///   first `emailAddresses` message
      /// * `emailAddresses[2].type[1]` for a violation in the second `type`
      ///   value in the third `emailAddresses` message.
      public var field: String {
        get { messageReference.string(structure.pointee.field) }
        nonmutating set { structure.pointee.field = messageReference.store(newValue) }
      }

      /// `field` without a `String`.
      public var fieldUTF8: UTF8Text {
        get { messageReference.text(structure.pointee.field) }
        nonmutating set { structure.pointee.field = messageReference.store(newValue) }
      }

      /// A description of why the request element is bad.
      public var description: String {
        get { messageReference.string(structure.pointee.description) }
        nonmutating set { structure.pointee.description = messageReference.store(newValue) }
      }

      /// `description` without a `String`.
      public var descriptionUTF8: UTF8Text {
        get { messageReference.text(structure.pointee.description) }
        nonmutating set { structure.pointee.description = messageReference.store(newValue) }
      }

      /// The reason of the field-level error. This is a constant value that
      /// identifies the proximate cause of the field-level error. It should
      /// uniquely identify the type of the FieldViolation within the scope of the
      /// google.rpc.ErrorInfo.domain. This should be at most 63
      /// characters and match a regular expression of `[A-Z][A-Z0-9_]+[A-Z0-9]`,
      /// which represents UPPER_SNAKE_CASE.
      public var reason: String {
        get { messageReference.string(structure.pointee.reason) }
        nonmutating set { structure.pointee.reason = messageReference.store(newValue) }
      }

      /// `reason` without a `String`.
      public var reasonUTF8: UTF8Text {
        get { messageReference.text(structure.pointee.reason) }
        nonmutating set { structure.pointee.reason = messageReference.store(newValue) }
      }

      /// Provides a localized error message for field-level errors that is safe to
      /// return to the API consumer.
      public var localizedMessage: LocalizedMessage? {
        get { messageReference.message(structure.pointee.localized_message) }
        nonmutating set { structure.pointee.localized_message = messageReference.store(newValue) }
      }

      /// `localizedMessage`; an empty one is put there where it is not set.
      public var mutableLocalizedMessage: LocalizedMessage {
        if let existing = localizedMessage { return existing }
        let made = LocalizedMessage(in: arena)
        localizedMessage = made
        return made
      }
    }
  }
}
