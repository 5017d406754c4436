/// How a call failed: a code and a message for the caller, a detail for the log.
///
/// One word: an `async` function that throws it has room for it in its frame, and a call that waits keeps all frames below it.
public struct RPCError: Error, Sendable, Equatable {
  private struct Fields: Equatable, Sendable {
    var code: StatusCode
    var message: String
    var detail: String
    var statusDetails: [UInt8]
  }

  private final class Storage: Sendable {
    let fields: Fields

    init(_ fields: Fields) { self.fields = fields }
  }

  private var storage: Storage

  public init(_ code: StatusCode, _ message: String, detail: String = "", statusDetails: [UInt8] = []) {
    storage = Storage(Fields(code: code, message: message, detail: detail, statusDetails: statusDetails))
  }

  private var fields: Fields {
    get { storage.fields }
    set { storage = Storage(newValue) }
  }

  /// Never `.ok`.
  public var code: StatusCode {
    get { fields.code }
    set { fields.code = newValue }
  }

  /// Goes on the wire as `grpc-message`; safe to show to anybody.
  public var message: String {
    get { fields.message }
    set { fields.message = newValue }
  }

  /// Goes to the log only.
  public var detail: String {
    get { fields.detail }
    set { fields.detail = newValue }
  }

  /// A serialized `google.rpc.Status` for `grpc-status-details-bin`; empty for none. Its code equals `code`.
  public var statusDetails: [UInt8] {
    get { fields.statusDetails }
    set { fields.statusDetails = newValue }
  }

  public static func == (left: RPCError, right: RPCError) -> Bool { left.fields == right.fields }
}
