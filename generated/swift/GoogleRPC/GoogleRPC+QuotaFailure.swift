// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension GoogleRPC {
  /// Describes how a quota check failed.
  ///
  /// For example if a daily limit was exceeded for the calling project,
  /// a service could respond with a QuotaFailure detail containing the project
  /// id and the description of the quota limit that was exceeded.  If the
  /// calling project hasn't enabled the service in the developer console, then
  /// a service could respond with the project id and set `service_disabled`
  /// to true.
  ///
  /// Also see RetryInfo and Help types for other details about handling a
  /// quota failure.
  public struct QuotaFailure: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(google__rpc__quota_failure__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Google__Rpc__QuotaFailure> {
      messageReference.storage.assumingMemoryBound(to: Google__Rpc__QuotaFailure.self)
    }

    /// Describes all quota violations.
    public var violations: RepeatedField<QuotaFailure.Violation> {
      messageReference.list(structure.pointer(to: \.n_violations)!)
    }

    /// A message type used to describe a single quota violation.  For example, a
    /// daily quota or a custom quota that was exceeded.
    public struct Violation: ArenaMessage {
      public static var messageDescriptor: MessageDescriptor {
        MessageDescriptor(google__rpc__quota_failure__violation__descriptor_address())
      }
      @_spi(GeneratedMessages) public let messageReference: MessageReference

      @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
        self.messageReference = messageReference
      }

      /// An empty message in `arena`.
      public init(in arena: Arena) {
        messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
      }

      private var structure: UnsafeMutablePointer<Google__Rpc__QuotaFailure__Violation> {
        messageReference.storage.assumingMemoryBound(to: Google__Rpc__QuotaFailure__Violation.self)
      }

      /// The subject on which the quota check failed.
      /// For example, "clientip:<ip address of client>" or "project:<Google
      /// developer project id>".
      public var subject: String {
        get { messageReference.string(structure.pointee.subject) }
        nonmutating set { structure.pointee.subject = messageReference.store(newValue) }
      }

      /// `subject` without a `String`.
      public var subjectUTF8: UTF8Text {
        get { messageReference.text(structure.pointee.subject) }
        nonmutating set { structure.pointee.subject = messageReference.store(newValue) }
      }

      /// A description of how the quota check failed. Clients can use this
      /// description to find more about the quota configuration in the service's
      /// public documentation, or find the relevant quota limit to adjust through
      /// developer console.
      ///
      /// For example: "Service disabled" or "Daily Limit for read operations
      /// exceeded".
      public var description: String {
        get { messageReference.string(structure.pointee.description) }
        nonmutating set { structure.pointee.description = messageReference.store(newValue) }
      }

      /// `description` without a `String`.
      public var descriptionUTF8: UTF8Text {
        get { messageReference.text(structure.pointee.description) }
        nonmutating set { structure.pointee.description = messageReference.store(newValue) }
      }

      /// The API Service from which the `QuotaFailure.Violation` orginates. In
      /// some cases, Quota issues originate from an API Service other than the one
      /// that was called. In other words, a dependency of the called API Service
      /// could be the cause of the `QuotaFailure`, and this field would have the
      /// dependency API service name.
      ///
      /// For example, if the called API is Kubernetes Engine API
      /// (container.googleapis.com), and a quota violation occurs in the
      /// Kubernetes Engine API itself, this field would be
      /// "container.googleapis.com". On the other hand, if the quota violation
      /// occurs when the Kubernetes Engine API creates VMs in the Compute Engine
      /// API (compute.googleapis.com), this field would be
      /// "compute.googleapis.com".
      public var apiService: String {
        get { messageReference.string(structure.pointee.api_service) }
        nonmutating set { structure.pointee.api_service = messageReference.store(newValue) }
      }

      /// `apiService` without a `String`.
      public var apiServiceUTF8: UTF8Text {
        get { messageReference.text(structure.pointee.api_service) }
        nonmutating set { structure.pointee.api_service = messageReference.store(newValue) }
      }

      /// The metric of the violated quota. A quota metric is a named counter to
      /// measure usage, such as API requests or CPUs. When an activity occurs in a
      /// service, such as Virtual Machine allocation, one or more quota metrics
      /// may be affected.
      ///
      /// For example, "compute.googleapis.com/cpus_per_vm_family",
      /// "storage.googleapis.com/internet_egress_bandwidth".
      public var quotaMetric: String {
        get { messageReference.string(structure.pointee.quota_metric) }
        nonmutating set { structure.pointee.quota_metric = messageReference.store(newValue) }
      }

      /// `quotaMetric` without a `String`.
      public var quotaMetricUTF8: UTF8Text {
        get { messageReference.text(structure.pointee.quota_metric) }
        nonmutating set { structure.pointee.quota_metric = messageReference.store(newValue) }
      }

      /// The id of the violated quota. Also know as "limit name", this is the
      /// unique identifier of a quota in the context of an API service.
      ///
      /// For example, "CPUS-PER-VM-FAMILY-per-project-region".
      public var quotaID: String {
        get { messageReference.string(structure.pointee.quota_id) }
        nonmutating set { structure.pointee.quota_id = messageReference.store(newValue) }
      }

      /// `quotaID` without a `String`.
      public var quotaIDUTF8: UTF8Text {
        get { messageReference.text(structure.pointee.quota_id) }
        nonmutating set { structure.pointee.quota_id = messageReference.store(newValue) }
      }

      /// The dimensions of the violated quota. Every non-global quota is enforced
      /// on a set of dimensions. While quota metric defines what to count, the
      /// dimensions specify for what aspects the counter should be increased.
      ///
      /// For example, the quota "CPUs per region per VM family" enforces a limit
      /// on the metric "compute.googleapis.com/cpus_per_vm_family" on dimensions
      /// "region" and "vm_family". And if the violation occurred in region
      /// "us-central1" and for VM family "n1", the quota_dimensions would be,
      ///
      /// {
      ///   "region": "us-central1",
      ///   "vm_family": "n1",
      /// }
      ///
      /// When a quota is enforced globally, the quota_dimensions would always be
      /// empty.
      public var quotaDimensions: RepeatedField<QuotaFailure.Violation.QuotaDimensionsEntry> {
        messageReference.list(structure.pointer(to: \.n_quota_dimensions)!)
      }

      /// The enforced quota value at the time of the `QuotaFailure`.
      ///
      /// For example, if the enforced quota value at the time of the
      /// `QuotaFailure` on the number of CPUs is "10", then the value of this
      /// field would reflect this quantity.
      public var quotaValue: Int64 {
        get { structure.pointee.quota_value }
        nonmutating set { structure.pointee.quota_value = newValue }
      }

      /// `future_quota_value` of google.rpc.QuotaFailure.Violation.
      public var futureQuotaValue: Int64? {
        get {
          structure.pointee.future_quota_value_presence_case.rawValue == 8 ? structure.pointee.future_quota_value : nil
        }
        nonmutating set {
          guard let newValue else { return clearFutureQuotaValuePresence(8) }
          structure.pointee.future_quota_value_presence_case = .init(rawValue: 8)
          structure.pointee.future_quota_value = newValue
        }
      }

      /// The new quota value being rolled out at the time of the violation. At the
      /// completion of the rollout, this value will be enforced in place of
      /// quota_value. If no rollout is in progress at the time of the violation,
      /// this field is not set.
      ///
      /// For example, if at the time of the violation a rollout is in progress
      /// changing the number of CPUs quota from 10 to 20, 20 would be the value of
      /// this field.
      ///
      /// Declared as a oneof of one field: the same on the wire and in JSON as the
      /// published `optional int64`, which protobuf-c cannot compile.
      public enum FutureQuotaValuePresence {
        /// `future_quota_value`.
        case futureQuotaValue(Int64)
      }

      /// The field that is set; nil for none, or one that this version does not know.
      public var futureQuotaValuePresence: FutureQuotaValuePresence? {
        get {
          switch structure.pointee.future_quota_value_presence_case.rawValue {
          case 8: futureQuotaValue.map(FutureQuotaValuePresence.futureQuotaValue)
          default: nil
          }
        }
        nonmutating set {
          switch newValue {
          case nil: structure.pointee.future_quota_value_presence_case = .init(rawValue: 0)
          case .futureQuotaValue(let value): futureQuotaValue = value
          }
        }
      }

      private func clearFutureQuotaValuePresence(_ number: UInt32) {
        if structure.pointee.future_quota_value_presence_case.rawValue == number {
          structure.pointee.future_quota_value_presence_case = .init(rawValue: 0)
        }
      }

      /// google.rpc.QuotaFailure.Violation.QuotaDimensionsEntry
      public struct QuotaDimensionsEntry: MapEntry {
        public static var messageDescriptor: MessageDescriptor {
          MessageDescriptor(google__rpc__quota_failure__violation__quota_dimensions_entry__descriptor_address())
        }
        @_spi(GeneratedMessages) public let messageReference: MessageReference

        @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
          self.messageReference = messageReference
        }

        /// An empty message in `arena`.
        public init(in arena: Arena) {
          messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
        }

        private var structure: UnsafeMutablePointer<Google__Rpc__QuotaFailure__Violation__QuotaDimensionsEntry> {
          messageReference.storage.assumingMemoryBound(
            to: Google__Rpc__QuotaFailure__Violation__QuotaDimensionsEntry.self)
        }

        /// `key` of google.rpc.QuotaFailure.Violation.QuotaDimensionsEntry.
        public var key: String {
          get { messageReference.string(structure.pointee.key) }
          nonmutating set { structure.pointee.key = messageReference.store(newValue) }
        }

        /// `key` without a `String`.
        public var keyUTF8: UTF8Text {
          get { messageReference.text(structure.pointee.key) }
          nonmutating set { structure.pointee.key = messageReference.store(newValue) }
        }

        /// `value` of google.rpc.QuotaFailure.Violation.QuotaDimensionsEntry.
        public var value: String {
          get { messageReference.string(structure.pointee.value) }
          nonmutating set { structure.pointee.value = messageReference.store(newValue) }
        }

        /// `value` without a `String`.
        public var valueUTF8: UTF8Text {
          get { messageReference.text(structure.pointee.value) }
          nonmutating set { structure.pointee.value = messageReference.store(newValue) }
        }
      }
    }
  }
}
