import CNghttp2
import EventLoop
import RPCCore

/// One call: what arrived of it, what waits to be sent, and the task of its handler. Confined to its connection's loop.
final class ServerStream: @unchecked Sendable {
  // Unchecked: touched by the loop's thread alone; `CallStream` hops there first. The properties that every call changes have no
  // check of exclusive access at run time either: none of their methods calls back, and the checks cost a tenth of a call.

  /// A message reserves so much memory when it is announced; more only as it arrives.
  private static let reserveBytesMax = 16 << 10

  let id: Int32
  let connection: HTTP2Connection
  @exclusivity(unchecked) var slot = 0

  let head: RequestHead
  @exclusivity(unchecked) var machine = CallMachine(.many)
  @exclusivity(unchecked) var context: ServerContext!
  @exclusivity(unchecked) private(set) var methodIndex = -1
  /// Whether the method streams in some direction.
  @exclusivity(unchecked) private var isStreaming = false
  /// When the head was complete, on the loop's clock.
  @exclusivity(unchecked) private(set) var openedMicroseconds: Int64 = 0
  /// The task that runs the handler, while it runs.
  @exclusivity(unchecked) private var task: HandlerTask?
  @exclusivity(unchecked) var deadlineTimer: EventLoop.TimerID?

  // The request.
  @exclusivity(unchecked) private(set) var framer: MessageFramer
  /// The one message of a method that takes one; its address is the handler's for as long as that runs.
  @exclusivity(unchecked) var request: RequestMemory
  /// The message that is arriving, for a method that takes many.
  @exclusivity(unchecked) private var message: [UInt8] = []
  @exclusivity(unchecked) var messages = ArrivedMessages()
  /// Bytes whose window the caller gets back once the handler has taken the messages before them.
  @exclusivity(unchecked) private var heldWindowBytes = 0
  @exclusivity(unchecked) var receiver: Waiter<Result<[UInt8]?, RPCError>>?
  @exclusivity(unchecked) var waiterCount = 0
  /// What this stream holds of its connection's budget.
  @exclusivity(unchecked) private var bufferedBytes = 0
  /// The part of it that is the message which the handler took last.
  @exclusivity(unchecked) var takenBytes = 0
  /// Why the call was ended against its handler.
  @exclusivity(unchecked) private var stopReason: RPCError?
  /// nghttp2 has closed the stream, or its connection did.
  @exclusivity(unchecked) private var isClosed = false

  // The answer.
  @exclusivity(unchecked) var outgoing = MessageQueue()
  /// The head tells that messages may be compressed.
  @exclusivity(unchecked) var answersMayBeCompressed = false
  /// nghttp2 was told that there is nothing to send for now.
  @exclusivity(unchecked) var isDeferred = false
  /// The trailers follow what waits.
  @exclusivity(unchecked) var isFinishing = false
  /// The answer is HTTP's alone: no trailers follow it.
  @exclusivity(unchecked) var isPlain = false
  /// The status of the trailers; nil for OK.
  @exclusivity(unchecked) var ending: RPCError?
  /// Why the transport ended the call, if it did.
  @exclusivity(unchecked) var refusal: CallRefusal?
  @exclusivity(unchecked) var isResetByUs = false
  /// Since when bytes wait without any of them being sent, on the loop's clock.
  @exclusivity(unchecked) var waitingSinceMicroseconds: Int64?
  /// Bytes that were sent since then.
  @exclusivity(unchecked) var sentBytes = 0
  /// What this stream holds of its connection's and its loop's budget for answers.
  @exclusivity(unchecked) var chargedAnswerBytes = 0
  @exclusivity(unchecked) var senders: [Waiter<RPCError?>] = []

  init(id: Int32, connection: HTTP2Connection, head: RequestHead) {
    self.id = id
    self.head = head
    self.connection = connection
    request = RequestMemory(connection.handlers.memory)
    framer = MessageFramer(
      messageBytesMax: connection.environment.limits.requestMessageBytesMax, allowsCompression: head.encoding != nil)
  }

  var loop: EventLoop { connection.loop }
  var limits: TransportLimits { _read { yield connection.environment.limits } }

  // MARK: The request arrives

  /// All fields of the head are there.
  func headReceived() {
    openedMicroseconds = loop.nowMicroseconds
    switch head.verdict() {
    case .refuse(let refusal): fail(refusal)
    case .accept(let method, let timeoutMicroseconds): accept(method, timeoutMicroseconds)
    case .tellHealth(let hasBody): tellHealth(hasBody: hasBody)
    }
  }

  private func accept(_ method: Int, _ timeoutMicroseconds: Int64?) {
    if !head.acceptsTrailers { connection.counters.requestsWithoutTE.add(1) }
    methodIndex = method
    isStreaming = connection.routes.isStreaming[method]
    let deadline = timeoutMicroseconds.map { loop.nowMicroseconds + $0 }
    if let deadline { deadlineTimer = loop.setTimer(atMicroseconds: deadline, self, token: 0) }
    context = ServerContext(
      path: connection.routes.methods[method].path, headers: head.metadata, deadlineMicroseconds: deadline,
      peer: connection.peer)
    switch connection.routes.cardinalities[method] {
    case .one:
      machine = CallMachine(.one)
      connection.watchForSlowStreams()
    case .many: connection.startable.append(self)
    }
  }

  func received(_ bytes: UnsafeRawBufferPointer) {
    if machine.isOver { return giveBackWindow(bytes.count) }
    heldWindowBytes += bytes.count
    var input = bytes
    reading: while true {
      switch framer.next(&input) {
      case .needMore: break reading
      case .began(let messageBytes):
        guard begin(messageBytes) else { break reading }
      case .payload(let part):
        guard append(part) else { break reading }
      case .ended: messageEnded()
      case .violation(let refusal):
        fail(refusal)
        break reading
      }
    }
    // What no complete message waits behind is given back at once: else a message larger than the window would never end.
    if messages.isEmpty { giveBackHeldWindow() }
  }

  private func begin(_ messageBytes: Int) -> Bool {
    switch machine.receiveMessage() {
    case .keep:
      guard charge(limits.messageOverheadBytes) else { return false }
      // Small messages fit at once; large ones grow with what has really arrived.
      let reserve = min(messageBytes, Self.reserveBytesMax)
      if machine.cardinality == .one { request.reserve(reserve) } else { message.reserveCapacity(reserve) }
      return true
    case .refuse(let refusal):
      fail(refusal)
      return false
    case .drop: return false
    }
  }

  private func append(_ part: UnsafeRawBufferPointer) -> Bool {
    guard charge(part.count) else { return false }
    if machine.cardinality == .one { request.append(part) } else { message.append(contentsOf: part) }
    return true
  }

  /// False when the connection's budget is used up; the call is ended then.
  func charge(_ count: Int) -> Bool {
    guard !machine.isOver else { return false }
    connection.bufferedRequestBytes += count
    bufferedBytes += count
    if connection.bufferedRequestBytes <= limits.bufferedRequestBytesPerConnectionMax { return true }
    fail(.bufferedRequestsOverLimit)
    return false
  }

  private func messageEnded() {
    guard !machine.isOver, machine.cardinality == .many else { return }
    var complete = ArrivedMessages.Message(bytes: [], isCompressed: framer.isCompressed)
    swap(&complete.bytes, &message)
    guard receiver != nil else { return messages.append(complete) }
    noteTaken(complete.bytes)
    if let plain = decoded(complete) { wakeReceiver(.success(plain)) }
  }

  private func release(_ count: Int) {
    bufferedBytes -= count
    connection.bufferedRequestBytes -= count
  }

  /// The handler has this message now, and none that it took before.
  func noteTaken(_ message: [UInt8]) {
    releaseTaken()
    takenBytes = message.count + limits.messageOverheadBytes
  }

  /// The handler is done with the message that it took last.
  func releaseTaken() {
    release(takenBytes)
    takenBytes = 0
  }

  /// Nothing of the request is kept, or charged, beyond what a running handler holds.
  func releaseRequest() {
    messages.removeAll()
    message = []
    if task == nil {
      request.removeAll()
      takenBytes = 0
      release(bufferedBytes)
    } else if machine.cardinality == .many {
      release(bufferedBytes - takenBytes)
    }
  }

  func giveBackHeldWindow() {
    let count = heldWindowBytes
    heldWindowBytes = 0
    if count > 0 { giveBackWindow(count) }
  }

  private func giveBackWindow(_ count: Int) {
    guard let session = connection.session else { return }
    nghttp2_session_consume_stream(session, id, count)
  }

  /// The caller has half-closed.
  func requestEnded() {
    switch machine.receiveEnd(isAtMessageBoundary: framer.isAtBoundary) {
    case .startHandler: connection.startable.append(self)
    case .tellHandler: wakeReceiver(.success(nil))
    case .refuse(let refusal): fail(refusal)
    case .nothing: break
    }
  }

  // MARK: The handler

  /// Runs the handler to its end in the pool's task. Begins on the loop's thread, outside of nghttp2.
  nonisolated(nonsending) func runHandler(in handlerTask: HandlerTask) async {
    guard begin(handlerTask) else { return }
    do throws(RPCError) {
      ended(try await callHandler(), nil)
    } catch {
      ended(nil, error)
    }
  }

  private func begin(_ handlerTask: HandlerTask) -> Bool {
    if machine.isOver { return false }
    guard connection.beginHandler(isStreaming: isStreaming) else {
      fail(.handlersOverLimit)
      return false
    }
    if head.encoding != nil, machine.cardinality == .one, !decodeRequest() {
      connection.endHandler(isStreaming: isStreaming)
      return false
    }
    task = handlerTask
    return true
  }

  private nonisolated(nonsending) func callHandler() async throws(RPCError) -> [UInt8]? {
    switch connection.routes.methods[methodIndex].handler {
    case .unary(let body): return try await body(request.bytes, context)
    case .serverStreaming(let body): return try await callHandler(body)
    case .clientStreaming(let body): return try await body(self, context)
    case .bidirectional(let body): return try await callHandler(body)
    }
  }

  // Functions of their own, so that what they need is not in the frame of a unary call, nor the other way round.

  private nonisolated(nonsending) func callHandler(
    _ body: Router.Handler.ServerStreaming
  ) async throws(RPCError) -> [UInt8]? {
    try await body(request.bytes, self, context)
    return nil
  }

  private nonisolated(nonsending) func callHandler(
    _ body: Router.Handler.Bidirectional
  ) async throws(RPCError) -> [UInt8]? {
    try await body(self, context)
    return nil
  }

  /// On the loop already, unless the handler ended on another executor than it began.
  private func ended(_ answer: [UInt8]?, _ error: RPCError?) {
    if loop.isCurrent { handlerEnded(answer, error) } else { loop.submit { self.handlerEnded(answer, error) } }
  }

  private func handlerEnded(_ answer: [UInt8]?, _ error: RPCError?) {
    task = nil
    connection.endHandler(isStreaming: isStreaming)
    releaseRequest()
    guard !machine.isOver else { return }
    if let answer, let refusal = enqueue(answer) { return fail(refusal) }
    finish(error)
  }

  /// Tells a handler that still runs that its call is over.
  func stopHandler(_ error: RPCError) {
    context?.setEnding(error)
    task?.cancel()
    stopWaiters(error)
  }

  /// Why the call is over, for a handler that still reads or writes.
  var failure: RPCError? { stopReason ?? (isClosed ? Self.cancelled : nil) }

  /// Tells whoever reads or writes that the call is over.
  func stopWaiters(_ error: RPCError) {
    stopReason = error
    wakeReceiver(.failure(error))
    wakeSenders(error)
  }

  /// The same once the stream is closed: nobody waits, in the usual case.
  func closeWaiters() {
    isClosed = true
    if receiver != nil || !senders.isEmpty { stopWaiters(failure ?? Self.cancelled) }
  }
}
