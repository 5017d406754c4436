internal import COpenSSL

/// Encrypted bytes on their way to a socket: one growing run of memory that the sessions of a loop take turns to fill.
public final class TLSOutput {
  private var base: UnsafeMutableRawPointer?
  private var capacity = 0
  public private(set) var count = 0

  public init() {}

  deinit { base?.deallocate() }

  public var isEmpty: Bool { count == 0 }

  /// Valid until the next change.
  public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

  /// Forgets the bytes, keeps the memory for the next ones.
  public func removeAll() { count = 0 }

  func append(_ source: UnsafeRawPointer, count added: Int) {
    if added > capacity - count { grow(count + added) }
    base!.advanced(by: count).copyMemory(from: source, byteCount: added)
    count += added
  }

  private func grow(_ needed: Int) {
    let larger = max(80 << 10, max(needed, capacity * 2))
    let memory = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
    if let base {
      memory.copyMemory(from: base, byteCount: count)
      base.deallocate()
    }
    base = memory
    capacity = larger
  }
}

/// Where a session's records come from and go to: the chunk that was just read, and the loop's output. OpenSSL's own memory BIOs
/// would copy each chunk once more, and keep memory of its size for each connection.
struct TLSTransfer {
  /// What is left of the chunk; borrowed for one call.
  var input = UnsafeRawBufferPointer(start: nil, count: 0)
  unowned(unsafe) let output: TLSOutput
  var hasRenegotiated = false
  var keyUpdates = 0

  /// A BIO over a transfer, which must outlive it.
  static func makeBIO(_ transfer: UnsafeMutablePointer<TLSTransfer>) -> OpaquePointer? {
    guard let bio = BIO_new(method.pointer) else { return nil }
    BIO_set_data(bio, transfer)
    BIO_set_init(bio, 1)
    return bio
  }

  private struct Method: @unchecked Sendable {
    // Unchecked: written once, then only read.
    let pointer: OpaquePointer?
  }

  private static let method: Method = {
    let method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "countersign")
    BIO_meth_set_read_ex(method, read)
    BIO_meth_set_write_ex(method, write)
    BIO_meth_set_ctrl(method) { _, command, _, _ in command == BIO_CTRL_FLUSH ? 1 : 0 }
    return Method(pointer: method)
  }()

  private static let retryFlags = BIO_FLAGS_READ | BIO_FLAGS_WRITE | BIO_FLAGS_IO_SPECIAL | BIO_FLAGS_SHOULD_RETRY

  private static let read:
    @convention(c) (OpaquePointer?, UnsafeMutablePointer<CChar>?, Int, UnsafeMutablePointer<Int>?) -> Int32 = {
      bio, target, wanted, taken in
      let transfer = BIO_get_data(bio).assumingMemoryBound(to: TLSTransfer.self)
      BIO_clear_flags(bio, retryFlags)
      let input = transfer.pointee.input
      guard let source = input.baseAddress, !input.isEmpty, let target else {
        BIO_set_flags(bio, BIO_FLAGS_READ | BIO_FLAGS_SHOULD_RETRY)
        return 0
      }
      let count = min(wanted, input.count)
      UnsafeMutableRawPointer(target).copyMemory(from: source, byteCount: count)
      transfer.pointee.input = UnsafeRawBufferPointer(rebasing: input[count...])
      taken?.pointee = count
      return 1
    }

  private static let write:
    @convention(c) (OpaquePointer?, UnsafePointer<CChar>?, Int, UnsafeMutablePointer<Int>?) -> Int32 = {
      bio, source, count, taken in
      let transfer = BIO_get_data(bio).assumingMemoryBound(to: TLSTransfer.self)
      BIO_clear_flags(bio, retryFlags)
      if let source, count > 0 { transfer.pointee.output.append(source, count: count) }
      taken?.pointee = count
      return 1
    }

  private static func of(_ session: OpaquePointer?) -> UnsafeMutablePointer<TLSTransfer>? {
    BIO_get_data(SSL_get_rbio(session))?.assumingMemoryBound(to: TLSTransfer.self)
  }

  /// OpenSSL answers a wish to renegotiate with a warning, as often as it comes. We note it and end the connection.
  static let noteAlert: @convention(c) (OpaquePointer?, Int32, Int32) -> Void = { session, place, value in
    guard place == SSL_CB_WRITE_ALERT, value & 0xff == SSL_AD_NO_RENEGOTIATION else { return }
    of(session)?.pointee.hasRenegotiated = true
  }

  /// Counts the KeyUpdate messages that arrive: each costs us more than the peer (RFC 8446 §4.6.3).
  static let noteMessage:
    @convention(c) (Int32, Int32, Int32, UnsafeRawPointer?, Int, OpaquePointer?, UnsafeMutableRawPointer?) -> Void = {
      isWritten, _, kind, bytes, count, session, _ in
      guard isWritten == 0, kind == SSL3_RT_HANDSHAKE, count > 0, let bytes,
        bytes.load(as: UInt8.self) == UInt8(SSL3_MT_KEY_UPDATE)
      else { return }
      of(session)?.pointee.keyUpdates += 1
    }
}
