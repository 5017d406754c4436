import Messages
import MessagesBase
import RPCCore
import Testing

@Suite("The contract describes itself")
struct DescriptorIndexTests {
  private let index: DescriptorIndex

  init() throws { index = try DescriptorIndex(DescriptorSet.bytes) }

  @Test("services are listed in order")
  func services() {
    #expect(
      index.services == [
        "countersign.v1.AdminService", "countersign.v1.AuditService", "countersign.v1.ReviewService",
        "countersign.v1.RiskClassifierService",
        "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection",
      ])
  }

  @Test(
    "every kind of symbol leads to its file",
    arguments: [
      ("countersign.v1.ReviewService", "countersign/v1/review_service.proto", DescriptorIndex.SymbolKind.service),
      ("countersign.v1.ReviewService.SubmitQuery", "countersign/v1/review_service.proto", .method),
      ("countersign.v1.SlaUpdate.Clock", "countersign/v1/review_service.proto", .message),
      ("countersign.v1.SlaUpdate.Clock.audit_id", "countersign/v1/review_service.proto", .field),
      ("countersign.v1.WatchPendingReviewsResponse.event", "countersign/v1/review_service.proto", .oneof),
      ("countersign.v1.Execution.State", "countersign/v1/types.proto", .enumeration),
      ("countersign.v1.Execution.STATE_FAILED", "countersign/v1/types.proto", .enumerationValue),
      ("countersign.v1.RISK_LEVEL_HIGH", "countersign/v1/types.proto", .enumerationValue),
      ("google.rpc.BadRequest.FieldViolation", "google/rpc/error_details.proto", .message),
      ("google.protobuf.Timestamp", "google/protobuf/timestamp.proto", .message),
    ])
  func symbols(symbol: String, file: String, kind: DescriptorIndex.SymbolKind) {
    #expect(index.file(declaring: symbol)?.name == file)
    #expect(index.kind(of: symbol) == kind)
  }

  @Test(
    "what is not declared is not found",
    arguments: ["", "countersign.v1", "countersign.v1.Nothing", ".google.rpc.Status"])
  func unknown(symbol: String) {
    #expect(index.file(declaring: symbol) == nil)
    #expect(index.file(named: symbol) == nil)
  }

  @Test("a file comes with everything that it imports, each once")
  func imports() throws {
    let file = try #require(index.file(named: "countersign/v1/review_service.proto"))
    #expect(file.package == "countersign.v1")
    #expect(
      index.withImports(file).map(\.name).sorted() == [
        "countersign/v1/review_service.proto", "countersign/v1/types.proto", "google/protobuf/duration.proto",
        "google/protobuf/struct.proto", "google/protobuf/timestamp.proto",
      ])
    #expect(index.withImports(file).first?.name == file.name)
    for file in index.files { #expect(file.imports.allSatisfy { index.file(named: $0) != nil }) }
  }

  @Test("the methods that the code declares are the contract's")
  func methods() {
    let methods =
      CountersignV1.ReviewServiceMethods.all + CountersignV1.AdminServiceMethods.all
      + CountersignV1.AuditServiceMethods.all
      + GRPCHealthV1.HealthMethods.all + GRPCReflectionV1.ServerReflectionMethods.all
      + GRPCReflectionV1Alpha.ServerReflectionMethods.all
    for method in methods { #expect(index.kind(of: method.fullName) == .method) }
    #expect(CountersignV1.ReviewServiceMethods.all.count == 18)
    #expect(CountersignV1.ReviewServiceMethods.getReview.hasNoSideEffects)
    #expect(!CountersignV1.ReviewServiceMethods.submitQuery.hasNoSideEffects)
    #expect(CountersignV1.ReviewServiceMethods.watchPendingReviews.streamsResponses)
    #expect(GRPCReflectionV1.ServerReflectionMethods.serverReflectionInfo.streamsRequests)
  }

  @Test("the set holds no comments, which are not for the wire")
  func noComments() {
    let text = String(decoding: DescriptorSet.bytes, as: UTF8.self)
    #expect(!text.contains("Puts a person between"))
  }

  @Test("bytes that are no descriptor set are refused")
  func malformed() {
    let bytes: [UInt8] = [0x0A, 9, 0]
    #expect(throws: RPCError.self) { try bytes.withUnsafeBytes { _ = try DescriptorIndex($0) } }
  }
}
