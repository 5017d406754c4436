/// The protocol of one call on the client's side, without I/O: what happened goes in, what to do comes out.
///
/// It knows the order of the answer's parts (PROTOCOL-HTTP2 "Responses"), how many messages the method answers, and when a call
/// that a server refused may be sent again without the caller's knowledge (gRFC A6, "Transparent Retries").
public struct ClientCallMachine: Sendable {
  /// How often a call may be sent again.
  public struct Limits: Sendable {
    /// After the server said that it did not process the call.
    public var refusedRetriesMax = 1
    /// After a connection was lost before the call was sent.
    public var unsentRetriesMax = 5

    public init() {}
  }

  private enum Request {
    /// The caller may send. Can become `halfClosed`.
    case open
    /// The caller sends no more. Terminal.
    case halfClosed
  }

  private enum Response {
    /// Nothing came: the call may still be sent again. Can become `started`, `ended`.
    case waiting
    /// The head came, and so many messages. Can become `ended`.
    case started(messageCount: Int)
    /// The caller was or will be told how the call ended. Terminal.
    case ended
  }

  public enum OnHead: Sendable, Equatable {
    /// The answer begins: give its metadata to whoever waits for it.
    case begin
    /// The call is over; these were its trailers.
    case end(RPCError?)
    /// Reset the stream, and end the call with the refusal's status.
    case refuse(ResponseRefusal)
    /// An informational head, or an answer to a call that is over.
    case ignore
  }

  public enum OnMessage: Sendable, Equatable {
    case keep
    case refuse(ResponseRefusal)
    case drop
  }

  public enum OnStreamEnd: Sendable, Equatable {
    /// Send the whole call again, on this connection or another.
    case sendAgain
    case end(RPCError)
    case ignore
  }

  /// How a stream went away without trailers.
  public enum Loss: Sendable, Equatable {
    /// RST_STREAM with this error code.
    case reset(UInt32)
    /// REFUSED_STREAM, or a GOAWAY whose last stream is below ours: certainly not processed (RFC 9113 §8.7).
    case refused
    /// The call's head was never given to the network.
    case unsent
    /// The connection broke: processed or not, nobody knows.
    case connectionLost(String)
  }

  public let answersOnce: Bool
  private let limits: Limits
  private var request = Request.open
  private var response = Response.waiting
  private var refusedCount = 0
  private var unsentCount = 0

  /// - Parameter answersOnce: whether the method answers exactly one message.
  public init(answersOnce: Bool, limits: Limits = Limits()) {
    self.answersOnce = answersOnce
    self.limits = limits
  }

  public var isOver: Bool {
    if case .ended = response { return true }
    return false
  }

  public var isHalfClosed: Bool {
    if case .halfClosed = request { return true }
    return false
  }

  /// Whether a byte of the answer came, after which the call is never sent again.
  public var hasBegun: Bool {
    if case .waiting = response { return false }
    return true
  }

  // MARK: The caller

  /// The caller sends a message.
  /// - Returns: false when it may not: the call is over, or it said that it was done.
  public func maySend() -> Bool { !isOver && !isHalfClosed }

  /// The caller sends no more.
  /// - Returns: false when that was known, or the call is over.
  public mutating func halfClose() -> Bool {
    guard maySend() else { return false }
    request = .halfClosed
    return true
  }

  /// The call ends for a reason of our own: its deadline, its caller, a refusal.
  /// - Returns: false when it was over before.
  public mutating func abandon() -> Bool {
    defer { response = .ended }
    return !isOver
  }

  // MARK: The server

  /// A head or trailers came.
  /// - Parameter isAtMessageBoundary: false when a message began and did not end.
  public mutating func receiveHead(_ head: ResponseHead, endsStream: Bool, isAtMessageBoundary: Bool) -> OnHead {
    switch response {
    case .ended: return .ignore
    case .waiting: return receiveFirstHead(head, endsStream: endsStream)
    case .started(let count):
      guard endsStream else { return refuse(.outOfOrder) }
      return receiveEnd(head.end(), messageCount: count, isAtMessageBoundary: isAtMessageBoundary)
    }
  }

  private mutating func receiveFirstHead(_ head: ResponseHead, endsStream: Bool) -> OnHead {
    if endsStream { return receiveEnd(head.endOfTrailersOnly(), messageCount: 0, isAtMessageBoundary: true) }
    if head.isInformational { return .ignore }
    if let refusal = head.refusal() { return refuse(refusal) }
    response = .started(messageCount: 0)
    return .begin
  }

  private mutating func receiveEnd(_ end: ResponseHead.End, messageCount: Int, isAtMessageBoundary: Bool) -> OnHead {
    switch end {
    case .refuse(let refusal): return refuse(refusal)
    case .failed(let error):
      response = .ended
      return .end(error)
    case .ok:
      if !isAtMessageBoundary { return refuse(.truncatedMessage) }
      if answersOnce, messageCount == 0 { return refuse(.noMessage) }
      response = .ended
      return .end(nil)
    }
  }

  private mutating func refuse(_ refusal: ResponseRefusal) -> OnHead {
    response = .ended
    return .refuse(refusal)
  }

  /// A message begins to arrive.
  public mutating func receiveMessage() -> OnMessage {
    switch response {
    case .ended: return .drop
    case .started(let count) where count == 0 || !answersOnce:
      response = .started(messageCount: count + 1)
      return .keep
    case .started:
      response = .ended
      return .refuse(.tooManyMessages)
    case .waiting:
      response = .ended
      return .refuse(.outOfOrder)
    }
  }

  /// The stream ended by DATA, without trailers.
  public mutating func receiveEndWithoutTrailers() -> OnHead {
    if isOver { return .ignore }
    return refuse(.noStatus)
  }

  /// The stream is gone.
  /// - Parameter mayReplay: whether everything that was sent is still at hand.
  public mutating func lose(_ loss: Loss, mayReplay: Bool) -> OnStreamEnd {
    if isOver { return .ignore }
    if !hasBegun, mayReplay, maySendAgain(loss) { return .sendAgain }
    response = .ended
    return .end(Self.error(loss))
  }

  private mutating func maySendAgain(_ loss: Loss) -> Bool {
    switch loss {
    case .refused:
      refusedCount += 1
      return refusedCount <= limits.refusedRetriesMax
    case .unsent:
      unsentCount += 1
      return unsentCount <= limits.unsentRetriesMax
    case .reset, .connectionLost: return false
    }
  }

  private static func error(_ loss: Loss) -> RPCError {
    switch loss {
    case .reset(let code): return ResponseRefusal.reset(code).error
    case .refused: return RPCError(.unavailable, "the server refused the call")
    case .unsent: return RPCError(.unavailable, "the connection was lost before the call was sent")
    case .connectionLost(let reason): return RPCError(.unavailable, "the connection was lost", detail: reason)
    }
  }
}
