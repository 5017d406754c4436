/// Where a rule does not hold, each with its reason. An exception that is not needed any more fails a test, too.
enum Exceptions {
  /// Files that say `@unchecked Sendable`.
  static let uncheckedSendable: [String: String] = [
    "Sources/AuditTrail/LibCrypto.swift":
      "a key is immutable once made; OpenSSL counts and locks its references itself",
    "Sources/EventLoop/CertificateReloader.swift": "the watch is touched by its loop's thread alone",
    "Sources/EventLoop/EventLoop.swift": "its state is touched by the loop's own thread alone",
    "Sources/EventLoop/TLSContext.swift": "immutable once made; OpenSSL counts and locks its references itself",
    "Sources/EventLoop/TLSTransfer.swift": "points to a table of functions that is written once and never freed",
    "Sources/HTTP2Transport/ChannelCore.swift": "its state is touched by the loop's own thread alone",
    "Sources/HTTP2Transport/ClientStream.swift": "its state is touched by the loop's own thread alone",
    "Sources/HTTP2Transport/HealthWatch.swift": "its state is touched by the loop's own thread alone",
    "Sources/HTTP2Transport/ConstantHeaders.swift": "points to memory that is written once and never freed",
    "Sources/HTTP2Transport/HandlerPool.swift": "its state is touched by the loop's own thread alone",
    "Sources/HTTP2Transport/HTTP2Server.swift": "the timers of a graceful end are immutable",
    "Sources/HTTP2Transport/ServerStream.swift": "its state is touched by the loop's own thread alone",
    "Sources/HTTP2Transport/ServerWorker.swift": "its state is touched by the loop's own thread alone",
    "Sources/HTTP2Transport/SessionFactory.swift": "nghttp2 only reads the pointers once sessions are made from them",
    "Sources/PostgresStore/HeadNotices.swift": "its state is touched by the loop's own thread alone",
    "Sources/PostgresStore/HighWaterMark.swift": "its state is touched by the loop's own thread alone",
    "Sources/PostgresStore/Line.swift": "its state is touched by the loop's own thread alone",
    "Sources/PostgresStore/Rows.swift": "the result is never changed once it is there, and freed with it",
    "Sources/RPCCore/RoutingTable.swift": "points to memory that is written before anybody reads and freed with it",
    "Sources/SQLiteStore/ConnectionThread.swift": "the connection is touched by its own thread alone",
    "Sources/countersignd/AdminServer.swift": "its state is touched by the control loop's thread alone",
  ]

  /// Files that sleep.
  static let sleep: [String: String] = [
    "Sources/PostgresStore/Migrations.swift": "a start waits for its database on its own thread, before anything runs"
  ]

  /// Files of ReviewCore and ReviewEngine with a `default:`.
  static let defaultCase: [String: String] = [
    "Sources/ReviewCore/AmountPatterns.swift": "a switch over bytes, which no list of cases can exhaust",
    "Sources/ReviewCore/AuditID.swift": "a switch over bytes, which no list of cases can exhaust",
    "Sources/ReviewCore/FieldValidation.swift": "a switch over bytes, which no list of cases can exhaust",
    "Sources/ReviewEngine/EventDecodingHolds.swift": "a switch over recorded text: what is unknown is an error",
    "Sources/ReviewEngine/EventDecodingExecution.swift":
      "a switch over recorded text: what is unknown is an error",
    "Sources/ReviewEngine/EventDecoding.swift": "a switch over recorded text: what is unknown is an error",
    "Sources/ReviewEngine/SubmittedQueryScan.swift": "a switch over bytes, which no list of cases can exhaust",
  ]

  /// Files that say `fatalError`.
  static let fatalError: [String: String] = [
    "Sources/EventLoop/FreeLists.swift": "no memory at the start of a loop: nothing is served yet",
    "Sources/HTTP2Transport/MessageCompression.swift":
      "malloc failed: Swift itself ends the process in the same case",
    "Sources/HTTP2Transport/RequestMemory.swift": "malloc failed: Swift itself ends the process in the same case",
    "Sources/HTTP2Transport/SessionFactory.swift": "no memory for the first session: nothing is served or called yet",
    "Sources/MessagesBase/Arena.swift": "malloc failed: Swift itself ends the process in the same case",
    "Sources/countersign-generate/TypeTable.swift": "a generator run by hand; a broken descriptor set ends it",
  ]

  /// Files over the limit of lines.
  static let longFiles: [String: String] = [:]
}
