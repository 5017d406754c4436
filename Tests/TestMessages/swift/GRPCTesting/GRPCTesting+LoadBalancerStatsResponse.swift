// Written by countersign-generate from proto/. Do not edit.

internal import CTestMessages
@_spi(GeneratedMessages) import MessagesBase

extension GRPCTesting {
  /// grpc.testing.LoadBalancerStatsResponse
  public struct LoadBalancerStatsResponse: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(grpc__testing__load_balancer_stats_response__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Grpc__Testing__LoadBalancerStatsResponse> {
      messageReference.storage.assumingMemoryBound(to: Grpc__Testing__LoadBalancerStatsResponse.self)
    }

    /// The number of completed RPCs for each peer.
    public var rpcsByPeer: RepeatedField<LoadBalancerStatsResponse.RpcsByPeerEntry> {
      messageReference.list(structure.pointer(to: \.n_rpcs_by_peer)!)
    }

    /// The number of RPCs that failed to record a remote peer.
    public var numFailures: Int32 {
      get { structure.pointee.num_failures }
      nonmutating set { structure.pointee.num_failures = newValue }
    }

    /// `rpcs_by_method` of grpc.testing.LoadBalancerStatsResponse.
    public var rpcsByMethod: RepeatedField<LoadBalancerStatsResponse.RpcsByMethodEntry> {
      messageReference.list(structure.pointer(to: \.n_rpcs_by_method)!)
    }

    /// grpc.testing.LoadBalancerStatsResponse.RpcsByPeer
    public struct RpcsByPeer: ArenaMessage {
      public static var messageDescriptor: MessageDescriptor {
        MessageDescriptor(grpc__testing__load_balancer_stats_response__rpcs_by_peer__descriptor_address())
      }
      @_spi(GeneratedMessages) public let messageReference: MessageReference

      @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
        self.messageReference = messageReference
      }

      /// An empty message in `arena`.
      public init(in arena: Arena) {
        messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
      }

      private var structure: UnsafeMutablePointer<Grpc__Testing__LoadBalancerStatsResponse__RpcsByPeer> {
        messageReference.storage.assumingMemoryBound(to: Grpc__Testing__LoadBalancerStatsResponse__RpcsByPeer.self)
      }

      /// The number of completed RPCs for each peer.
      public var rpcsByPeer: RepeatedField<LoadBalancerStatsResponse.RpcsByPeer.RpcsByPeerEntry> {
        messageReference.list(structure.pointer(to: \.n_rpcs_by_peer)!)
      }

      /// grpc.testing.LoadBalancerStatsResponse.RpcsByPeer.RpcsByPeerEntry
      public struct RpcsByPeerEntry: MapEntry {
        public static var messageDescriptor: MessageDescriptor {
          MessageDescriptor(
            grpc__testing__load_balancer_stats_response__rpcs_by_peer__rpcs_by_peer_entry__descriptor_address())
        }
        @_spi(GeneratedMessages) public let messageReference: MessageReference

        @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
          self.messageReference = messageReference
        }

        /// An empty message in `arena`.
        public init(in arena: Arena) {
          messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
        }

        private var structure:
          UnsafeMutablePointer<Grpc__Testing__LoadBalancerStatsResponse__RpcsByPeer__RpcsByPeerEntry>
        {
          messageReference.storage.assumingMemoryBound(
            to: Grpc__Testing__LoadBalancerStatsResponse__RpcsByPeer__RpcsByPeerEntry.self)
        }

        /// `key` of grpc.testing.LoadBalancerStatsResponse.RpcsByPeer.RpcsByPeerEntry.
        public var key: String {
          get { messageReference.string(structure.pointee.key) }
          nonmutating set { structure.pointee.key = messageReference.store(newValue) }
        }

        /// `key` without a `String`.
        public var keyUTF8: UTF8Text {
          get { messageReference.text(structure.pointee.key) }
          nonmutating set { structure.pointee.key = messageReference.store(newValue) }
        }

        /// `value` of grpc.testing.LoadBalancerStatsResponse.RpcsByPeer.RpcsByPeerEntry.
        public var value: Int32 {
          get { structure.pointee.value }
          nonmutating set { structure.pointee.value = newValue }
        }
      }
    }

    /// grpc.testing.LoadBalancerStatsResponse.RpcsByPeerEntry
    public struct RpcsByPeerEntry: MapEntry {
      public static var messageDescriptor: MessageDescriptor {
        MessageDescriptor(grpc__testing__load_balancer_stats_response__rpcs_by_peer_entry__descriptor_address())
      }
      @_spi(GeneratedMessages) public let messageReference: MessageReference

      @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
        self.messageReference = messageReference
      }

      /// An empty message in `arena`.
      public init(in arena: Arena) {
        messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
      }

      private var structure: UnsafeMutablePointer<Grpc__Testing__LoadBalancerStatsResponse__RpcsByPeerEntry> {
        messageReference.storage.assumingMemoryBound(to: Grpc__Testing__LoadBalancerStatsResponse__RpcsByPeerEntry.self)
      }

      /// `key` of grpc.testing.LoadBalancerStatsResponse.RpcsByPeerEntry.
      public var key: String {
        get { messageReference.string(structure.pointee.key) }
        nonmutating set { structure.pointee.key = messageReference.store(newValue) }
      }

      /// `key` without a `String`.
      public var keyUTF8: UTF8Text {
        get { messageReference.text(structure.pointee.key) }
        nonmutating set { structure.pointee.key = messageReference.store(newValue) }
      }

      /// `value` of grpc.testing.LoadBalancerStatsResponse.RpcsByPeerEntry.
      public var value: Int32 {
        get { structure.pointee.value }
        nonmutating set { structure.pointee.value = newValue }
      }
    }

    /// grpc.testing.LoadBalancerStatsResponse.RpcsByMethodEntry
    public struct RpcsByMethodEntry: MapEntry {
      public static var messageDescriptor: MessageDescriptor {
        MessageDescriptor(grpc__testing__load_balancer_stats_response__rpcs_by_method_entry__descriptor_address())
      }
      @_spi(GeneratedMessages) public let messageReference: MessageReference

      @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
        self.messageReference = messageReference
      }

      /// An empty message in `arena`.
      public init(in arena: Arena) {
        messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
      }

      private var structure: UnsafeMutablePointer<Grpc__Testing__LoadBalancerStatsResponse__RpcsByMethodEntry> {
        messageReference.storage.assumingMemoryBound(
          to: Grpc__Testing__LoadBalancerStatsResponse__RpcsByMethodEntry.self)
      }

      /// `key` of grpc.testing.LoadBalancerStatsResponse.RpcsByMethodEntry.
      public var key: String {
        get { messageReference.string(structure.pointee.key) }
        nonmutating set { structure.pointee.key = messageReference.store(newValue) }
      }

      /// `key` without a `String`.
      public var keyUTF8: UTF8Text {
        get { messageReference.text(structure.pointee.key) }
        nonmutating set { structure.pointee.key = messageReference.store(newValue) }
      }

      /// `value` of grpc.testing.LoadBalancerStatsResponse.RpcsByMethodEntry.
      public var value: GRPCTesting.LoadBalancerStatsResponse.RpcsByPeer? {
        get { messageReference.message(structure.pointee.value) }
        nonmutating set { structure.pointee.value = messageReference.store(newValue) }
      }

      /// `value`; an empty one is put there where it is not set.
      public var mutableValue: GRPCTesting.LoadBalancerStatsResponse.RpcsByPeer {
        if let existing = value { return existing }
        let made = GRPCTesting.LoadBalancerStatsResponse.RpcsByPeer(in: arena)
        value = made
        return made
      }
    }
  }
}
