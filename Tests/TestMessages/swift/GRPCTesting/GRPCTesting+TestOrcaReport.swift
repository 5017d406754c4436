// Written by countersign-generate from proto/. Do not edit.

internal import CTestMessages
@_spi(GeneratedMessages) import MessagesBase

extension GRPCTesting {
  /// Metrics data the server will update and send to the client. It mirrors orca load report
  /// https://github.com/cncf/xds/blob/eded343319d09f30032952beda9840bbd3dcf7ac/xds/data/orca/v3/orca_load_report.proto#L15,
  /// but avoids orca dependency. Used by both per-query and out-of-band reporting tests.
  public struct TestOrcaReport: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(grpc__testing__test_orca_report__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Grpc__Testing__TestOrcaReport> {
      messageReference.storage.assumingMemoryBound(to: Grpc__Testing__TestOrcaReport.self)
    }

    /// `cpu_utilization` of grpc.testing.TestOrcaReport.
    public var cpuUtilization: Double {
      get { structure.pointee.cpu_utilization }
      nonmutating set { structure.pointee.cpu_utilization = newValue }
    }

    /// `memory_utilization` of grpc.testing.TestOrcaReport.
    public var memoryUtilization: Double {
      get { structure.pointee.memory_utilization }
      nonmutating set { structure.pointee.memory_utilization = newValue }
    }

    /// `request_cost` of grpc.testing.TestOrcaReport.
    public var requestCost: RepeatedField<TestOrcaReport.RequestCostEntry> {
      messageReference.list(structure.pointer(to: \.n_request_cost)!)
    }

    /// `utilization` of grpc.testing.TestOrcaReport.
    public var utilization: RepeatedField<TestOrcaReport.UtilizationEntry> {
      messageReference.list(structure.pointer(to: \.n_utilization)!)
    }

    /// grpc.testing.TestOrcaReport.RequestCostEntry
    public struct RequestCostEntry: MapEntry {
      public static var messageDescriptor: MessageDescriptor {
        MessageDescriptor(grpc__testing__test_orca_report__request_cost_entry__descriptor_address())
      }
      @_spi(GeneratedMessages) public let messageReference: MessageReference

      @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
        self.messageReference = messageReference
      }

      /// An empty message in `arena`.
      public init(in arena: Arena) {
        messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
      }

      private var structure: UnsafeMutablePointer<Grpc__Testing__TestOrcaReport__RequestCostEntry> {
        messageReference.storage.assumingMemoryBound(to: Grpc__Testing__TestOrcaReport__RequestCostEntry.self)
      }

      /// `key` of grpc.testing.TestOrcaReport.RequestCostEntry.
      public var key: String {
        get { messageReference.string(structure.pointee.key) }
        nonmutating set { structure.pointee.key = messageReference.store(newValue) }
      }

      /// `key` without a `String`.
      public var keyUTF8: UTF8Text {
        get { messageReference.text(structure.pointee.key) }
        nonmutating set { structure.pointee.key = messageReference.store(newValue) }
      }

      /// `value` of grpc.testing.TestOrcaReport.RequestCostEntry.
      public var value: Double {
        get { structure.pointee.value }
        nonmutating set { structure.pointee.value = newValue }
      }
    }

    /// grpc.testing.TestOrcaReport.UtilizationEntry
    public struct UtilizationEntry: MapEntry {
      public static var messageDescriptor: MessageDescriptor {
        MessageDescriptor(grpc__testing__test_orca_report__utilization_entry__descriptor_address())
      }
      @_spi(GeneratedMessages) public let messageReference: MessageReference

      @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
        self.messageReference = messageReference
      }

      /// An empty message in `arena`.
      public init(in arena: Arena) {
        messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
      }

      private var structure: UnsafeMutablePointer<Grpc__Testing__TestOrcaReport__UtilizationEntry> {
        messageReference.storage.assumingMemoryBound(to: Grpc__Testing__TestOrcaReport__UtilizationEntry.self)
      }

      /// `key` of grpc.testing.TestOrcaReport.UtilizationEntry.
      public var key: String {
        get { messageReference.string(structure.pointee.key) }
        nonmutating set { structure.pointee.key = messageReference.store(newValue) }
      }

      /// `key` without a `String`.
      public var keyUTF8: UTF8Text {
        get { messageReference.text(structure.pointee.key) }
        nonmutating set { structure.pointee.key = messageReference.store(newValue) }
      }

      /// `value` of grpc.testing.TestOrcaReport.UtilizationEntry.
      public var value: Double {
        get { structure.pointee.value }
        nonmutating set { structure.pointee.value = newValue }
      }
    }
  }
}
