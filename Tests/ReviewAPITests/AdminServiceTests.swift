import Messages
import MessagesBase
import RPCCore
import Testing

@testable import ReviewAPI

@Suite("The service about itself")
struct AdminServiceTests {
  @Test("GetServiceStatus names version, parts, queues, sequence and policy")
  func status() async throws {
    try await ServiceUnderTest.run { service in
      _ = try await service.submitted()
      service.clock.advance(seconds: 5 * 3600)
      let status: CountersignV1.GetServiceStatusResponse = try await service.call(
        AdminMethods.getServiceStatus, Arena.make { (_: CountersignV1.GetServiceStatusRequest) in })
      #expect(status.version == "1.2.3")
      #expect(status.components.map(\.name) == ["store", "audit_trail", "execution", "classifier", "slack"])
      #expect(status.components.map(\.state) == [.ready, .ready, .ready, .disabled, .disabled])
      let queue = try #require(status.queues.first { $0.waiting > 0 })
      #expect(["Senior Analyst", "Head of Trading"].contains(queue.reviewerRole))
      #expect(queue.earliestDeadline != nil)
      #expect(status.auditSequence >= 3)
      #expect(status.policyVersion.utf8.count == 64)
      #expect(status.startedAt?.unixMicroseconds == ManualClock.start.unixMicroseconds)
    }
  }

  // domain.md §1 Capabilities.
  @Test("every method of the contract has its capability, once")
  func capabilities() {
    let methods = ReviewMethods.all + AuditMethods.all + AdminMethods.all
    #expect(Set(Capability.byMethod.map(\.method.path)) == Set(methods.map(\.path)))
    #expect(Capability.byMethod.count == methods.count)
    #expect(Capability.byMethod.allSatisfy { !$0.capabilities.isEmpty })
    #expect(Set(Capability.byMethod.flatMap(\.capabilities)) == Set(Capability.allCases))
  }
}

@Suite("Health")
struct HealthTests {
  typealias Check = GRPCHealthV1.HealthCheckRequest
  typealias Status = GRPCHealthV1.HealthCheckResponse
  typealias Methods = GRPCHealthV1.HealthMethods

  private static func check(_ service: ServiceUnderTest, _ name: String) async throws -> Status.ServingStatus {
    let response: Status = try await service.call(
      Methods.check, Arena.make { (request: Check) in request.service = name })
    return response.status
  }

  @Test("the server and each service are SERVING, until the server drains, for good")
  func check() async throws {
    try await ServiceUnderTest.run { service in
      for name in ["", "countersign.v1.ReviewService", "countersign.v1.AuditService", "grpc.health.v1.Health"] {
        #expect(try await Self.check(service, name) == .serving)
      }
      let unknown = try await service.refusal(Methods.check, Arena.make { (request: Check) in request.service = "no" })
      #expect(unknown.code == .notFound)
      service.api.health.setDraining()
      #expect(try await Self.check(service, "") == .notServing)
      #expect(!service.api.health.isServing)
    }
  }

  @Test("List has them all")
  func list() async throws {
    try await ServiceUnderTest.run { service in
      let list: GRPCHealthV1.HealthListResponse = try await service.call(
        Methods.list, Arena.make { (_: GRPCHealthV1.HealthListRequest) in })
      #expect(list.statuses.count == 7)
      #expect(list.statuses.allSatisfy { $0.value?.status == .serving })
      #expect(list.statuses.count <= HealthService.listCountMax)
    }
  }

  @Test("Watch tells the status at once and each change, and ends when the server drains")
  func watch() async throws {
    try await ServiceUnderTest.run { service in
      let watch: StreamUnderTest<Status> = try service.open(Methods.watch, Arena.make { (_: Check) in })
      #expect(try await watch.expectNext().status == .serving)
      service.api.health.setDraining()
      #expect(try await watch.expectNext().status == .notServing)
      #expect(await watch.end()?.code == .unavailable)
    }
  }

  @Test("Watch of an unknown service says so and stays open")
  func watchUnknown() async throws {
    try await ServiceUnderTest.run { service in
      let watch: StreamUnderTest<Status> = try service.open(
        Methods.watch, Arena.make { (request: Check) in request.service = "later" })
      #expect(try await watch.expectNext().status == .serviceUnknown)
      await watch.cancel()
      #expect(await watch.end()?.code == .cancelled)
    }
  }

  @Test("Watch notices that the engine stops")
  func watchStop() async throws {
    try await ServiceUnderTest.run { service in
      let watch: StreamUnderTest<Status> = try service.open(Methods.watch, Arena.make { (_: Check) in })
      #expect(try await watch.expectNext().status == .serving)
      service.engine.stop()
      #expect(try await watch.expectNext().status == .notServing)
      await watch.cancel()
    }
  }
}
