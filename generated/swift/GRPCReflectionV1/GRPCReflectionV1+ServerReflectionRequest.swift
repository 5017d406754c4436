// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension GRPCReflectionV1 {
  /// The message sent by the client when calling ServerReflectionInfo method.
  public struct ServerReflectionRequest: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(grpc__reflection__v1__server_reflection_request__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Grpc__Reflection__V1__ServerReflectionRequest> {
      messageReference.storage.assumingMemoryBound(to: Grpc__Reflection__V1__ServerReflectionRequest.self)
    }

    /// `host` of grpc.reflection.v1.ServerReflectionRequest.
    public var host: String {
      get { messageReference.string(structure.pointee.host) }
      nonmutating set { structure.pointee.host = messageReference.store(newValue) }
    }

    /// `host` without a `String`.
    public var hostUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.host) }
      nonmutating set { structure.pointee.host = messageReference.store(newValue) }
    }

    /// Find a proto file by the file name.
    public var fileByFilename: String? {
      get {
        structure.pointee.message_request_case.rawValue == 3
          ? messageReference.string(structure.pointee.file_by_filename) : nil
      }
      nonmutating set {
        guard let newValue else { return clearMessageRequest(3) }
        structure.pointee.message_request_case = .init(rawValue: 3)
        structure.pointee.file_by_filename = messageReference.store(newValue)
      }
    }

    /// `fileByFilename` without a `String`.
    public var fileByFilenameUTF8: UTF8Text? {
      get {
        structure.pointee.message_request_case.rawValue == 3
          ? messageReference.text(structure.pointee.file_by_filename) : nil
      }
      nonmutating set {
        guard let newValue else { return clearMessageRequest(3) }
        structure.pointee.message_request_case = .init(rawValue: 3)
        structure.pointee.file_by_filename = messageReference.store(newValue)
      }
    }

    /// Find the proto file that declares the given fully-qualified symbol name.
    /// This field should be a fully-qualified symbol name
    /// (e.g. <package>.<service>[.<method>] or <package>.<type>).
    public var fileContainingSymbol: String? {
      get {
        structure.pointee.message_request_case.rawValue == 4
          ? messageReference.string(structure.pointee.file_containing_symbol) : nil
      }
      nonmutating set {
        guard let newValue else { return clearMessageRequest(4) }
        structure.pointee.message_request_case = .init(rawValue: 4)
        structure.pointee.file_containing_symbol = messageReference.store(newValue)
      }
    }

    /// `fileContainingSymbol` without a `String`.
    public var fileContainingSymbolUTF8: UTF8Text? {
      get {
        structure.pointee.message_request_case.rawValue == 4
          ? messageReference.text(structure.pointee.file_containing_symbol) : nil
      }
      nonmutating set {
        guard let newValue else { return clearMessageRequest(4) }
        structure.pointee.message_request_case = .init(rawValue: 4)
        structure.pointee.file_containing_symbol = messageReference.store(newValue)
      }
    }

    /// Find the proto file which defines an extension extending the given
    /// message type with the given field number.
    public var fileContainingExtension: ExtensionRequest? {
      get {
        structure.pointee.message_request_case.rawValue == 5
          ? messageReference.message(structure.pointee.file_containing_extension) : nil
      }
      nonmutating set {
        guard let newValue else { return clearMessageRequest(5) }
        structure.pointee.message_request_case = .init(rawValue: 5)
        structure.pointee.file_containing_extension = messageReference.store(newValue)
      }
    }

    /// `fileContainingExtension`; an empty one is put there where it is not set.
    public var mutableFileContainingExtension: ExtensionRequest {
      if let existing = fileContainingExtension { return existing }
      let made = ExtensionRequest(in: arena)
      fileContainingExtension = made
      return made
    }

    /// Finds the tag numbers used by all known extensions of the given message
    /// type, and appends them to ExtensionNumberResponse in an undefined order.
    /// Its corresponding method is best-effort: it's not guaranteed that the
    /// reflection service will implement this method, and it's not guaranteed
    /// that this method will provide all extensions. Returns
    /// StatusCode::UNIMPLEMENTED if it's not implemented.
    /// This field should be a fully-qualified type name. The format is
    /// <package>.<type>
    public var allExtensionNumbersOfType: String? {
      get {
        structure.pointee.message_request_case.rawValue == 6
          ? messageReference.string(structure.pointee.all_extension_numbers_of_type) : nil
      }
      nonmutating set {
        guard let newValue else { return clearMessageRequest(6) }
        structure.pointee.message_request_case = .init(rawValue: 6)
        structure.pointee.all_extension_numbers_of_type = messageReference.store(newValue)
      }
    }

    /// `allExtensionNumbersOfType` without a `String`.
    public var allExtensionNumbersOfTypeUTF8: UTF8Text? {
      get {
        structure.pointee.message_request_case.rawValue == 6
          ? messageReference.text(structure.pointee.all_extension_numbers_of_type) : nil
      }
      nonmutating set {
        guard let newValue else { return clearMessageRequest(6) }
        structure.pointee.message_request_case = .init(rawValue: 6)
        structure.pointee.all_extension_numbers_of_type = messageReference.store(newValue)
      }
    }

    /// List the full names of registered services. The content will not be
    /// checked.
    public var listServices: String? {
      get {
        structure.pointee.message_request_case.rawValue == 7
          ? messageReference.string(structure.pointee.list_services) : nil
      }
      nonmutating set {
        guard let newValue else { return clearMessageRequest(7) }
        structure.pointee.message_request_case = .init(rawValue: 7)
        structure.pointee.list_services = messageReference.store(newValue)
      }
    }

    /// `listServices` without a `String`.
    public var listServicesUTF8: UTF8Text? {
      get {
        structure.pointee.message_request_case.rawValue == 7
          ? messageReference.text(structure.pointee.list_services) : nil
      }
      nonmutating set {
        guard let newValue else { return clearMessageRequest(7) }
        structure.pointee.message_request_case = .init(rawValue: 7)
        structure.pointee.list_services = messageReference.store(newValue)
      }
    }

    /// To use reflection service, the client should set one of the following
    /// fields in message_request. The server distinguishes requests by their
    /// defined field and then handles them using corresponding methods.
    public enum MessageRequest {
      /// Find a proto file by the file name.
      case fileByFilename(String)
      /// Find the proto file that declares the given fully-qualified symbol name.
      /// This field should be a fully-qualified symbol name
      /// (e.g. <package>.<service>[.<method>] or <package>.<type>).
      case fileContainingSymbol(String)
      /// Find the proto file which defines an extension extending the given
      /// message type with the given field number.
      case fileContainingExtension(ExtensionRequest)
      /// Finds the tag numbers used by all known extensions of the given message
      /// type, and appends them to ExtensionNumberResponse in an undefined order.
      /// Its corresponding method is best-effort: it's not guaranteed that the
      /// reflection service will implement this method, and it's not guaranteed
      /// that this method will provide all extensions. Returns
      /// StatusCode::UNIMPLEMENTED if it's not implemented.
      /// This field should be a fully-qualified type name. The format is
      /// <package>.<type>
      case allExtensionNumbersOfType(String)
      /// List the full names of registered services. The content will not be
      /// checked.
      case listServices(String)
    }

    /// The field that is set; nil for none, or one that this version does not know.
    public var messageRequest: MessageRequest? {
      get {
        switch structure.pointee.message_request_case.rawValue {
        case 3: fileByFilename.map(MessageRequest.fileByFilename)
        case 4: fileContainingSymbol.map(MessageRequest.fileContainingSymbol)
        case 5: fileContainingExtension.map(MessageRequest.fileContainingExtension)
        case 6: allExtensionNumbersOfType.map(MessageRequest.allExtensionNumbersOfType)
        case 7: listServices.map(MessageRequest.listServices)
        default: nil
        }
      }
      nonmutating set {
        switch newValue {
        case nil: structure.pointee.message_request_case = .init(rawValue: 0)
        case .fileByFilename(let value): fileByFilename = value
        case .fileContainingSymbol(let value): fileContainingSymbol = value
        case .fileContainingExtension(let value): fileContainingExtension = value
        case .allExtensionNumbersOfType(let value): allExtensionNumbersOfType = value
        case .listServices(let value): listServices = value
        }
      }
    }

    private func clearMessageRequest(_ number: UInt32) {
      if structure.pointee.message_request_case.rawValue == number {
        structure.pointee.message_request_case = .init(rawValue: 0)
      }
    }
  }
}
