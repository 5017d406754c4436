import CNghttp2

/// What nghttp2 calls while it reads and writes. Each finds its connection and passes on plain values; none throws, none calls
/// into the session's own receive or send.
enum SessionCallbacks {
  static func install(in callbacks: OpaquePointer) {
    nghttp2_session_callbacks_set_on_begin_frame_callback(callbacks) { _, header, userData in
      connection(userData).frameBegan(header!.pointee)
      return 0
    }
    nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks) { _, frame, userData in
      guard frame!.pointee.headers.cat == NGHTTP2_HCAT_REQUEST else { return 0 }
      connection(userData).requestBegan(streamID: frame!.pointee.hd.stream_id)
      return 0
    }
    nghttp2_session_callbacks_set_on_header_callback(callbacks) {
      _, frame, name, nameCount, value, valueCount, _, userData in
      let isAccepted = connection(userData).headerField(
        streamID: frame!.pointee.hd.stream_id, name: UnsafeRawBufferPointer(start: name, count: nameCount),
        value: UnsafeRawBufferPointer(start: value, count: valueCount))
      return isAccepted ? 0 : NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE.rawValue
    }
    nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks) { _, frame, userData in
      connection(userData).frameReceived(frame!)
      return 0
    }
    nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks) { _, _, streamID, bytes, count, userData in
      connection(userData).dataReceived(streamID: streamID, UnsafeRawBufferPointer(start: bytes, count: count))
      return 0
    }
    nghttp2_session_callbacks_set_on_stream_close_callback(callbacks) { _, streamID, _, userData in
      connection(userData).streamClosed(streamID: streamID)
      return 0
    }
    nghttp2_session_callbacks_set_on_frame_send_callback(callbacks) { _, frame, userData in
      connection(userData).frameSent(frame!)
      return 0
    }
    nghttp2_session_callbacks_set_send_data_callback(callbacks) { _, _, frameHeader, count, source, userData in
      let stream = Unmanaged<ServerStream>.fromOpaque(source!.pointee.ptr).takeUnretainedValue()
      connection(userData).writeData(of: stream, frameHeader: frameHeader!, count: count)
      return 0
    }
  }

  /// The provider of a stream's DATA frames. The stream lives as long as its connection's table holds it.
  static func dataProvider(_ stream: ServerStream) -> nghttp2_data_provider {
    nghttp2_data_provider(
      source: nghttp2_data_source(ptr: Unmanaged.passUnretained(stream).toOpaque()),
      read_callback: { _, _, _, count, flags, source, userData in
        let stream = Unmanaged<ServerStream>.fromOpaque(source!.pointee.ptr).takeUnretainedValue()
        return connection(userData).dataToSend(of: stream, countMax: count, flags: flags!)
      })
  }
}

/// A function outside of any type, so that the callbacks above capture nothing.
@inline(__always)
private func connection(_ userData: UnsafeMutableRawPointer?) -> HTTP2Connection {
  Unmanaged<HTTP2Connection>.fromOpaque(userData!).takeUnretainedValue()
}
