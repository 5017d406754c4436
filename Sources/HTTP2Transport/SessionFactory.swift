import CNghttp2
import EventLoop

/// The callbacks and options that every session of one side uses; made once, then only read.
struct SessionFactory: @unchecked Sendable {
  // Unchecked: nghttp2 only reads both once sessions are made from them.
  private let callbacks: OpaquePointer
  private let options: OpaquePointer

  private static let server: SessionFactory = {
    let factory = SessionFactory(installing: SessionCallbacks.install)
    // Our own monitor counts resets; the library's limit (1,000, then 33 a second) also counts the RST_STREAM that honest clients
    // send after early trailers (nghttp2#1984).
    nghttp2_option_set_stream_reset_rate_limit(factory.options, 10_000, 1_000)
    return factory
  }()

  private static let client = SessionFactory(installing: ClientCallbacks.install)

  private init(installing install: (_ callbacks: OpaquePointer) -> Void) {
    var callbacks: OpaquePointer?
    var options: OpaquePointer?
    guard nghttp2_session_callbacks_new(&callbacks) == 0, nghttp2_option_new(&options) == 0, let callbacks, let options
    else { fatalError("no memory for the first HTTP/2 session") }
    self.callbacks = callbacks
    self.options = options
    install(callbacks)
    nghttp2_option_set_no_auto_window_update(options, 1)
    nghttp2_option_set_no_closed_streams(options, 1)
    // Counts partial reads of a CONTINUATION as well, so its default of 8 would end honest connections.
    nghttp2_option_set_max_continuations(options, 64)
    nghttp2_option_set_max_settings(options, 32)
  }

  /// A session whose callbacks get `connection` as they are called, and whose memory comes from `memory`, which must outlive it;
  /// nil without memory.
  static func makeServerSession(_ connection: HTTP2Connection, memory: FreeLists) -> OpaquePointer? {
    server.makeSession(connection, memory, nghttp2_session_server_new3)
  }

  /// The same for a client.
  static func makeClientSession(_ connection: ClientConnection, memory: FreeLists) -> OpaquePointer? {
    client.makeSession(connection, memory, nghttp2_session_client_new3)
  }

  private typealias Maker = (
    UnsafeMutablePointer<OpaquePointer?>, OpaquePointer, UnsafeMutableRawPointer, OpaquePointer,
    UnsafeMutablePointer<nghttp2_mem>
  ) -> Int32

  private func makeSession(_ connection: AnyObject, _ memory: FreeLists, _ make: Maker) -> OpaquePointer? {
    var session: OpaquePointer?
    let userData = Unmanaged.passUnretained(connection).toOpaque()
    var functions = nghttp2_mem(
      mem_user_data: memory.userData, malloc: FreeLists.malloc, free: FreeLists.free, calloc: FreeLists.calloc,
      realloc: FreeLists.realloc)
    return make(&session, callbacks, userData, options, &functions) == 0 ? session : nil
  }
}

extension OutputBuffer {
  /// Appends what the session has to send, about `byteCountMax` bytes in all; less means that it has nothing more for now.
  /// - Returns: nghttp2's error, after which the session can send nothing; nil when there was none.
  func takeOutput(of session: OpaquePointer, byteCountMax: Int) -> Int32? {
    while count < byteCountMax {
      var chunk: UnsafePointer<UInt8>?
      let before = count
      let chunkBytes = nghttp2_session_mem_send(session, &chunk)
      if chunkBytes < 0 { return Int32(chunkBytes) }
      if chunkBytes > 0, let chunk { append(chunk, count: chunkBytes) }
      // A DATA frame goes straight to the buffer, through the connection's `writeData`.
      if count == before { return nil }
    }
    return nil
  }
}
