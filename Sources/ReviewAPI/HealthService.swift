import Messages
import MessagesBase
import RPCCore
import ReviewCore
import ReviewEngine
import Synchronization

/// Whether this server takes calls: as long as its engine does, and until it drains.
public final class HealthState: Sendable {
  private struct State {
    var isDraining = false
    var watchers: [UInt64: CheckedContinuation<Void, Never>] = [:]
    var nextWatcher: UInt64 = 0
  }

  let engine: ReviewEngine
  private let state = Mutex(State())

  init(engine: ReviewEngine) { self.engine = engine }

  /// From now on every service is NOT_SERVING, for good; health watches are told and end, so that the server can.
  public func setDraining() {
    let watchers = state.withLock { state in
      state.isDraining = true
      defer { state.watchers = [:] }
      return state.watchers
    }
    for watcher in watchers.values { watcher.resume() }
  }

  /// Whether `setDraining()` was called.
  public var isDraining: Bool { state.withLock { $0.isDraining } }

  /// Whether calls are taken.
  public var isServing: Bool { !isDraining && engine.isServing }

  /// Returns once the server drains, or when the task is cancelled.
  func waitForDraining() async {
    let number = state.withLock { state in
      state.nextWatcher += 1
      return state.nextWatcher
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let mustWait = state.withLock { state in
          guard !state.isDraining, !Task.isCancelled else { return false }
          state.watchers[number] = continuation
          return true
        }
        if !mustWait { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.watchers.removeValue(forKey: number) }?.resume()
    }
  }

  /// Returns once `isServing` is no longer `value`, once the server drains, or when the task is cancelled.
  func waitForChange(from value: Bool) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.waitForDraining() }
      // Over the limit of waiting calls the draining alone is waited for: the status stays right, only late.
      group.addTask {
        do { try await self.engine.waitForServing(otherThan: value) } catch { await self.waitForDraining() }
      }
      await group.next()
      group.cancelAll()
    }
  }
}

/// grpc.health.v1.Health: "" and each service of this server.
struct HealthService: GRPCHealthV1.Health {
  typealias Methods = GRPCHealthV1.HealthMethods
  typealias ServingStatus = GRPCHealthV1.HealthCheckResponse.ServingStatus

  /// Services that one List can name (health.proto); there are fewer.
  static let listCountMax = 100

  let calls: Calls
  let state: HealthState

  /// The whole server, and each of its services.
  static let names = [""] + ServiceNames.all

  func check(
    _ request: GRPCHealthV1.HealthCheckRequest, context: ServerContext
  ) async throws(RPCError) -> GRPCHealthV1.HealthCheckResponse {
    guard Self.names.contains(request.service) else { throw RPCError(.notFound, "unknown service") }
    let response = GRPCHealthV1.HealthCheckResponse(in: request.arena)
    response.status = status
    return response
  }

  func list(
    _ request: GRPCHealthV1.HealthListRequest, context: ServerContext
  ) async throws(RPCError) -> GRPCHealthV1.HealthListResponse {
    let response = GRPCHealthV1.HealthListResponse(in: request.arena)
    let status = status
    guard Self.names.count <= Self.listCountMax else {
      throw RPCError(.resourceExhausted, "more than \(Self.listCountMax) services")
    }
    for name in Self.names {
      let entry = response.statuses.appendNew()
      entry.key = name
      entry.mutableValue.status = status
    }
    return response
  }

  /// The status at once, then each change. Ends with UNAVAILABLE after the last one, when the server drains.
  func watch(
    _ request: consuming GRPCHealthV1.HealthCheckRequest, responses: ResponseWriter<GRPCHealthV1.HealthCheckResponse>,
    context: ServerContext
  ) async throws(RPCError) {
    let isKnown = Self.names.contains(request.service)
    _ = consume request
    if isKnown {
      try await watchKnown(responses)
    } else {
      try await send(.serviceUnknown, to: responses)
      await state.waitForDraining()
    }
    if Task.isCancelled { throw RPCError(.cancelled, "the call was cancelled") }
    throw calls.failure(.serverEnds, of: Methods.watch)
  }

  private func watchKnown(_ responses: ResponseWriter<GRPCHealthV1.HealthCheckResponse>) async throws(RPCError) {
    while true {
      let isServing = state.isServing
      try await send(isServing ? .serving : .notServing, to: responses)
      while state.isServing == isServing {
        if state.isDraining || Task.isCancelled { return }
        await state.waitForChange(from: isServing)
      }
    }
  }

  private func send(
    _ status: ServingStatus, to responses: ResponseWriter<GRPCHealthV1.HealthCheckResponse>
  ) async throws(RPCError) {
    let response = GRPCHealthV1.HealthCheckResponse(in: Arena(expectedBytes: 64))
    response.status = status
    try await responses.send(response)
  }

  private var status: ServingStatus { state.isServing ? .serving : .notServing }
}

/// The services of this server.
enum ServiceNames {
  /// Sorted.
  static let all = [
    CountersignV1.AdminServiceMethods.service, CountersignV1.AuditServiceMethods.service,
    CountersignV1.ReviewServiceMethods.service, GRPCHealthV1.HealthMethods.service,
    GRPCReflectionV1.ServerReflectionMethods.service, GRPCReflectionV1Alpha.ServerReflectionMethods.service,
  ].sorted()
}
