import Messages
import MessagesBase
import RPCCore

/// The reviews that wait, kept current over any number of interruptions. For one task at a time.
///
/// A stream that ends for a reason that passes, a server's restart for example, is opened again from the last resume token: when the
/// server asks for it, else at first at once and then with growing waits, until one has lasted. Changes are told once and in the
/// server's order.
public final class ReviewWatch<Transport: ClientTransport> {
  private let transport: RetryingTransport<Transport>
  private let request: CountersignV1.WatchPendingReviewsRequest
  private var watched: WatchedReviews
  private var stream: ResponseStream<CountersignV1.WatchPendingReviewsResponse>?
  private var backoff: ConnectionBackoff
  private var failuresInARow = 0
  /// When the present stream was opened.
  private var openedMicroseconds: Int64 = 0

  /// A stream that ends earlier after its first message has not worked: one that always ends there must not be opened without end.
  static var lastingMicrosecondsMin: Int64 { 10_000_000 }

  init(_ transport: RetryingTransport<Transport>, _ request: CountersignV1.WatchPendingReviewsRequest) {
    self.transport = transport
    self.request = request
    watched = WatchedReviews(resumeToken: request.resumeToken)
    backoff = ConnectionBackoff(transport.options.retries.backoff)
  }

  /// The watched set as far as it is known, by `audit_id`.
  public var reviews: [String: CountersignV1.Review] { watched.reviews }

  /// Where another watch with the same filter, view and caller can go on.
  public var resumeToken: String { watched.resumeToken }

  /// The next change; waits for it, also while no server can be reached.
  /// - Throws: the status of a stream that another attempt would not mend, PERMISSION_DENIED for example; `.cancelled` when the
  ///   task is.
  public nonisolated(nonsending) func next() async throws(RPCError) -> ReviewChange {
    while true {
      if stream == nil, let change = watched.begin() { return change }
      do throws(RPCError) {
        guard let message = try await currentStream().next() else {
          throw RPCError(.unavailable, "the server ended the stream")
        }
        if let change = watched.take(message) { return change }
      } catch {
        noteEnd()
        try await waitAfter(error)
      }
    }
  }

  /// Ends the watch on the server, too; a later `next` begins anew from the last token.
  public func stop() {
    stream?.cancel()
    stream = nil
  }

  private nonisolated(nonsending) func currentStream() async throws(RPCError)
    -> ResponseStream<CountersignV1.WatchPendingReviewsResponse>
  {
    if let stream { return stream }
    request.resumeToken = watched.resumeToken
    let client = CountersignV1.ReviewServiceClient(transport)
    let opened = try await client.watchPendingReviews(request, options: CallOptions(waitsForReady: true))
    openedMicroseconds = transport.clock.nowMicroseconds()
    stream = opened
    return opened
  }

  /// The stream is over. One that lasted was well, and what follows begins anew.
  private func noteEnd() {
    defer { stream = nil }
    guard stream != nil, transport.clock.nowMicroseconds() - openedMicroseconds >= Self.lastingMicrosecondsMin else {
      return
    }
    failuresInARow = 0
    backoff.reset()
  }

  private nonisolated(nonsending) func waitAfter(_ error: RPCError) async throws(RPCError) {
    guard Self.passes(error.code), !Task.isCancelled else { throw error }
    failuresInARow += 1
    let asked = RetryInfo.delayMicroseconds(of: error)
    // The first interruption is a restart, most of the time, and somebody else is there already; unless the server says when.
    if failuresInARow == 1, asked == nil { return }
    let wait = asked ?? backoff.next(random: .random(in: 0...1))
    let pause = transport.pause
    guard (try? await pause(min(wait, transport.options.retries.serverDelayMicrosecondsMax))) != nil else {
      throw RPCError(.cancelled, "the watch was cancelled")
    }
  }

  private static func passes(_ code: StatusCode) -> Bool {
    switch code {
    case .unavailable, .resourceExhausted, .aborted, .internal, .unknown, .cancelled, .deadlineExceeded: return true
    case .ok, .invalidArgument, .notFound, .alreadyExists, .permissionDenied, .failedPrecondition, .outOfRange,
      .unimplemented, .dataLoss, .unauthenticated:
      return false
    }
  }
}
