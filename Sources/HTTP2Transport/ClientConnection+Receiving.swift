import CNghttp2
import RPCCore

/// What nghttp2 tells while it reads.
extension ClientConnection {
  /// Called for every frame of a known type, also for those that nghttp2 ignores afterwards.
  func frameBegan(_ header: nghttp2_frame_hd) {
    switch header.type {
    case FrameType.data: if header.flags & FrameFlag.endStream == 0 { note(.emptyData) }
    case FrameType.ping: if header.flags & FrameFlag.acknowledgement == 0 { note(.ping(hasOpenStreams: true)) }
    case FrameType.settings: note(.settings)
    case FrameType.windowUpdate: note(.windowUpdate)
    // We said that we take none (RFC 9113 §8.4).
    case Self.pushPromise: violated(NGHTTP2_PROTOCOL_ERROR.rawValue, "the server pushes")
    default: break
    }
  }

  private static let pushPromise: UInt8 = 5

  private func note(_ event: AbuseMonitor.Event) {
    guard case .end(let reason) = abuse.note(event, nowMicroseconds: loop.nowMicroseconds) else { return }
    violated(NGHTTP2_ENHANCE_YOUR_CALM.rawValue, reason.rawValue)
  }

  private func violated(_ code: UInt32, _ reason: String) {
    if noticed.violation == nil { noticed.violation = (code, reason) }
  }

  /// A head or trailers begin; their fields follow without anything between them.
  func headBegan() { head = ResponseHead() }

  /// - Returns: false for a head over the limit; nghttp2 then resets the stream.
  func headerField(streamID: Int32, name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) -> Bool {
    if head.add(name: name, value: value, limits: limits.head) { return true }
    stream(streamID)?.refuseHead()
    return false
  }

  func frameReceived(_ frame: UnsafePointer<nghttp2_frame>) {
    let header = frame.pointee.hd
    let endsStream = header.flags & FrameFlag.endStream != 0
    switch header.type {
    case FrameType.data: if endsStream { stream(header.stream_id)?.endedWithoutTrailers() }
    case FrameType.headers:
      hasAnswered = true
      stream(header.stream_id)?.headReceived(head, endsStream: endsStream)
    case FrameType.settings: if header.flags & FrameFlag.acknowledgement == 0 { settingsReceived() }
    case FrameType.goAway: goAwayReceived(frame.pointee.goaway)
    default: break
    }
  }

  private func settingsReceived() {
    noticed.isReady = true
    noticed.hasRoom = true
  }

  /// The streams that the server did not take, nghttp2 closes as refused.
  private func goAwayReceived(_ frame: nghttp2_goaway) {
    noticed.isGoingAway = true
    guard frame.error_code == NGHTTP2_ENHANCE_YOUR_CALM.rawValue else { return }
    let debugData = UnsafeBufferPointer(start: frame.opaque_data, count: frame.opaque_data_len)
    if debugData.elementsEqual("too_many_pings".utf8) { isAskedTooOften = true }
  }

  /// The connection's window is given back at once, so that one call whose answers nobody reads cannot stop the others.
  func dataReceived(streamID: Int32, _ bytes: UnsafeRawBufferPointer) {
    if !bytes.isEmpty { abuse.dataReceived() }
    nghttp2_session_consume_connection(session, bytes.count)
    guard let stream = stream(streamID) else { return giveBackWindow(streamID, bytes.count) }
    stream.dataReceived(bytes)
  }

  func giveBackWindow(_ streamID: Int32, _ count: Int) {
    guard session != nil else { return }
    nghttp2_session_consume_stream(session, streamID, count)
  }

  func streamClosed(streamID: Int32, errorCode: UInt32) {
    guard let stream = stream(streamID) else { return }
    // Until nghttp2 forgets it: the stream's object may be gone before.
    nghttp2_session_set_stream_user_data(session, streamID, nil)
    if stream.closed(errorCode) { noticed.sendAgain.append(stream) }
    remove(stream)
  }
}
