import CNghttp2

/// What nghttp2 calls while a client's session reads and writes. See `SessionCallbacks`.
enum ClientCallbacks {
  static func install(in callbacks: OpaquePointer) {
    installReading(in: callbacks)
    installWriting(in: callbacks)
  }

  private static func installReading(in callbacks: OpaquePointer) {
    nghttp2_session_callbacks_set_on_begin_frame_callback(callbacks) { _, header, userData in
      with(userData) { $0.frameBegan(header!.pointee) }
      return 0
    }
    nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks) { _, _, userData in
      with(userData) { $0.headBegan() }
      return 0
    }
    nghttp2_session_callbacks_set_on_header_callback(callbacks) {
      _, frame, name, nameCount, value, valueCount, _, userData in
      let isAccepted = with(userData) {
        $0.headerField(
          streamID: frame!.pointee.hd.stream_id, name: UnsafeRawBufferPointer(start: name, count: nameCount),
          value: UnsafeRawBufferPointer(start: value, count: valueCount))
      }
      return isAccepted ? 0 : NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE.rawValue
    }
    nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks) { _, frame, userData in
      with(userData) { $0.frameReceived(frame!) }
      return 0
    }
    nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks) { _, _, streamID, bytes, count, userData in
      with(userData) { $0.dataReceived(streamID: streamID, UnsafeRawBufferPointer(start: bytes, count: count)) }
      return 0
    }
    nghttp2_session_callbacks_set_on_stream_close_callback(callbacks) { _, streamID, errorCode, userData in
      with(userData) { $0.streamClosed(streamID: streamID, errorCode: errorCode) }
      return 0
    }
  }

  private static func installWriting(in callbacks: OpaquePointer) {
    nghttp2_session_callbacks_set_on_frame_send_callback(callbacks) { _, frame, userData in
      with(userData) { $0.frameSent(frame!) }
      return 0
    }
    nghttp2_session_callbacks_set_send_data_callback(callbacks) { _, _, frameHeader, count, source, userData in
      let stream = Unmanaged<ClientStream>.fromOpaque(source!.pointee.ptr)
      let wantsMore = with(userData) { connection in
        stream._withUnsafeGuaranteedRef { connection.writeData(of: $0, frameHeader: frameHeader!, count: count) }
      }
      return wantsMore ? 0 : NGHTTP2_ERR_PAUSE.rawValue
    }
  }

  /// The provider of a stream's DATA frames. The stream lives as long as its connection's table holds it.
  static func dataProvider(_ stream: ClientStream) -> nghttp2_data_provider {
    nghttp2_data_provider(
      source: nghttp2_data_source(ptr: Unmanaged.passUnretained(stream).toOpaque()),
      read_callback: { _, _, _, count, flags, source, userData in
        let stream = Unmanaged<ClientStream>.fromOpaque(source!.pointee.ptr)
        return with(userData) { connection in
          stream._withUnsafeGuaranteedRef { connection.dataToSend(of: $0, countMax: count, flags: flags!) }
        }
      })
  }
}

/// Calls `body` with the connection of a callback, without counting a reference: whoever called into the session holds it.
@inline(__always)
private func with<Result>(_ userData: UnsafeMutableRawPointer?, _ body: (ClientConnection) -> Result) -> Result {
  Unmanaged<ClientConnection>.fromOpaque(userData!)._withUnsafeGuaranteedRef(body)
}
