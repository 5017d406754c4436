import EventLoop
import RPCCore
import Synchronization
import Testing

@testable import HTTP2Transport

@Suite("Ends that come before anybody expects them")
struct EarlyEndTests {
  @Test("a call that ends before its handler has suspended for the first time is cancelled all the same")
  func cancelledInTheFirstRun() throws {
    let isCancelled = Mutex<Bool?>(nil)
    var router = Router()
    router.add(
      path: "/t.S/Shout",
      .serverStreaming { _, stream, _ throws(RPCError) in
        // More than may wait: the transport ends the call while this task has not left the stack of the loop yet.
        do throws(RPCError) { try await stream.send([UInt8](repeating: 0, count: 4_096)) } catch {
          await Task.yield()
          isCancelled.withLock { $0 = Task.isCancelled }
          throw error
        }
      })
    var configuration = ServerConfiguration()
    configuration.limits.queuedAnswerBytesPerConnectionMax = 1_024
    let conversation = try Conversation(configuration: configuration, router: router)
    #expect(conversation.call("/t.S/Shout", sealed([])).status == 8)
    #expect(isCancelled.withLock { $0 } == true)
    #expect(conversation.snapshot.activeHandlers == 0)
  }

  @Test(
    "a loop that stops before its channel is closed ends the calls with UNAVAILABLE, and those that come later",
    .timeLimit(.minutes(1)))
  func loopStopsFirst() async throws {
    let servers = try EventLoopGroup(count: 1)
    let clients = try EventLoopGroup(count: 1)
    try servers.start()
    try clients.start()
    let handlers = TestHandlers()
    let server = HTTP2Server(router: handlers.router, loops: servers)
    let address = try server.start([#require(ListenAddress("127.0.0.1:0"))])[0]
    let channel = Channel(to: [address], on: clients.loops[0])
    async let waiting = failure { _ = try await channel.unary(method("Wait"), sealed([]), options: .none) }
    while handlers.notes.withLock({ $0.isEmpty }) { await Task.yield() }
    clients.stop()
    #expect(await waiting?.code == .unavailable)
    #expect(
      await failure { _ = try await channel.unary(method("Echo"), sealed([]), options: .none) }?.code == .unavailable)
    await channel.close()
    handlers.release()
    server.stop()
    servers.stop()
  }

  @Test("a server whose loops stop first cancels its handlers, and they end", .timeLimit(.minutes(1)))
  func serverLoopStopsFirst() async throws {
    let servers = try EventLoopGroup(count: 1)
    let clients = try EventLoopGroup(count: 1)
    try servers.start()
    try clients.start()
    let handlers = TestHandlers()
    let server = HTTP2Server(router: handlers.router, loops: servers)
    let address = try server.start([#require(ListenAddress("127.0.0.1:0"))])[0]
    let channel = Channel(to: [address], on: clients.loops[0])
    async let waiting = failure { _ = try await channel.unary(method("Wait"), sealed([]), options: .none) }
    while handlers.notes.withLock({ $0.isEmpty }) { await Task.yield() }
    servers.stop()
    #expect(await waiting?.code == .unavailable)
    handlers.release()
    while handlers.notes.withLock({ !$0.contains("cancelled") }) { await Task.yield() }
    await channel.close()
    clients.stop()
    #expect(server.snapshot.connectionsOpen == 0)
  }
}
