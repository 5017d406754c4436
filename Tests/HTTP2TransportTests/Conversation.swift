import EventLoop
import RPCCore
import Synchronization

@testable import HTTP2Transport

/// A client and a connection that talk without a socket, on a loop and a clock that the test moves.
final class Conversation {
  let time = ManualTime(nowMicroseconds: 1_000_000)
  let loop: EventLoop
  let connection: HTTP2Connection
  let client: ClientSession
  let environment: ServerEnvironment
  private let output = OutputBuffer()
  /// The client's bytes arrive in pieces of this size.
  private let pieceBytes: Int

  init(
    client: ClientSession = ClientSession(), configuration: ServerConfiguration = ServerConfiguration(),
    handlers: TestHandlers = TestHandlers(), router: Router? = nil, pieceBytes: Int = .max
  ) throws {
    loop = try EventLoop(clock: .manual(time))
    loop.adoptCurrentThread()
    self.client = client
    self.pieceBytes = pieceBytes
    environment = ServerEnvironment(router: router ?? handlers.router, configuration: configuration, loopCount: 1)
    connection = HTTP2Connection(
      loop: loop, handlers: HandlerPool(loop: loop), environment: environment, peerAddress: "test")!
  }

  deinit {
    connection.close()
    for _ in 0..<4 { loop.turn(waitMicrosecondsMax: 0) }
  }

  var snapshot: ServerSnapshot { environment.snapshot }

  /// Carries bytes both ways until both sides are silent.
  func exchange() {
    var isSilent = false
    while !isSilent {
      isSilent = true
      var rest = client.output()[...]
      while !rest.isEmpty {
        let piece = Array(rest.prefix(pieceBytes))
        rest = rest.dropFirst(pieceBytes)
        _ = piece.withUnsafeBytes { connection.receive($0) }
        isSilent = false
        deliver()
      }
      loop.turn(waitMicrosecondsMax: 0)
      if deliver() { isSilent = false }
    }
  }

  /// What the connection has to say goes to the client.
  @discardableResult
  func deliver() -> Bool {
    var hasDelivered = false
    while true {
      connection.produce(into: output, byteCountMax: 64 << 10)
      if output.isEmpty { return hasDelivered }
      client.receive(Array(output.bytes))
      output.removeAll()
      hasDelivered = true
    }
  }

  func advance(byMicroseconds difference: Int64) {
    time.advance(byMicroseconds: difference)
    exchange()
  }

  /// One call from its start to the silence after it.
  func call(
    _ path: String, _ body: [UInt8] = [], headers: [(String, String)] = [], without: [String] = []
  ) -> ClientSession.Answer {
    let streamID = client.call(path, body, headers: headers, without: without)
    exchange()
    return client.answers[streamID]!
  }
}

/// The handlers of the tests, and what they noticed.
final class TestHandlers: Sendable {
  let notes = Mutex<[String]>([])
  /// Callers of /t.S/Wait, held until `release`.
  private let waiting = Mutex<[CheckedContinuation<Void, Never>]>([])
  let sentCount = Atomic<Int>(0)
  /// Of the calls of /t.S/Peer.
  let peers = Mutex<[Peer]>([])

  func note(_ text: String) { notes.withLock { $0.append(text) } }

  func release() {
    let waiting = waiting.withLock { list in
      defer { list = [] }
      return list
    }
    for continuation in waiting { continuation.resume() }
  }

  private func wait() async {
    await withCheckedContinuation { continuation in waiting.withLock { $0.append(continuation) } }
  }

  var router: Router {
    var router = Router()
    router.add(path: "/t.S/Echo", .unary { message, _ throws(RPCError) in sealed(Array(message)) })
    router.add(
      path: "/t.S/Peer",
      .unary { _, context throws(RPCError) in
        self.peers.withLock { $0.append(context.peer) }
        return sealed([])
      })
    router.add(
      path: "/t.S/Fail",
      .unary { _, context throws(RPCError) in
        context.trailingMetadata.append("x-bin", [0xab, 0xab, 0xab])
        throw RPCError(.notFound, "no ☺", detail: "secret", statusDetails: [1, 2])
      })
    router.add(
      path: "/t.S/Refuse",
      .unary { _, context throws(RPCError) in
        context.initialMetadata.append("x-initial", "a")
        context.trailingMetadata.append("x-trailing", "b")
        throw RPCError(.permissionDenied, "no")
      })
    router.add(
      path: "/t.S/Verbose",
      .unary { _, _ throws(RPCError) in
        throw RPCError(
          .internal, String(repeating: "m", count: 3_000), statusDetails: [UInt8](repeating: 1, count: 3_000))
      })
    router.add(
      path: "/t.S/Metadata",
      .unary { message, context throws(RPCError) in
        context.initialMetadata.append("x-initial", context.metadata[first: "x-in"] ?? [])
        context.trailingMetadata.append("x-trailing-bin", context.metadata[first: "x-in-bin"] ?? [])
        return sealed(Array(context.path.utf8))
      })
    router.add(
      path: "/t.S/Wait",
      .unary { message, _ throws(RPCError) in
        self.note("started")
        await self.wait()
        self.note(Task.isCancelled ? "cancelled" : "went on")
        return sealed(Array(message))
      })
    router.add(
      path: "/t.S/Count",
      .serverStreaming { message, stream, _ throws(RPCError) in
        for number in 0..<message[0] { try await stream.send(sealed([number])) }
      })
    router.add(
      path: "/t.S/Half",
      .serverStreaming { message, stream, _ throws(RPCError) in
        try await stream.send(sealed(Array(message)))
        throw RPCError(.aborted, "not the whole answer")
      })
    router.add(
      path: "/t.S/Greet",
      .serverStreaming { _, _, context throws(RPCError) in context.initialMetadata.append("x-initial", [0x76]) })
    router.add(
      path: "/t.S/Flood",
      .serverStreaming { _, stream, _ throws(RPCError) in
        do throws(RPCError) {
          while true {
            try await stream.send(sealed([UInt8](repeating: 7, count: 10_000)))
            self.sentCount.add(1, ordering: .relaxed)
          }
        } catch {
          self.note("\(error.code)")
          throw error
        }
      })
    router.add(
      path: "/t.S/Sum",
      .clientStreaming { stream, _ throws(RPCError) in
        var sum = 0
        while let message = try await stream.nextMessage() { sum += message.count }
        return sealed(Array(String(sum).utf8))
      })
    router.add(
      path: "/t.S/Chat",
      .bidirectional { stream, _ throws(RPCError) in
        do throws(RPCError) {
          while let message = try await stream.nextMessage() { try await stream.send(sealed(message)) }
        } catch {
          self.note("\(error.code)")
          throw error
        }
      })
    router.add(
      path: "/t.S/Slow",
      .bidirectional { stream, _ throws(RPCError) in
        await self.wait()
        while let message = try await stream.nextMessage() { try await stream.send(sealed(message)) }
      })
    return router
  }
}
