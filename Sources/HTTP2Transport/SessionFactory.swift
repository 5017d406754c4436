import CNghttp2
import EventLoop

/// The callbacks and options that every session of this process uses; made once, then only read.
struct SessionFactory: @unchecked Sendable {
  // Unchecked: nghttp2 only reads both once sessions are made from them.
  private let callbacks: OpaquePointer
  private let options: OpaquePointer

  static let shared = SessionFactory()

  private init() {
    var callbacks: OpaquePointer?
    var options: OpaquePointer?
    guard nghttp2_session_callbacks_new(&callbacks) == 0, nghttp2_option_new(&options) == 0, let callbacks, let options
    else { fatalError("no memory for the first HTTP/2 session") }
    self.callbacks = callbacks
    self.options = options
    SessionCallbacks.install(in: callbacks)
    nghttp2_option_set_no_auto_window_update(options, 1)
    nghttp2_option_set_no_closed_streams(options, 1)
    // Our own monitor counts resets; the library's limit (1,000, then 33 a second) also counts the RST_STREAM that honest clients
    // send after early trailers (nghttp2#1984).
    nghttp2_option_set_stream_reset_rate_limit(options, 10_000, 1_000)
    // Counts partial reads of a CONTINUATION as well, so its default of 8 would end honest connections.
    nghttp2_option_set_max_continuations(options, 64)
    nghttp2_option_set_max_settings(options, 32)
  }

  /// A session whose callbacks get `connection` as they are called, and whose memory comes from `memory`, which must outlive it;
  /// nil without memory.
  func makeServerSession(_ connection: HTTP2Connection, memory: FreeLists) -> OpaquePointer? {
    var session: OpaquePointer?
    let userData = Unmanaged.passUnretained(connection).toOpaque()
    var functions = nghttp2_mem(
      mem_user_data: memory.userData, malloc: FreeLists.malloc, free: FreeLists.free, calloc: FreeLists.calloc,
      realloc: FreeLists.realloc)
    return nghttp2_session_server_new3(&session, callbacks, userData, options, &functions) == 0 ? session : nil
  }
}
