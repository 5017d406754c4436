import Synchronization

/// The context that new connections get. Those that are there keep theirs.
public final class CurrentTLSContext: Sendable {
  private let context: Mutex<TLSContext>

  public init(_ context: TLSContext) { self.context = Mutex(context) }

  public var current: TLSContext { context.withLock { $0 } }

  /// For connections from now on. Callable from any thread.
  public func replace(with newer: TLSContext) { context.withLock { $0 = newer } }
}
