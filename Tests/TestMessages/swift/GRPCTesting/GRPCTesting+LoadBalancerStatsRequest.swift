// Written by countersign-generate from proto/. Do not edit.

internal import CTestMessages
@_spi(GeneratedMessages) import MessagesBase

extension GRPCTesting {
  /// grpc.testing.LoadBalancerStatsRequest
  public struct LoadBalancerStatsRequest: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(grpc__testing__load_balancer_stats_request__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Grpc__Testing__LoadBalancerStatsRequest> {
      messageReference.storage.assumingMemoryBound(to: Grpc__Testing__LoadBalancerStatsRequest.self)
    }

    /// Request stats for the next num_rpcs sent by client.
    public var numRpcs: Int32 {
      get { structure.pointee.num_rpcs }
      nonmutating set { structure.pointee.num_rpcs = newValue }
    }

    /// If num_rpcs have not completed within timeout_sec, return partial results.
    public var timeoutSec: Int32 {
      get { structure.pointee.timeout_sec }
      nonmutating set { structure.pointee.timeout_sec = newValue }
    }
  }
}
