// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension GRPCReflectionV1Alpha {
  /// The message sent by the server to answer ServerReflectionInfo method.
  public struct ServerReflectionResponse: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(grpc__reflection__v1alpha__server_reflection_response__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Grpc__Reflection__V1alpha__ServerReflectionResponse> {
      messageReference.storage.assumingMemoryBound(to: Grpc__Reflection__V1alpha__ServerReflectionResponse.self)
    }

    /// `valid_host` of grpc.reflection.v1alpha.ServerReflectionResponse.
    public var validHost: String {
      get { messageReference.string(structure.pointee.valid_host) }
      nonmutating set { structure.pointee.valid_host = messageReference.store(newValue) }
    }

    /// `validHost` without a `String`.
    public var validHostUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.valid_host) }
      nonmutating set { structure.pointee.valid_host = messageReference.store(newValue) }
    }

    /// `original_request` of grpc.reflection.v1alpha.ServerReflectionResponse.
    public var originalRequest: ServerReflectionRequest? {
      get { messageReference.message(structure.pointee.original_request) }
      nonmutating set { structure.pointee.original_request = messageReference.store(newValue) }
    }

    /// `originalRequest`; an empty one is put there where it is not set.
    public var mutableOriginalRequest: ServerReflectionRequest {
      if let existing = originalRequest { return existing }
      let made = ServerReflectionRequest(in: arena)
      originalRequest = made
      return made
    }

    /// This message is used to answer file_by_filename, file_containing_symbol,
    /// file_containing_extension requests with transitive dependencies. As
    /// the repeated label is not allowed in oneof fields, we use a
    /// FileDescriptorResponse message to encapsulate the repeated fields.
    /// The reflection service is allowed to avoid sending FileDescriptorProtos
    /// that were previously sent in response to earlier requests in the stream.
    public var fileDescriptorResponse: FileDescriptorResponse? {
      get {
        structure.pointee.message_response_case.rawValue == 4
          ? messageReference.message(structure.pointee.file_descriptor_response) : nil
      }
      nonmutating set {
        guard let newValue else { return clearMessageResponse(4) }
        structure.pointee.message_response_case = .init(rawValue: 4)
        structure.pointee.file_descriptor_response = messageReference.store(newValue)
      }
    }

    /// `fileDescriptorResponse`; an empty one is put there where it is not set.
    public var mutableFileDescriptorResponse: FileDescriptorResponse {
      if let existing = fileDescriptorResponse { return existing }
      let made = FileDescriptorResponse(in: arena)
      fileDescriptorResponse = made
      return made
    }

    /// This message is used to answer all_extension_numbers_of_type requst.
    public var allExtensionNumbersResponse: ExtensionNumberResponse? {
      get {
        structure.pointee.message_response_case.rawValue == 5
          ? messageReference.message(structure.pointee.all_extension_numbers_response) : nil
      }
      nonmutating set {
        guard let newValue else { return clearMessageResponse(5) }
        structure.pointee.message_response_case = .init(rawValue: 5)
        structure.pointee.all_extension_numbers_response = messageReference.store(newValue)
      }
    }

    /// `allExtensionNumbersResponse`; an empty one is put there where it is not set.
    public var mutableAllExtensionNumbersResponse: ExtensionNumberResponse {
      if let existing = allExtensionNumbersResponse { return existing }
      let made = ExtensionNumberResponse(in: arena)
      allExtensionNumbersResponse = made
      return made
    }

    /// This message is used to answer list_services request.
    public var listServicesResponse: ListServiceResponse? {
      get {
        structure.pointee.message_response_case.rawValue == 6
          ? messageReference.message(structure.pointee.list_services_response) : nil
      }
      nonmutating set {
        guard let newValue else { return clearMessageResponse(6) }
        structure.pointee.message_response_case = .init(rawValue: 6)
        structure.pointee.list_services_response = messageReference.store(newValue)
      }
    }

    /// `listServicesResponse`; an empty one is put there where it is not set.
    public var mutableListServicesResponse: ListServiceResponse {
      if let existing = listServicesResponse { return existing }
      let made = ListServiceResponse(in: arena)
      listServicesResponse = made
      return made
    }

    /// This message is used when an error occurs.
    public var errorResponse: ErrorResponse? {
      get {
        structure.pointee.message_response_case.rawValue == 7
          ? messageReference.message(structure.pointee.error_response) : nil
      }
      nonmutating set {
        guard let newValue else { return clearMessageResponse(7) }
        structure.pointee.message_response_case = .init(rawValue: 7)
        structure.pointee.error_response = messageReference.store(newValue)
      }
    }

    /// `errorResponse`; an empty one is put there where it is not set.
    public var mutableErrorResponse: ErrorResponse {
      if let existing = errorResponse { return existing }
      let made = ErrorResponse(in: arena)
      errorResponse = made
      return made
    }

    /// The server set one of the following fields according to the message_request
    /// in the request.
    public enum MessageResponse {
      /// This message is used to answer file_by_filename, file_containing_symbol,
      /// file_containing_extension requests with transitive dependencies. As
      /// the repeated label is not allowed in oneof fields, we use a
      /// FileDescriptorResponse message to encapsulate the repeated fields.
      /// The reflection service is allowed to avoid sending FileDescriptorProtos
      /// that were previously sent in response to earlier requests in the stream.
      case fileDescriptorResponse(FileDescriptorResponse)
      /// This message is used to answer all_extension_numbers_of_type requst.
      case allExtensionNumbersResponse(ExtensionNumberResponse)
      /// This message is used to answer list_services request.
      case listServicesResponse(ListServiceResponse)
      /// This message is used when an error occurs.
      case errorResponse(ErrorResponse)
    }

    /// The field that is set; nil for none, or one that this version does not know.
    public var messageResponse: MessageResponse? {
      get {
        switch structure.pointee.message_response_case.rawValue {
        case 4: fileDescriptorResponse.map(MessageResponse.fileDescriptorResponse)
        case 5: allExtensionNumbersResponse.map(MessageResponse.allExtensionNumbersResponse)
        case 6: listServicesResponse.map(MessageResponse.listServicesResponse)
        case 7: errorResponse.map(MessageResponse.errorResponse)
        default: nil
        }
      }
      nonmutating set {
        switch newValue {
        case nil: structure.pointee.message_response_case = .init(rawValue: 0)
        case .fileDescriptorResponse(let value): fileDescriptorResponse = value
        case .allExtensionNumbersResponse(let value): allExtensionNumbersResponse = value
        case .listServicesResponse(let value): listServicesResponse = value
        case .errorResponse(let value): errorResponse = value
        }
      }
    }

    private func clearMessageResponse(_ number: UInt32) {
      if structure.pointee.message_response_case.rawValue == number {
        structure.pointee.message_response_case = .init(rawValue: 0)
      }
    }
  }
}
