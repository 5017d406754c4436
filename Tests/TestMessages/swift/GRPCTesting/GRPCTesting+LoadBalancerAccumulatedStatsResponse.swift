// Written by countersign-generate from proto/. Do not edit.

internal import CTestMessages
@_spi(GeneratedMessages) import MessagesBase

extension GRPCTesting {
  /// Accumulated stats for RPCs sent by a test client.
  public struct LoadBalancerAccumulatedStatsResponse: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(grpc__testing__load_balancer_accumulated_stats_response__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Grpc__Testing__LoadBalancerAccumulatedStatsResponse> {
      messageReference.storage.assumingMemoryBound(to: Grpc__Testing__LoadBalancerAccumulatedStatsResponse.self)
    }

    /// The total number of RPCs have ever issued for each type.
    /// Deprecated: use stats_per_method.rpcs_started instead.
    public var numRpcsStartedByMethod: RepeatedField<LoadBalancerAccumulatedStatsResponse.NumRpcsStartedByMethodEntry> {
      messageReference.list(structure.pointer(to: \.n_num_rpcs_started_by_method)!)
    }

    /// The total number of RPCs have ever completed successfully for each type.
    /// Deprecated: use stats_per_method.result instead.
    public var numRpcsSucceededByMethod:
      RepeatedField<LoadBalancerAccumulatedStatsResponse.NumRpcsSucceededByMethodEntry>
    {
      messageReference.list(structure.pointer(to: \.n_num_rpcs_succeeded_by_method)!)
    }

    /// The total number of RPCs have ever failed for each type.
    /// Deprecated: use stats_per_method.result instead.
    public var numRpcsFailedByMethod: RepeatedField<LoadBalancerAccumulatedStatsResponse.NumRpcsFailedByMethodEntry> {
      messageReference.list(structure.pointer(to: \.n_num_rpcs_failed_by_method)!)
    }

    /// Per-method RPC statistics.  The key is the RpcType in string form; e.g.
    /// 'EMPTY_CALL' or 'UNARY_CALL'
    public var statsPerMethod: RepeatedField<LoadBalancerAccumulatedStatsResponse.StatsPerMethodEntry> {
      messageReference.list(structure.pointer(to: \.n_stats_per_method)!)
    }

    /// grpc.testing.LoadBalancerAccumulatedStatsResponse.NumRpcsStartedByMethodEntry
    public struct NumRpcsStartedByMethodEntry: MapEntry {
      public static var messageDescriptor: MessageDescriptor {
        MessageDescriptor(
          grpc__testing__load_balancer_accumulated_stats_response__num_rpcs_started_by_method_entry__descriptor_address()
        )
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
        UnsafeMutablePointer<Grpc__Testing__LoadBalancerAccumulatedStatsResponse__NumRpcsStartedByMethodEntry>
      {
        messageReference.storage.assumingMemoryBound(
          to: Grpc__Testing__LoadBalancerAccumulatedStatsResponse__NumRpcsStartedByMethodEntry.self)
      }

      /// `key` of grpc.testing.LoadBalancerAccumulatedStatsResponse.NumRpcsStartedByMethodEntry.
      public var key: String {
        get { messageReference.string(structure.pointee.key) }
        nonmutating set { structure.pointee.key = messageReference.store(newValue) }
      }

      /// `key` without a `String`.
      public var keyUTF8: UTF8Text {
        get { messageReference.text(structure.pointee.key) }
        nonmutating set { structure.pointee.key = messageReference.store(newValue) }
      }

      /// `value` of grpc.testing.LoadBalancerAccumulatedStatsResponse.NumRpcsStartedByMethodEntry.
      public var value: Int32 {
        get { structure.pointee.value }
        nonmutating set { structure.pointee.value = newValue }
      }
    }

    /// grpc.testing.LoadBalancerAccumulatedStatsResponse.NumRpcsSucceededByMethodEntry
    public struct NumRpcsSucceededByMethodEntry: MapEntry {
      public static var messageDescriptor: MessageDescriptor {
        MessageDescriptor(
          grpc__testing__load_balancer_accumulated_stats_response__num_rpcs_succeeded_by_method_entry__descriptor_address()
        )
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
        UnsafeMutablePointer<Grpc__Testing__LoadBalancerAccumulatedStatsResponse__NumRpcsSucceededByMethodEntry>
      {
        messageReference.storage.assumingMemoryBound(
          to: Grpc__Testing__LoadBalancerAccumulatedStatsResponse__NumRpcsSucceededByMethodEntry.self)
      }

      /// `key` of grpc.testing.LoadBalancerAccumulatedStatsResponse.NumRpcsSucceededByMethodEntry.
      public var key: String {
        get { messageReference.string(structure.pointee.key) }
        nonmutating set { structure.pointee.key = messageReference.store(newValue) }
      }

      /// `key` without a `String`.
      public var keyUTF8: UTF8Text {
        get { messageReference.text(structure.pointee.key) }
        nonmutating set { structure.pointee.key = messageReference.store(newValue) }
      }

      /// `value` of grpc.testing.LoadBalancerAccumulatedStatsResponse.NumRpcsSucceededByMethodEntry.
      public var value: Int32 {
        get { structure.pointee.value }
        nonmutating set { structure.pointee.value = newValue }
      }
    }

    /// grpc.testing.LoadBalancerAccumulatedStatsResponse.NumRpcsFailedByMethodEntry
    public struct NumRpcsFailedByMethodEntry: MapEntry {
      public static var messageDescriptor: MessageDescriptor {
        MessageDescriptor(
          grpc__testing__load_balancer_accumulated_stats_response__num_rpcs_failed_by_method_entry__descriptor_address()
        )
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
        UnsafeMutablePointer<Grpc__Testing__LoadBalancerAccumulatedStatsResponse__NumRpcsFailedByMethodEntry>
      {
        messageReference.storage.assumingMemoryBound(
          to: Grpc__Testing__LoadBalancerAccumulatedStatsResponse__NumRpcsFailedByMethodEntry.self)
      }

      /// `key` of grpc.testing.LoadBalancerAccumulatedStatsResponse.NumRpcsFailedByMethodEntry.
      public var key: String {
        get { messageReference.string(structure.pointee.key) }
        nonmutating set { structure.pointee.key = messageReference.store(newValue) }
      }

      /// `key` without a `String`.
      public var keyUTF8: UTF8Text {
        get { messageReference.text(structure.pointee.key) }
        nonmutating set { structure.pointee.key = messageReference.store(newValue) }
      }

      /// `value` of grpc.testing.LoadBalancerAccumulatedStatsResponse.NumRpcsFailedByMethodEntry.
      public var value: Int32 {
        get { structure.pointee.value }
        nonmutating set { structure.pointee.value = newValue }
      }
    }

    /// grpc.testing.LoadBalancerAccumulatedStatsResponse.MethodStats
    public struct MethodStats: ArenaMessage {
      public static var messageDescriptor: MessageDescriptor {
        MessageDescriptor(grpc__testing__load_balancer_accumulated_stats_response__method_stats__descriptor_address())
      }
      @_spi(GeneratedMessages) public let messageReference: MessageReference

      @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
        self.messageReference = messageReference
      }

      /// An empty message in `arena`.
      public init(in arena: Arena) {
        messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
      }

      private var structure: UnsafeMutablePointer<Grpc__Testing__LoadBalancerAccumulatedStatsResponse__MethodStats> {
        messageReference.storage.assumingMemoryBound(
          to: Grpc__Testing__LoadBalancerAccumulatedStatsResponse__MethodStats.self)
      }

      /// The number of RPCs that were started for this method.
      public var rpcsStarted: Int32 {
        get { structure.pointee.rpcs_started }
        nonmutating set { structure.pointee.rpcs_started = newValue }
      }

      /// The number of RPCs that completed with each status for this method.  The
      /// key is the integral value of a google.rpc.Code; the value is the count.
      public var result: RepeatedField<LoadBalancerAccumulatedStatsResponse.MethodStats.ResultEntry> {
        messageReference.list(structure.pointer(to: \.n_result)!)
      }

      /// grpc.testing.LoadBalancerAccumulatedStatsResponse.MethodStats.ResultEntry
      public struct ResultEntry: MapEntry {
        public static var messageDescriptor: MessageDescriptor {
          MessageDescriptor(
            grpc__testing__load_balancer_accumulated_stats_response__method_stats__result_entry__descriptor_address())
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
          UnsafeMutablePointer<Grpc__Testing__LoadBalancerAccumulatedStatsResponse__MethodStats__ResultEntry>
        {
          messageReference.storage.assumingMemoryBound(
            to: Grpc__Testing__LoadBalancerAccumulatedStatsResponse__MethodStats__ResultEntry.self)
        }

        /// `key` of grpc.testing.LoadBalancerAccumulatedStatsResponse.MethodStats.ResultEntry.
        public var key: Int32 {
          get { structure.pointee.key }
          nonmutating set { structure.pointee.key = newValue }
        }

        /// `value` of grpc.testing.LoadBalancerAccumulatedStatsResponse.MethodStats.ResultEntry.
        public var value: Int32 {
          get { structure.pointee.value }
          nonmutating set { structure.pointee.value = newValue }
        }
      }
    }

    /// grpc.testing.LoadBalancerAccumulatedStatsResponse.StatsPerMethodEntry
    public struct StatsPerMethodEntry: MapEntry {
      public static var messageDescriptor: MessageDescriptor {
        MessageDescriptor(
          grpc__testing__load_balancer_accumulated_stats_response__stats_per_method_entry__descriptor_address())
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
        UnsafeMutablePointer<Grpc__Testing__LoadBalancerAccumulatedStatsResponse__StatsPerMethodEntry>
      {
        messageReference.storage.assumingMemoryBound(
          to: Grpc__Testing__LoadBalancerAccumulatedStatsResponse__StatsPerMethodEntry.self)
      }

      /// `key` of grpc.testing.LoadBalancerAccumulatedStatsResponse.StatsPerMethodEntry.
      public var key: String {
        get { messageReference.string(structure.pointee.key) }
        nonmutating set { structure.pointee.key = messageReference.store(newValue) }
      }

      /// `key` without a `String`.
      public var keyUTF8: UTF8Text {
        get { messageReference.text(structure.pointee.key) }
        nonmutating set { structure.pointee.key = messageReference.store(newValue) }
      }

      /// `value` of grpc.testing.LoadBalancerAccumulatedStatsResponse.StatsPerMethodEntry.
      public var value: GRPCTesting.LoadBalancerAccumulatedStatsResponse.MethodStats? {
        get { messageReference.message(structure.pointee.value) }
        nonmutating set { structure.pointee.value = messageReference.store(newValue) }
      }

      /// `value`; an empty one is put there where it is not set.
      public var mutableValue: GRPCTesting.LoadBalancerAccumulatedStatsResponse.MethodStats {
        if let existing = value { return existing }
        let made = GRPCTesting.LoadBalancerAccumulatedStatsResponse.MethodStats(in: arena)
        value = made
        return made
      }
    }
  }
}
