import Messages
import MessagesBase
import RPCCore
import Testing

@testable import ReviewAPI

/// transport.md §1a.
@Suite("Reflection")
struct ReflectionTests {
  typealias Request = GRPCReflectionV1.ServerReflectionRequest
  typealias Response = GRPCReflectionV1.ServerReflectionResponse

  @Test(
    "every kind of name finds its file",
    arguments: [
      ("countersign.v1.ReviewService", "countersign/v1/review_service.proto"),
      ("countersign.v1.ReviewService.SubmitQuery", "countersign/v1/review_service.proto"),
      ("countersign.v1.Review", "countersign/v1/types.proto"),
      ("countersign.v1.Review.model_confidence", "countersign/v1/types.proto"),
      ("countersign.v1.Review.model_confidence_presence", "countersign/v1/types.proto"),
      ("countersign.v1.SlaUpdate.Clock", "countersign/v1/review_service.proto"),
      ("countersign.v1.Execution.State", "countersign/v1/types.proto"),
      ("countersign.v1.Execution.STATE_EXECUTED", "countersign/v1/types.proto"),
      ("countersign.v1.RISK_LEVEL_HIGH", "countersign/v1/types.proto"),
      ("google.protobuf.Timestamp", "google/protobuf/timestamp.proto"),
      ("grpc.health.v1.Health.Check", "grpc/health/v1/health.proto"),
    ])
  func symbols(_ symbol: String, _ file: String) { #expect(ReflectionIndex.contract.fileOfSymbol[symbol] == file) }

  @Test("a file comes first, then what it imports, and nothing twice on one stream")
  func files() {
    var conversation = ReflectionConversation()
    guard case .files(let first) = conversation.answer(.symbol("countersign.v1.ReviewService")) else {
      Issue.record("no files")
      return
    }
    #expect(first.count == 5)
    #expect(Self.name(first[0]) == "countersign/v1/review_service.proto")
    #expect(Set(first.map(Self.name)).isSuperset(of: ["countersign/v1/types.proto", "google/protobuf/struct.proto"]))
    guard case .files(let second) = conversation.answer(.file("countersign/v1/types.proto")) else {
      Issue.record("no files")
      return
    }
    #expect(second.map(Self.name) == ["countersign/v1/types.proto"])
  }

  /// FileDescriptorProto.name: field 1, which protoc writes first.
  private static func name(_ file: [UInt8]) -> String {
    guard file.count > 2, file[0] == 0x0A else { return "" }
    return String(decoding: file[2..<2 + Int(file[1])], as: UTF8.self)
  }

  @Test("what is not there is told in the stream, which goes on")
  func unknown() {
    var conversation = ReflectionConversation()
    #expect(conversation.answer(.file("no.proto")) == .notFound("no such file"))
    #expect(conversation.answer(.symbol("no.Such")) == .notFound("no such symbol"))
    #expect(conversation.answer(.extensionOfType) == .notFound("no such extension"))
    #expect(conversation.answer(.extensionNumbers(ofType: "no.Such")) == .notFound("no such type"))
    #expect(
      conversation.answer(.extensionNumbers(ofType: "countersign.v1.Money"))
        == .noExtensions(ofType: "countersign.v1.Money"))
    #expect(conversation.answer(.services) == .services(ServiceNames.all))
  }

  private static func converse(_ service: ServiceUnderTest, _ requests: [Request]) throws -> StreamUnderTest<Response> {
    let path = GRPCReflectionV1.ServerReflectionMethods.serverReflectionInfo.path
    guard case .bidirectional(let handler) = service.router.methods[path]?.handler else {
      throw RPCError(.unimplemented, path)
    }
    let context = service.context(GRPCReflectionV1.ServerReflectionMethods.serverReflectionInfo)
    let bytes = try requests.map { try Array($0.sealed().dropFirst(MessageBuffer.prefixBytes)) }
    return StreamUnderTest(requests: bytes) { stream in try await handler(stream, context) }
  }

  @Test("a stream answers each question with the host and the question")
  func stream() async throws {
    try await ServiceUnderTest.run { service in
      let stream = try Self.converse(
        service,
        [
          Arena.make { request in
            request.host = "h"
            request.listServices = ""
          },
          Arena.make { $0.fileContainingSymbol = "no.Such" },
          Arena.make { $0.fileByFilename = "countersign/v1/errors.proto" },
        ])
      let services = try await stream.expectNext()
      #expect(services.validHost == "h")
      #expect(services.originalRequest?.listServices == "")
      #expect(services.listServicesResponse.map { $0.service.map(\.name) } == ServiceNames.all)
      #expect(services.listServicesResponse?.service.count == 6)
      let unknown = try await stream.expectNext()
      #expect(unknown.errorResponse?.errorCode == 5)
      let file = try await stream.expectNext()
      #expect(file.fileDescriptorResponse?.fileDescriptorProto.count == 1)
      #expect(try await stream.next() == nil)
      #expect(await stream.end() == nil)
    }
  }

  @Test("a question that is none ends the stream with INVALID_ARGUMENT")
  func noQuestion() async throws {
    try await ServiceUnderTest.run { service in
      let stream = try Self.converse(service, [Arena.make()])
      #expect(await stream.end()?.code == .invalidArgument)
    }
  }

  @Test("v1alpha is offered too")
  func alpha() async throws {
    try await ServiceUnderTest.run { service in
      let method = GRPCReflectionV1Alpha.ServerReflectionMethods.serverReflectionInfo
      guard case .bidirectional(let handler) = service.router.methods[method.path]?.handler else {
        throw RPCError(.unimplemented, method.path)
      }
      let request: GRPCReflectionV1Alpha.ServerReflectionRequest = Arena.make { $0.listServices = "*" }
      let bytes = try Array(request.sealed().dropFirst(MessageBuffer.prefixBytes))
      let context = service.context(method)
      let stream = StreamUnderTest<GRPCReflectionV1Alpha.ServerReflectionResponse>(requests: [bytes]) { stream in
        try await handler(stream, context)
      }
      #expect(try await stream.expectNext().listServicesResponse?.service.count == 6)
    }
  }
}
