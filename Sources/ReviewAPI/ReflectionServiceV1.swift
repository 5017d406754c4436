import Messages
import MessagesBase
import RPCCore

/// grpc.reflection.v1.ServerReflection.
struct ReflectionServiceV1: GRPCReflectionV1.ServerReflection {
  let calls: Calls

  func serverReflectionInfo(
    _ requests: RequestStream<GRPCReflectionV1.ServerReflectionRequest>,
    responses: ResponseWriter<GRPCReflectionV1.ServerReflectionResponse>, context: ServerContext
  ) async throws(RPCError) {
    var conversation = ReflectionConversation()
    while let request = try await requests.next() {
      guard let question = request.messageRequest.map({ ReflectionConversation.Question($0) }) else {
        throw RPCError(.invalidArgument, "message_request: must be set")
      }
      let response = GRPCReflectionV1.ServerReflectionResponse(in: Arena())
      response.validHost = request.host
      response.originalRequest = request
      response.fill(conversation.answer(question))
      try await responses.send(response)
    }
  }
}

extension ReflectionConversation.Question {
  fileprivate init(_ request: GRPCReflectionV1.ServerReflectionRequest.MessageRequest) {
    switch request {
    case .fileByFilename(let name): self = .file(name)
    case .fileContainingSymbol(let name): self = .symbol(name)
    case .fileContainingExtension: self = .extensionOfType
    case .allExtensionNumbersOfType(let type): self = .extensionNumbers(ofType: type)
    case .listServices: self = .services
    }
  }
}

extension GRPCReflectionV1.ServerReflectionResponse {
  fileprivate func fill(_ answer: ReflectionConversation.Answer) {
    switch answer {
    case .files(let files): mutableFileDescriptorResponse.fileDescriptorProto.append(contentsOf: files)
    case .noExtensions(let type): mutableAllExtensionNumbersResponse.baseTypeName = type
    case .services(let names):
      for name in names { mutableListServicesResponse.service.appendNew().name = name }
    case .notFound(let message):
      mutableErrorResponse.errorCode = StatusCode.notFound.rawValue
      mutableErrorResponse.errorMessage = message
    }
  }
}
