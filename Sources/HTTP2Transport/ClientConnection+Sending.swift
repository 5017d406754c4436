import CNghttp2
import RPCCore

/// What nghttp2 asks and tells while it writes, and what a stream submits.
extension ClientConnection {
  /// How many streams the server takes at a time, within our own limit.
  private var streamsMax: Int {
    let peer = nghttp2_session_get_remote_settings(session, NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS)
    return min(Int(peer), limits.concurrentStreamsMax)
  }

  /// Whether one more call can be sent now.
  var hasRoom: Bool { phase == .open && openStreams < streamsMax }

  /// Sends a call: its head, then whatever waits in it.
  /// - Returns: false when nothing was sent: this connection can carry no more calls.
  func open(_ stream: ClientStream) -> Bool {
    guard phase == .open else { return false }
    var provider = ClientCallbacks.dataProvider(stream)
    let streamID = withFields(fields(of: stream)) { list, count in
      nghttp2_submit_request(
        session, nil, list, count, &provider, Unmanaged.passUnretained(stream).toOpaque())
    }
    guard streamID > 0 else {
      // All numbers of streams are used up (RFC 9113 §5.1.1).
      noticed.isGoingAway = true
      return false
    }
    insert(stream)
    stream.attach(to: self, streamID: streamID)
    owner?.connectionNeedsFlush()
    return true
  }

  /// The size of a call's head as the server counts it (RFC 9113 §6.5.2), and how much of it the server takes.
  func headExceedsPeerLimit(_ stream: ClientStream) -> Bool {
    let limit = nghttp2_session_get_remote_settings(session, NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE)
    return fields(of: stream).reduce(0) { $0 + $1.listBytes } > Int(limit)
  }

  private func fields(of stream: ClientStream) -> [HeaderField] {
    var fields = [
      HeaderField(":method", "POST"), HeaderField(":scheme", scheme.description),
      HeaderField(":path", stream.method.path), HeaderField(name: Array(":authority".utf8), value: authority),
      HeaderField("te", "trailers"), HeaderField("content-type", "application/grpc"),
      HeaderField("user-agent", Self.userAgent(configuration.userAgent)),
      HeaderField("grpc-accept-encoding", MessageEncoding.accepted),
    ]
    if stream.options.compressesRequests { fields.append(HeaderField("grpc-encoding", "gzip")) }
    if let microseconds = stream.remainingMicroseconds {
      fields.append(
        HeaderField(name: Array("grpc-timeout".utf8), value: TimeoutHeader.encode(microseconds: microseconds)))
    }
    return fields + StatusFields.fields(stream.options.metadata)
  }

  private static func userAgent(_ product: String) -> String {
    let own = "grpc-swift-countersign/1"
    return product.isEmpty ? own : "\(product) \(own)"
  }

  /// Calls `body` with the fields, which nghttp2 copies. What is secret is kept out of the table that compresses heads.
  private func withFields<Result>(
    _ fields: [HeaderField], _ body: (UnsafeMutablePointer<nghttp2_nv>, Int) -> Result
  ) -> Result {
    var bytes: [UInt8] = []
    for field in fields { bytes += field.name + field.value }
    return bytes.withUnsafeMutableBufferPointer { memory in
      var list: [nghttp2_nv] = []
      var offset = 0
      for field in fields {
        let name = memory.baseAddress! + offset
        let isSecret = field.name.elementsEqual("authorization".utf8) || field.name.elementsEqual("grpc-timeout".utf8)
        list.append(
          nghttp2_nv(
            name: name, value: name + field.name.count, namelen: field.name.count, valuelen: field.value.count,
            flags: UInt8((isSecret ? NGHTTP2_NV_FLAG_NO_INDEX : NGHTTP2_NV_FLAG_NONE).rawValue)))
        offset += field.name.count + field.value.count
      }
      return list.withUnsafeMutableBufferPointer { body($0.baseAddress!, $0.count) }
    }
  }

  // MARK: DATA

  /// How much of the stream's waiting bytes the next DATA frame takes. `writeData` then moves just so many.
  func dataToSend(of stream: ClientStream, countMax: Int, flags: UnsafeMutablePointer<UInt32>) -> Int {
    guard stream.connection === self else { return Int(NGHTTP2_ERR_DEFERRED.rawValue) }
    let count = min(countMax, stream.outgoing.byteCount)
    if count == stream.outgoing.byteCount, stream.machine.isHalfClosed {
      flags.pointee |= NGHTTP2_DATA_FLAG_EOF.rawValue
    } else if count == 0 {
      stream.isDeferred = true
      return Int(NGHTTP2_ERR_DEFERRED.rawValue)
    }
    flags.pointee |= NGHTTP2_DATA_FLAG_NO_COPY.rawValue
    return count
  }

  /// - Returns: false once as much is produced as was asked for; nghttp2 must then be told to pause.
  func writeData(of stream: ClientStream, frameHeader: UnsafePointer<UInt8>, count: Int) -> Bool {
    guard let output else { return false }
    output.append(frameHeader, count: 9)
    stream.outgoing.move(count, to: output)
    stream.sent(count)
    return output.count < outputBytesMax
  }

  func resumeSending(_ stream: ClientStream) {
    guard session != nil else { return }
    nghttp2_session_resume_data(session, stream.id)
    owner?.connectionNeedsFlush()
  }

  func frameSent(_ frame: UnsafePointer<nghttp2_frame>) {
    switch frame.pointee.hd.type {
    case FrameType.headers:
      stream(frame.pointee.hd.stream_id)?.isHeadSent = true
      abuse.streamOpened()
      abuse.frameSent()
    case FrameType.data: abuse.frameSent()
    default: break
    }
  }

  /// Ends a stream from our side.
  func reset(_ stream: ClientStream, _ errorCode: UInt32) {
    guard session != nil else { return }
    nghttp2_submit_rst_stream(session, UInt8(NGHTTP2_FLAG_NONE.rawValue), stream.id, errorCode)
    owner?.connectionNeedsFlush()
  }
}
