import Messages
import MessagesBase
import RPCCore

/// grpc.reflection.v1alpha.ServerReflection, which older tools ask for. The same words in other types.
struct ReflectionServiceV1Alpha: GRPCReflectionV1Alpha.ServerReflection {
  let calls: Calls

  func serverReflectionInfo(
    _ requests: RequestStream<GRPCReflectionV1Alpha.ServerReflectionRequest>,
    responses: ResponseWriter<GRPCReflectionV1Alpha.ServerReflectionResponse>, context: ServerContext
  ) async throws(RPCError) {
    var conversation = ReflectionConversation()
    while let request = try await requests.next() {
      guard let question = request.messageRequest.map({ ReflectionConversation.Question($0) }) else {
        throw RPCError(.invalidArgument, "message_request: must be set")
      }
      let response = GRPCReflectionV1Alpha.ServerReflectionResponse(in: Arena())
      response.validHost = request.host
      response.originalRequest = request
      response.fill(conversation.answer(question))
      try await responses.send(response)
    }
  }
}

extension ReflectionConversation.Question {
  fileprivate init(_ request: GRPCReflectionV1Alpha.ServerReflectionRequest.MessageRequest) {
    switch request {
    case .fileByFilename(let name): self = .file(name)
    case .fileContainingSymbol(let name): self = .symbol(name)
    case .fileContainingExtension: self = .extensionOfType
    case .allExtensionNumbersOfType(let type): self = .extensionNumbers(ofType: type)
    case .listServices: self = .services
    }
  }
}

extension GRPCReflectionV1Alpha.ServerReflectionResponse {
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
