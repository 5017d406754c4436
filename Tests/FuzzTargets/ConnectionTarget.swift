#if DEBUG
  import EventLoop
  import RPCCore

  @testable import HTTP2Transport

  /// Everything that a peer can send after its preface, to a connection without a socket. The first byte says in pieces of what
  /// size it arrives. Afterwards nothing is held: no call, no handler, no byte of any budget.
  enum ConnectionTarget {
    private static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + [0, 0, 0, 4, 0, 0, 0, 0, 0]

    /// One loop for all inputs, as in a server: the tasks of its handlers wait for the next call.
    private static let server: (loop: EventLoop, handlers: HandlerPool, environment: ServerEnvironment) = {
      guard let loop = try? EventLoop(clock: .manual(ManualTime(nowMicroseconds: 1_000_000))) else {
        preconditionFailure("no event loop")
      }
      loop.adoptCurrentThread()
      let environment = ServerEnvironment(
        router: EchoRouter.router, configuration: ServerConfiguration(), loopCount: 1)
      return (loop, HandlerPool(loop: loop), environment)
    }()

    static func exercise(_ input: UnsafeRawBufferPointer) {
      let (loop, handlers, environment) = server
      loop.adoptCurrentThread()
      guard let first = input.first,
        let connection = HTTP2Connection(
          loop: loop, handlers: handlers, environment: environment, peerAddress: "fuzz")
      else { return }
      feed(connection, preface[...], pieceBytes: preface.count, loop)
      feed(connection, Array(input.dropFirst())[...], pieceBytes: max(1, Int(first)), loop)
      connection.close()
      for _ in 0..<4 { loop.turn(waitMicrosecondsMax: 0) }
      precondition(connection.activeHandlers == 0, "a handler outlives its connection")
      precondition(connection.openStreams == 0, "a stream outlives its connection")
      precondition(connection.bufferedRequestBytes == 0, "a request is still charged")
      precondition(connection.queuedAnswerBytes == 0, "an answer is still charged")
    }

    private static func feed(
      _ connection: HTTP2Connection, _ bytes: ArraySlice<UInt8>, pieceBytes: Int, _ loop: EventLoop
    ) {
      let output = OutputBuffer()
      var rest = bytes
      while !rest.isEmpty {
        let piece = Array(rest.prefix(pieceBytes))
        rest = rest.dropFirst(pieceBytes)
        guard piece.withUnsafeBytes({ connection.receive($0) }) else { return }
        loop.turn(waitMicrosecondsMax: 0)
        connection.produce(into: output, byteCountMax: 64 << 10)
        output.removeAll()
      }
    }
  }
#else
  /// Needs the transport's insides, which are open in debug builds alone.
  enum ConnectionTarget {
    static func exercise(_ input: UnsafeRawBufferPointer) {}
  }
#endif
