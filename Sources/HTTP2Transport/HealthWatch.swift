import EventLoop
import RPCCore

/// Asks a server on one connection for the health of a service, and goes on asking (gRFC A17). Confined to the channel's loop.
final class HealthWatch: TimerHandler, @unchecked Sendable {
  // Unchecked: touched by the loop's thread alone; its task prefers the loop as its executor.

  private enum Answer {
    case unknown
    case status(HealthStatus)
    /// The server does not implement the service: its connection is all that counts.
    case unimplemented
  }

  private let service: String
  private let channel: ChannelCore
  private let whenChanged: () -> Void
  private var connection: ClientConnection?
  private var stream: ClientStream?
  private var answer = Answer.unknown
  private var backoff: ConnectionBackoff
  private var timer: EventLoop.TimerID?

  init(service: String, _ channel: ChannelCore, _ connection: ClientConnection, whenChanged: @escaping () -> Void) {
    self.service = service
    self.channel = channel
    self.connection = connection
    self.whenChanged = whenChanged
    backoff = ConnectionBackoff(channel.configuration.limits.backoff)
  }

  var isServing: Bool {
    switch answer {
    case .status(.serving), .unimplemented: return true
    case .status(.notServing), .unknown: return false
    }
  }

  var isKnownNotToServe: Bool {
    if case .status(.notServing) = answer { return true }
    return false
  }

  func start() {
    guard let connection else { return }
    let stream = ClientStream(channel, HealthStatus.watchMethod, .none, isPinned: true)
    stream.enqueue(HealthStatus.request(service: service))
    stream.halfClose()
    guard connection.hasRoom, connection.open(stream) else { return tryAgain() }
    self.stream = stream
    Task(executorPreference: channel.loop) { await self.read(stream) }
  }

  private nonisolated(nonsending) func read(_ stream: ClientStream) async {
    do throws(RPCError) {
      while let message = try await stream.nextMessage() {
        backoff.reset()
        note(.status(HealthStatus(response: message)), stream)
      }
      ended(nil, stream)
    } catch {
      ended(error, stream)
    }
  }

  private func note(_ answer: Answer, _ stream: ClientStream) {
    guard self.stream === stream else { return }
    self.answer = answer
    whenChanged()
  }

  private func ended(_ error: RPCError?, _ stream: ClientStream) {
    guard self.stream === stream else { return }
    if error?.code == .unimplemented { return note(.unimplemented, stream) }
    self.stream = nil
    answer = .status(.notServing)
    whenChanged()
    tryAgain()
  }

  private func tryAgain() {
    guard connection != nil else { return }
    let wait = backoff.next(random: .random(in: 0...1))
    timer = channel.loop.setTimer(atMicroseconds: channel.loop.clock.nowMicroseconds() + wait, self, token: 0)
  }

  func timerFired(_ token: Int) {
    timer = nil
    start()
  }

  func stop() {
    connection = nil
    if let timer { channel.loop.cancelTimer(timer) }
    timer = nil
    let watching = stream
    stream = nil
    watching?.cancel()
  }
}
