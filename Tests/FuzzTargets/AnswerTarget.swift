#if DEBUG
  import EventLoop
  import RPCCore

  @testable import HTTP2Transport

  /// Everything that a server can send after its SETTINGS, to a client's connection without a socket that carries four calls. The
  /// first byte says in pieces of what size it arrives. Afterwards each call has ended or is to be sent again, never both, and
  /// nothing is held.
  enum AnswerTarget {
    private final class Told: ClientConnectionDelegate {
      var sentAgain: [ClientStream] = []

      func connectionIsReady(_ connection: ClientConnection) {}
      func connectionIsGoingAway(_ connection: ClientConnection) {}
      func connectionHasRoom(_ connection: ClientConnection) {}
      func sendAgain(_ stream: ClientStream) { sentAgain.append(stream) }
    }

    private static let settings: [UInt8] = [0, 0, 0, 4, 0, 0, 0, 0, 0]

    /// One channel for all inputs, as in a client.
    private static let core: ChannelCore = {
      guard let loop = try? EventLoop(clock: .manual(ManualTime(nowMicroseconds: 1_000_000))) else {
        preconditionFailure("no event loop")
      }
      return ChannelCore(to: [], configuration: ChannelConfiguration(), on: loop)
    }()

    static func exercise(_ input: UnsafeRawBufferPointer) {
      core.loop.adoptCurrentThread()
      guard let first = input.first,
        let connection = ClientConnection(
          loop: core.loop, configuration: core.configuration, authority: "fuzz", isSecure: false, memory: core.memory)
      else { return }
      let told = Told()
      connection.delegate = told
      feed(connection, settings[...], pieceBytes: settings.count)
      let calls = open(on: connection)
      feed(connection, Array(input.dropFirst())[...], pieceBytes: max(1, Int(first)))
      // A caller who reads what came, and one who does not.
      while calls[0].nextMessagePlain() != nil {}
      connection.close("the input is at its end")
      for call in calls {
        let isToBeSent = told.sentAgain.contains { $0 === call }
        precondition((call.end != nil) != isToBeSent, "a call that ended twice, or never")
        precondition(call.connection == nil, "a call outlives its connection")
        while call.nextMessagePlain() != nil {}
      }
      precondition(connection.openStreams == 0, "a stream outlives its connection")
      precondition(connection.bufferedResponseBytes == 0, "an answer is still charged")
    }

    /// Two calls that are answered once, and two that are answered often, of which one may still send.
    private static func open(on connection: ClientConnection) -> [ClientStream] {
      let calls = (0..<4).map { number in
        let method = MethodDescription(
          service: "fuzz.S", name: "M", streamsRequests: number == 3, streamsResponses: number >= 2)
        let stream = ClientStream(core, method, .none)
        stream.enqueue([0, 0, 0, 0, 1, 7])
        if number != 3 { stream.halfClose() }
        precondition(connection.open(stream), "the connection is open")
        return stream
      }
      send(connection)
      return calls
    }

    private static func feed(_ connection: ClientConnection, _ bytes: ArraySlice<UInt8>, pieceBytes: Int) {
      var rest = bytes
      while !rest.isEmpty, !connection.isFinished {
        Array(rest.prefix(pieceBytes)).withUnsafeBytes { connection.receive($0) }
        rest = rest.dropFirst(pieceBytes)
        send(connection)
      }
    }

    private static func send(_ connection: ClientConnection) {
      let output = OutputBuffer()
      connection.produce(into: output, byteCountMax: 64 << 10)
    }
  }
#else
  /// Needs the transport's insides, which are open in debug builds alone.
  enum AnswerTarget {
    static func exercise(_ input: UnsafeRawBufferPointer) {}
  }
#endif
