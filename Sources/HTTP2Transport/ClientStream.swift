import EventLoop
import RPCCore

/// One call of a client: what waits to be sent, what arrived, and who waits for it. Confined to its channel's loop.
///
/// It outlives the stream that carries it: a call that a server certainly did not process is sent again on another.
final class ClientStream: TimerHandler, @unchecked Sendable {
  // Unchecked: touched by the loop's thread alone, but for what is immutable; `ClientStream+Calling` hops there first.

  /// A message reserves so much memory when it is announced; more only as it arrives.
  private static let reserveBytesMax = 16 << 10

  let channel: ChannelCore
  let method: MethodDescription
  let options: CallOptions
  /// On the loop's clock.
  let deadlineMicroseconds: Int64?
  /// Belongs to one connection: it is never sent again.
  let isPinned: Bool

  // The stream that carries the call; nil while the call waits for one, and when it is over.
  private(set) var connection: ClientConnection?
  private(set) var id: Int32 = 0
  var slot = -1
  var isHeadSent = false
  /// nghttp2 was told that there is nothing to send for now.
  var isDeferred = false

  var machine: ClientCallMachine
  /// How the call ended; nil while it runs.
  private(set) var end: End?
  private var deadlineTimer: EventLoop.TimerID?

  // The request.
  var outgoing = MessageQueue()
  /// What was sent, for as long as it may have to be sent again.
  private var replay: [[UInt8]] = []
  private var replayBytes = 0
  private var mayReplay: Bool
  var senders: [UnsafeContinuation<RPCError?, Never>] = []

  // The answer.
  private var framer: MessageFramer
  /// How the answer's messages may be compressed; nil until the head names it.
  private var encoding: MessageEncoding?
  private var message: [UInt8] = []
  var messages = ArrivedMessages()
  /// Bytes whose window the server gets back once the caller has taken the messages before them.
  private var heldWindowBytes = 0
  /// What this call holds of a connection's budget, also after its stream is closed, until the caller has read it.
  private var bufferedBytes = 0
  private var budget: ClientConnection?
  private(set) var initialMetadata: HeaderBlock?
  private(set) var trailingMetadata = HeaderBlock()
  var receiver: UnsafeContinuation<Result<[UInt8]?, RPCError>, Never>?
  var headWaiters: [UnsafeContinuation<RPCError?, Never>] = []

  enum End {
    case ok
    case failed(RPCError)

    var error: RPCError? {
      switch self {
      case .ok: nil
      case .failed(let error): error
      }
    }
  }

  init(_ channel: ChannelCore, _ method: MethodDescription, _ options: CallOptions, isPinned: Bool = false) {
    self.channel = channel
    self.method = method
    self.options = options
    self.isPinned = isPinned
    let limits = channel.configuration.limits
    machine = ClientCallMachine(answersOnce: !method.streamsResponses, limits: limits.retries)
    framer = MessageFramer(messageBytesMax: limits.responseMessageBytesMax)
    mayReplay = !isPinned
    deadlineMicroseconds = options.timeoutMicroseconds.map { timeout in
      let (deadline, isOver) = channel.loop.clock.nowMicroseconds().addingReportingOverflow(timeout)
      return isOver ? .max : deadline
    }
  }

  var loop: EventLoop { channel.loop }
  var limits: ClientLimits { _read { yield channel.configuration.limits } }

  /// What is left until the deadline; nil without one.
  var remainingMicroseconds: Int64? {
    deadlineMicroseconds.map { $0 - loop.clock.nowMicroseconds() }
  }

  // MARK: Life

  /// Begins the call: looks for a connection, and watches the deadline.
  func start() {
    guard !machine.isOver else { return }
    if let remaining = remainingMicroseconds {
      guard remaining > 0 else { return fail(Self.deadlineExceeded) }
      setDeadlineTimer()
    }
    channel.place(self)
  }

  private func setDeadlineTimer() {
    guard let deadlineMicroseconds, deadlineTimer == nil else { return }
    deadlineTimer = loop.setTimer(atMicroseconds: deadlineMicroseconds, self, token: 0)
  }

  func attach(to connection: ClientConnection, streamID: Int32) {
    self.connection = connection
    id = streamID
    isHeadSent = false
    isDeferred = false
  }

  /// The stream is gone. Complete messages wait for whoever reads; one that is not complete never will be.
  func detach() {
    message = []
    release(bufferedBytes - messages.reduce(0) { $0 + chargedBytes(of: $1.bytes) })
    connection = nil
  }

  /// The deadline passed.
  func timerFired(_ token: Int) {
    deadlineTimer = nil
    fail(Self.deadlineExceeded)
  }

  /// The caller gives the call up.
  func cancel() { fail(Self.cancelled) }

  /// Nobody holds the call any more: what came of its answer is read by nobody, and must not stay charged.
  func abandon() {
    cancel()
    dropAnswer()
  }

  /// Ends the call for a reason of our own. Nothing that arrived is delivered any more.
  func fail(_ error: RPCError, resetCode: UInt32 = HTTP2ErrorCode.cancel) {
    guard machine.abandon() else { return }
    if connection == nil { channel.forget(self) } else { connection?.reset(self, resetCode) }
    dropAnswer()
    finish(.failed(error))
  }

  private func refuse(_ refusal: ResponseRefusal) {
    connection?.reset(self, HTTP2ErrorCode.cancel)
    dropAnswer()
    finish(.failed(refusal.error))
  }

  /// Tells everybody who waits. Messages that arrived before are still delivered.
  private func finish(_ end: End) {
    self.end = end
    if let deadlineTimer { loop.cancelTimer(deadlineTimer) }
    deadlineTimer = nil
    outgoing.removeAll()
    forgetReplay()
    // The one answer of a call that failed is none.
    if machine.answersOnce, end.error != nil { dropAnswer() }
    wakeReceiver()
    wakeHeadWaiters()
    wakeSenders()
  }

  // MARK: The stream goes away

  /// nghttp2 closed the stream.
  /// - Returns: whether the call is to be sent again.
  func closed(_ errorCode: UInt32) -> Bool {
    if !isHeadSent { return lost(.unsent) }
    return lost(errorCode == HTTP2ErrorCode.refusedStream ? .refused : .reset(errorCode))
  }

  /// The connection ended.
  /// - Returns: whether the call is to be sent again.
  func connectionEnded(_ reason: String) -> Bool {
    lost(isHeadSent ? .connectionLost(reason) : .unsent)
  }

  private func lost(_ loss: ClientCallMachine.Loss) -> Bool {
    switch machine.lose(loss, mayReplay: mayReplay) {
    case .ignore: return false
    case .end(let error):
      finish(.failed(deadlineHasPassed ? Self.deadlineExceeded : error))
      return false
    case .sendAgain:
      outgoing.removeAll()
      for message in replay { outgoing.append(message) }
      return true
    }
  }

  /// A server may notice the deadline before our own timer fires, and say so by a reset.
  private var deadlineHasPassed: Bool { remainingMicroseconds.map { $0 <= 0 } ?? false }

  // MARK: Sending

  /// Puts a message behind those that wait.
  func enqueue(_ plainMessage: [UInt8]) {
    let compressed = options.compressesRequests ? channel.compression.compress(plainMessage) : nil
    let sealedMessage = compressed ?? plainMessage
    outgoing.append(sealedMessage)
    keepForReplay(sealedMessage)
    resumeSending()
  }

  private func keepForReplay(_ sealedMessage: [UInt8]) {
    guard mayReplay, !machine.hasBegun else { return }
    replayBytes += sealedMessage.count
    replay.append(sealedMessage)
    // A call that has sent more than is kept can only be sent again as long as nothing of it has left.
    if replayBytes > limits.replayBytesMax {
      mayReplay = false
      forgetReplay()
    }
  }

  private func forgetReplay() {
    replay = []
    replayBytes = 0
  }

  func halfClose() {
    if machine.halfClose() { resumeSending() }
  }

  private func resumeSending() {
    guard isDeferred else { return }
    isDeferred = false
    connection?.resumeSending(self)
  }

  /// nghttp2 took some of what waits.
  func sent(_ count: Int) {
    if !senders.isEmpty, outgoing.byteCount <= limits.streamSendBufferBytesMax / 2 { wakeSenders() }
  }

  // MARK: Receiving

  func headReceived(_ head: ResponseHead, endsStream: Bool) {
    switch machine.receiveHead(head, endsStream: endsStream, isAtMessageBoundary: framer.isAtBoundary) {
    case .begin:
      guard takeEncoding(of: head) else { return }
      initialMetadata = head.metadata
      mayReplay = false
      forgetReplay()
      wakeHeadWaiters()
    case .end(let error):
      trailingMetadata = head.metadata
      // The server has answered before we were done: it wants no more of it (PROTOCOL-HTTP2, "Responses"). Whether the answer is
      // good or bad, half a stream that nobody ends would hold its place until the connection ends.
      if !machine.isHalfClosed || outgoing.byteCount > 0 { connection?.reset(self, HTTP2ErrorCode.none) }
      finish(error.map(End.failed) ?? .ok)
    case .refuse(let refusal):
      trailingMetadata = endsStream ? head.metadata : HeaderBlock()
      refuse(refusal)
    case .ignore: break
    }
  }

  /// False when the answer is compressed in a way that was not asked for, and refused.
  private func takeEncoding(of head: ResponseHead) -> Bool {
    if head.encoding.isEmpty || head.encoding.elementsEqual("identity".utf8) { return true }
    encoding = head.encoding.withUnsafeBytes { MessageEncoding(name: $0) }
    guard encoding != nil else {
      if machine.abandon() { refuse(.unknownEncoding) }
      return false
    }
    framer = MessageFramer(messageBytesMax: limits.responseMessageBytesMax, allowsCompression: true)
    return true
  }

  /// A head over the limit; nghttp2 resets the stream.
  func refuseHead() {
    guard machine.abandon() else { return }
    dropAnswer()
    finish(.failed(ResponseRefusal.headTooLarge.error))
  }

  func endedWithoutTrailers() {
    if case .refuse(let refusal) = machine.receiveEndWithoutTrailers() { refuse(refusal) }
  }

  func dataReceived(_ bytes: UnsafeRawBufferPointer) {
    if machine.isOver { return giveBackWindow(bytes.count) }
    heldWindowBytes += bytes.count
    var input = bytes
    reading: while true {
      switch framer.next(&input) {
      case .needMore: break reading
      case .began(let messageBytes): guard begin(messageBytes) else { break reading }
      case .payload(let part):
        guard charge(part.count) else { break reading }
        message.append(contentsOf: part)
      case .ended: messageEnded()
      case .violation(let refusal):
        if machine.abandon() { refuse(ResponseRefusal(refusal)) }
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
      message.reserveCapacity(min(messageBytes, Self.reserveBytesMax))
      return true
    case .refuse(let refusal):
      refuse(refusal)
      return false
    case .drop: return false
    }
  }

  /// False when the connection's budget is used up; the call is ended then.
  private func charge(_ count: Int) -> Bool {
    guard let connection, !machine.isOver else { return false }
    budget = connection
    connection.bufferedResponseBytes += count
    bufferedBytes += count
    if connection.bufferedResponseBytes <= limits.bufferedResponseBytesPerConnectionMax { return true }
    if machine.abandon() { refuse(.bufferedResponsesOverLimit) }
    return false
  }

  private func messageEnded() {
    var complete = ArrivedMessages.Message(bytes: [], isCompressed: framer.isCompressed)
    swap(&complete.bytes, &message)
    messages.append(complete)
    wakeReceiver()
  }

  /// The oldest message that waits, made plain; nil when none waits, and when it cannot be had, which ends the call.
  func nextMessagePlain() -> [UInt8]? {
    guard let message = messages.popFirst() else { return nil }
    taken(message.bytes)
    guard message.isCompressed, let encoding else { return message.bytes }
    var plain: [UInt8] = []
    let expansion = MessageCompression.Limits(
      expandedBytesMax: limits.responseMessageBytesMax, expandedBytesFree: limits.expandedBytesFree,
      ratioMax: limits.expansionRatioMax)
    let refusal = message.bytes.withUnsafeBytes { bytes in
      channel.compression.expand(bytes, encoding, expansion) { plain.append(contentsOf: $0) }
    }
    guard let refusal else { return plain }
    endAfterBadMessage(ResponseRefusal(refusal))
    return nil
  }

  /// The call may have ended well before its messages are looked at: whoever reads them must learn that one was bad.
  private func endAfterBadMessage(_ refusal: ResponseRefusal) {
    if machine.abandon() { return refuse(refusal) }
    dropAnswer()
    end = .failed(refusal.error)
  }

  /// The caller has this message now.
  private func taken(_ message: [UInt8]) {
    release(chargedBytes(of: message))
    if messages.isEmpty { giveBackHeldWindow() }
  }

  private func chargedBytes(of message: [UInt8]) -> Int { message.count + limits.messageOverheadBytes }

  private func release(_ count: Int) {
    let count = min(count, bufferedBytes)
    bufferedBytes -= count
    budget?.bufferedResponseBytes -= count
    if bufferedBytes == 0 { budget = nil }
  }

  private func dropAnswer() {
    messages.removeAll()
    message = []
    release(bufferedBytes)
    giveBackHeldWindow()
  }

  private func giveBackHeldWindow() {
    let count = heldWindowBytes
    heldWindowBytes = 0
    if count > 0 { giveBackWindow(count) }
  }

  private func giveBackWindow(_ count: Int) {
    guard let connection else { return }
    connection.giveBackWindow(id, count)
    connection.owner?.connectionNeedsFlush()
  }
}
