/// The protocol of one call on the server's side, without I/O: what happened goes in, what to do comes out.
///
/// It knows the order of things (RFC 9113 §8.1, PROTOCOL-HTTP2 "Responses") and the number of messages that the method takes.
public struct CallMachine: Sendable {
  /// How many messages the caller sends.
  public enum Cardinality: Sendable, Equatable {
    /// Exactly one; the handler starts once the caller has half-closed.
    case one
    /// Any number; the handler starts at once.
    case many
  }

  private enum Request {
    /// So many messages came. Can become `ended`.
    case open(messageCount: Int)
    /// The caller has half-closed.
    case ended
  }

  private enum Response {
    /// Nothing is sent, so a failure can still be told in trailers alone. Can become `started`, `ended`.
    case waiting
    /// The head is sent. Can become `ended`.
    case started
    /// Trailers are sent or the stream is gone. Terminal.
    case ended
  }

  public enum OnMessage: Sendable, Equatable {
    /// Keep it for the handler.
    case keep
    case refuse(CallRefusal)
    /// The call is over: drop it.
    case drop
  }

  public enum OnHalfClose: Sendable, Equatable {
    case startHandler
    /// The handler reads on: tell it that this was the end.
    case tellHandler
    case refuse(CallRefusal)
    case nothing
  }

  public enum OnSend: Sendable, Equatable {
    case sendHeadThenMessage
    case sendMessage
    /// The call is over.
    case refuse
  }

  public enum OnFinish: Sendable, Equatable {
    /// One HEADERS frame is the whole answer (PROTOCOL-HTTP2, "Trailers-Only").
    case trailersOnly
    case headThenTrailers
    case trailers
    /// The call was over before.
    case nothing
  }

  private var request = Request.open(messageCount: 0)
  private var response = Response.waiting
  public let cardinality: Cardinality

  public init(_ cardinality: Cardinality) { self.cardinality = cardinality }

  /// True once trailers are sent or the stream is gone.
  public var isOver: Bool {
    if case .ended = response { return true }
    return false
  }

  /// True until the caller has half-closed.
  public var isRequestOpen: Bool {
    if case .open = request { return true }
    return false
  }

  /// True once the head of the answer is sent.
  public var hasStartedResponse: Bool {
    if case .started = response { return true }
    return false
  }

  /// A message begins to arrive.
  public mutating func receiveMessage() -> OnMessage {
    guard !isOver, case .open(let count) = request else { return .drop }
    if cardinality == .one, count == 1 { return .refuse(.tooManyRequestMessages) }
    request = .open(messageCount: count + 1)
    return .keep
  }

  /// The caller has half-closed.
  public mutating func receiveEnd(isAtMessageBoundary: Bool) -> OnHalfClose {
    guard case .open(let count) = request else { return .nothing }
    request = .ended
    if isOver { return .nothing }
    if !isAtMessageBoundary { return .refuse(.truncatedMessage) }
    switch cardinality {
    case .many: return .tellHandler
    case .one: return count == 1 ? .startHandler : .refuse(.noRequestMessage)
    }
  }

  /// The handler sends a message.
  public mutating func sendMessage() -> OnSend {
    switch response {
    case .waiting:
      response = .started
      return .sendHeadThenMessage
    case .started: return .sendMessage
    case .ended: return .refuse
    }
  }

  /// The call ends with a status, the handler's or our own.
  /// - Parameter hasInitialMetadata: a head of its own is needed for it.
  public mutating func finish(hasInitialMetadata: Bool) -> OnFinish {
    defer { response = .ended }
    switch response {
    case .waiting: return hasInitialMetadata ? .headThenTrailers : .trailersOnly
    case .started: return .trailers
    case .ended: return .nothing
    }
  }

  /// The stream is gone: nothing can be sent any more.
  /// - Returns: false when the call was over before.
  public mutating func abandon() -> Bool {
    defer {
      response = .ended
      request = .ended
    }
    return !isOver
  }
}
