import CNghttp2
import RPCCore

/// What nghttp2 tells while it reads.
extension HTTP2Connection {
  /// Called for every frame of a known type, also for those that nghttp2 ignores afterwards.
  func frameBegan(_ header: nghttp2_frame_hd) {
    visibleBytes += 9
    // The payload of DATA is visible only as it is delivered: padding is not, nor what comes for a stream that is gone.
    if header.type == FrameType.data { return noteData(header) }
    visibleBytes += header.length
    switch header.type {
    case FrameType.headers: abuse.headersBegan()
    case FrameType.continuation: note(.continuation)
    case FrameType.ping:
      if header.flags & FrameFlag.acknowledgement == 0 { note(.ping(hasOpenStreams: openStreams > 0)) }
    case FrameType.settings: note(.settings)
    case FrameType.windowUpdate: note(.windowUpdate)
    case FrameType.priority:
      note(.priority)
      // libnghttp2 ignores the whole type, as we told it to (RFC 9113 §6.3).
      if header.stream_id == 0 { hasBrokenProtocol = true }
    // Counted in `frameReceived`, where it is known whether the stream was unfinished.
    case FrameType.resetStream: break
    default: note(.otherControlFrame)
    }
  }

  /// Every frame that ends nothing counts as empty until a byte of payload arrives: padding makes no difference. What is still on
  /// its way to a stream that is gone is dropped unread, so there only the length can tell.
  private func noteData(_ header: nghttp2_frame_hd) {
    guard header.flags & FrameFlag.endStream == 0 else { return }
    let isRead = withStream(header.stream_id) { !$0.isResetByUs } ?? false
    if isRead || header.length == 0 { note(.emptyData) }
  }

  /// A head or trailers begin; their fields follow without anything between them.
  func headBegan(streamID: Int32) {
    head.restart()
    headStreamID = streamID
    headCount &+= 1
    isReadingHead = true
  }

  /// - Returns: false for a head over the limit; nghttp2 then resets the stream.
  func headerField(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) -> Bool {
    if head.add(name: name, value: value, limits: headLimits, routes: routes) { return true }
    isReadingHead = false
    note(.oversizedHead)
    return false
  }

  func frameReceived(_ frame: UnsafePointer<nghttp2_frame>) {
    let header = frame.pointee.hd
    switch header.type {
    case FrameType.data:
      if header.flags & FrameFlag.endStream != 0 { withStream(header.stream_id) { $0.requestEnded() } }
    case FrameType.headers: headReceived(frame)
    case FrameType.resetStream: resetReceived(header.stream_id)
    case FrameType.settings: settingsReceived(header)
    case FrameType.ping:
      guard header.flags & FrameFlag.acknowledgement != 0 else { break }
      withUnsafeBytes(of: frame.pointee.ping.opaque_data) { pingAcknowledged($0) }
    default: break
    }
  }

  private func headReceived(_ frame: UnsafePointer<nghttp2_frame>) {
    let header = frame.pointee.hd
    let hasEnded = header.flags & FrameFlag.endStream != 0
    isReadingHead = false
    guard frame.pointee.headers.cat == NGHTTP2_HCAT_REQUEST else {
      if hasEnded { stream(header.stream_id)?.requestEnded() }
      return
    }
    // Once the connection is to be ended nothing new is taken up; nghttp2 reads the rest of the chunk all the same.
    // Nor what the last GOAWAY does not count: that may wait to be sent, and nghttp2 closes such streams only then.
    guard abuseReason == nil, !self.hasEnded, header.stream_id <= lastServedStreamID else { return }
    abuse.streamOpened()
    usefulBytes += head.receivedBytes
    let stream = ServerStream(id: header.stream_id, connection: self, head: head)
    insert(stream)
    nghttp2_session_set_stream_user_data(session, stream.id, Unmanaged.passUnretained(stream).toOpaque())
    if stream.id >= Self.streamIDMax { beginEnd(.streamIDs) }
    stream.headReceived()
    if hasEnded { stream.requestEnded() }
  }

  private func resetReceived(_ streamID: Int32) {
    // An answer that is decided but not sent is work for nothing as well, also one that cost no handler.
    guard let stream = stream(streamID), nghttp2_session_get_stream_local_close(session, streamID) == 0 else { return }
    counters.streamsCancelled.add(1)
    let ageMicroseconds = loop.nowMicroseconds - stream.openedMicroseconds
    if ageMicroseconds < environment.limits.abuse.rapidResetMicrosecondsMax { note(.peerReset) }
  }

  private func settingsReceived(_ header: nghttp2_frame_hd) {
    if header.flags & FrameFlag.acknowledgement != 0 {
      hasSettingsAcknowledgement = true
    } else {
      hasPeerSettings = true
      let limit = nghttp2_session_get_remote_settings(session, NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE)
      trailerListBytesMax = min(environment.limits.trailerListBytesMax, Int(limit))
    }
    if hasPeerSettings, hasSettingsAcknowledgement, !isEstablished {
      isEstablished = true
      planLifetime()
    }
  }

  /// The connection's window is given back at once, so that one stream that nobody reads cannot stop the others.
  func dataReceived(streamID: Int32, _ bytes: UnsafeRawBufferPointer) {
    if !bytes.isEmpty { abuse.dataReceived() }
    visibleBytes += bytes.count
    nghttp2_session_consume_connection(session, bytes.count)
    let isKnown: Void? = withStream(streamID) { stream in
      // What comes for a call that is over is of no use to anybody.
      if !stream.machine.isOver { usefulBytes += bytes.count }
      stream.received(bytes)
    }
    if isKnown == nil { nghttp2_session_consume_stream(session, streamID, bytes.count) }
  }

  func streamClosed(streamID: Int32) {
    if let stream = stream(streamID) { remove(stream) }
  }
}

/// Frame types of RFC 9113 §6, as nghttp2 gives them: one byte.
enum FrameType {
  static let data: UInt8 = 0
  static let headers: UInt8 = 1
  static let priority: UInt8 = 2
  static let resetStream: UInt8 = 3
  static let settings: UInt8 = 4
  static let ping: UInt8 = 6
  static let goAway: UInt8 = 7
  static let windowUpdate: UInt8 = 8
  static let continuation: UInt8 = 9
}

enum FrameFlag {
  static let endStream: UInt8 = 1
  static let acknowledgement: UInt8 = 1
}
