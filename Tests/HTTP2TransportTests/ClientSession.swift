import CNghttp2

/// An HTTP/2 client on nghttp2, without a socket: what it wants to send comes out, what it is given goes in.
final class ClientSession {
  /// What came back on one stream.
  struct Answer {
    var head: [(String, String)] = []
    var body: [UInt8] = []
    var trailers: [(String, String)] = []
    /// Length of each DATA frame's chunk.
    var isClosed = false
    var errorCode: UInt32 = 0
    var headCount = 0

    subscript(name: String) -> String? {
      (trailers + head).first { $0.0 == name }?.1
    }

    var status: Int? { self["grpc-status"].flatMap { Int($0) } }

    /// The messages of the body, without their prefixes.
    var messages: [[UInt8]] {
      var messages: [[UInt8]] = []
      var rest = body[...]
      while rest.count >= 5 {
        let start = rest.startIndex
        let count = rest[start + 1..<start + 5].reduce(0) { $0 << 8 | Int($1) }
        messages.append(Array(rest.dropFirst(5).prefix(count)))
        rest = rest.dropFirst(5 + count)
      }
      return messages
    }
  }

  private final class Upload {
    var bytes: [UInt8]
    var isComplete: Bool
    init(_ bytes: [UInt8], isComplete: Bool) {
      self.bytes = bytes
      self.isComplete = isComplete
    }
  }

  private(set) var answers: [Int32: Answer] = [:]
  private(set) var goAways: [(lastStream: Int32, code: UInt32, debug: String)] = []
  private(set) var remoteSettings = false
  private(set) var pingCount = 0
  private var uploads: [Int32: Upload] = [:]
  private var session: OpaquePointer!
  /// False: the windows are given back only by `readOn`.
  private let readsAtOnce: Bool
  private var unread: [Int32: Int] = [:]

  init(
    windowBytes: UInt32 = 65_535, connectionWindowBytes: Int32 = 65_535, headerListBytesMax: UInt32? = nil,
    readsAtOnce: Bool = true
  ) {
    self.readsAtOnce = readsAtOnce
    var callbacks: OpaquePointer?
    var options: OpaquePointer?
    nghttp2_session_callbacks_new(&callbacks)
    nghttp2_option_new(&options)
    nghttp2_option_set_no_auto_window_update(options, 1)
    Self.install(callbacks!)
    nghttp2_session_client_new2(&session, callbacks, Unmanaged.passUnretained(self).toOpaque(), options)
    nghttp2_session_callbacks_del(callbacks)
    nghttp2_option_del(options)
    var settings = [
      nghttp2_settings_entry(settings_id: Int32(NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE.rawValue), value: windowBytes)
    ]
    if let headerListBytesMax {
      settings.append(
        nghttp2_settings_entry(
          settings_id: Int32(NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE.rawValue), value: headerListBytesMax))
    }
    nghttp2_submit_settings(session, 0, settings, settings.count)
    nghttp2_session_set_local_window_size(session, 0, 0, connectionWindowBytes)
  }

  deinit { nghttp2_session_del(session) }

  /// A gRPC call with these bytes as its body, sealed or broken as the test wants them.
  @discardableResult
  func call(
    _ path: String, _ body: [UInt8] = [], endStream: Bool = true, headers: [(String, String)] = [],
    without: [String] = []
  ) -> Int32 {
    let usual = [
      (":method", "POST"), (":scheme", "http"), (":path", path), (":authority", "test"),
      ("content-type", "application/grpc"), ("te", "trailers"),
    ]
    let replaced = headers.map(\.0).filter { $0.hasPrefix(":") || $0 == "content-type" }
    let fields = (usual.filter { !without.contains($0.0) && !replaced.contains($0.0) } + headers)
      .sorted { $0.0.hasPrefix(":") && !$1.0.hasPrefix(":") }
    let upload = Upload(body, isComplete: endStream)
    let streamID = withFields(fields) { list, count in
      if body.isEmpty, endStream { return nghttp2_submit_request(session, nil, list, count, nil, nil) }
      var provider = Self.provider(upload)
      return nghttp2_submit_request(session, nil, list, count, &provider, nil)
    }
    uploads[streamID] = upload
    answers[streamID] = Answer()
    return streamID
  }

  func upload(_ streamID: Int32, _ bytes: [UInt8], endStream: Bool = false) {
    guard let upload = uploads[streamID] else { return }
    upload.bytes += bytes
    upload.isComplete = endStream
    nghttp2_session_resume_data(session, streamID)
  }

  func reset(_ streamID: Int32, code: UInt32 = 8) { nghttp2_submit_rst_stream(session, 0, streamID, code) }

  /// As if so many streams had been opened before.
  func skipStreamIDs(to streamID: Int32) { nghttp2_session_set_next_stream_id(session, streamID) }

  func ping() { nghttp2_submit_ping(session, 0, nil) }

  func sendEmptySettings() { nghttp2_submit_settings(session, 0, nil, 0) }

  /// Gives the server back the window of what arrived.
  func readOn(_ streamID: Int32) {
    let count = unread.removeValue(forKey: streamID) ?? 0
    nghttp2_session_consume(session, streamID, count)
  }

  /// What is to be sent now.
  func output() -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      var chunk: UnsafePointer<UInt8>?
      let count = nghttp2_session_mem_send(session, &chunk)
      guard count > 0 else { return bytes }
      bytes += UnsafeBufferPointer(start: chunk, count: count)
    }
  }

  func receive(_ bytes: [UInt8]) {
    _ = bytes.withUnsafeBufferPointer { nghttp2_session_mem_recv(session, $0.baseAddress, $0.count) }
  }

  private func withFields<Result>(_ fields: [(String, String)], _ body: (UnsafePointer<nghttp2_nv>, Int) -> Result)
    -> Result
  {
    var memory: [UInt8] = fields.flatMap { Array($0.0.utf8) + Array($0.1.utf8) }
    return memory.withUnsafeMutableBufferPointer { memory in
      var offset = 0
      let list = fields.map { name, value in
        defer { offset += name.utf8.count + value.utf8.count }
        return nghttp2_nv(
          name: memory.baseAddress! + offset, value: memory.baseAddress! + offset + name.utf8.count,
          namelen: name.utf8.count, valuelen: value.utf8.count, flags: 0)
      }
      return list.withUnsafeBufferPointer { body($0.baseAddress!, $0.count) }
    }
  }

  private static func provider(_ upload: Upload) -> nghttp2_data_provider {
    nghttp2_data_provider(
      source: nghttp2_data_source(ptr: Unmanaged.passUnretained(upload).toOpaque()),
      read_callback: { _, _, buffer, countMax, flags, source, _ in
        let upload = Unmanaged<Upload>.fromOpaque(source!.pointee.ptr).takeUnretainedValue()
        let count = min(countMax, upload.bytes.count)
        if count == 0, !upload.isComplete { return Int(NGHTTP2_ERR_DEFERRED.rawValue) }
        upload.bytes.withUnsafeBufferPointer { buffer!.update(from: $0.baseAddress!, count: count) }
        upload.bytes.removeFirst(count)
        if upload.bytes.isEmpty, upload.isComplete { flags!.pointee |= NGHTTP2_DATA_FLAG_EOF.rawValue }
        return count
      })
  }

  private static func install(_ callbacks: OpaquePointer) {
    nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks) { _, frame, userData in
      client(userData).answers[frame!.pointee.hd.stream_id]?.headCount += 1
      return 0
    }
    nghttp2_session_callbacks_set_on_header_callback(callbacks) {
      _, frame, name, nameCount, value, valueCount, _, userData in
      let field = (
        String(decoding: UnsafeBufferPointer(start: name, count: nameCount), as: UTF8.self),
        String(decoding: UnsafeBufferPointer(start: value, count: valueCount), as: UTF8.self)
      )
      client(userData).took(field, frame!.pointee.hd.stream_id)
      return 0
    }
    nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks) { _, _, streamID, bytes, count, userData in
      client(userData).took(UnsafeBufferPointer(start: bytes, count: count), streamID)
      return 0
    }
    nghttp2_session_callbacks_set_on_stream_close_callback(callbacks) { _, streamID, errorCode, userData in
      client(userData).answers[streamID]?.isClosed = true
      client(userData).answers[streamID]?.errorCode = errorCode
      return 0
    }
    nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks) { _, frame, userData in
      if frame!.pointee.hd.type == 4 { client(userData).remoteSettings = true }
      if frame!.pointee.hd.type == 6 { client(userData).pingCount += 1 }
      if frame!.pointee.hd.type == 7 { client(userData).tookGoAway(frame!.pointee.goaway) }
      return 0
    }
  }

  private func took(_ field: (String, String), _ streamID: Int32) {
    guard let answer = answers[streamID] else { return }
    if answer.headCount == 1 {
      answers[streamID]?.head.append(field)
    } else {
      answers[streamID]?.trailers.append(field)
    }
  }

  private func took(_ bytes: UnsafeBufferPointer<UInt8>, _ streamID: Int32) {
    answers[streamID]?.body += bytes
    if readsAtOnce {
      nghttp2_session_consume(session, streamID, bytes.count)
    } else {
      unread[streamID, default: 0] += bytes.count
    }
  }

  private func tookGoAway(_ frame: nghttp2_goaway) {
    let debug = UnsafeBufferPointer(start: frame.opaque_data, count: frame.opaque_data_len)
    goAways.append((frame.last_stream_id, frame.error_code, String(decoding: debug, as: UTF8.self)))
  }
}

private func client(_ userData: UnsafeMutableRawPointer?) -> ClientSession {
  Unmanaged<ClientSession>.fromOpaque(userData!).takeUnretainedValue()
}

/// A message behind its prefix.
func sealed(_ message: [UInt8], flag: UInt8 = 0) -> [UInt8] {
  let count = message.count
  return [flag, UInt8(count >> 24 & 255), UInt8(count >> 16 & 255), UInt8(count >> 8 & 255), UInt8(count & 255)]
    + message
}
