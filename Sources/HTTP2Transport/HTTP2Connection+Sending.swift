import CNghttp2
import RPCCore

/// What nghttp2 asks and tells while it writes, and what a stream submits.
extension HTTP2Connection {
  /// How much of the stream's waiting bytes the next DATA frame takes. `writeData` then moves just so many.
  func dataToSend(of stream: ServerStream, countMax: Int, flags: UnsafeMutablePointer<UInt32>) -> Int {
    let count = min(countMax, stream.outgoing.byteCount)
    let isLast = count == stream.outgoing.byteCount && stream.isFinishing
    if isLast {
      flags.pointee |= NGHTTP2_DATA_FLAG_EOF.rawValue
      if !stream.isPlain {
        flags.pointee |= NGHTTP2_DATA_FLAG_NO_END_STREAM.rawValue
        submitTrailers(stream)
      }
    } else if count == 0 {
      stream.isDeferred = true
      return Int(NGHTTP2_ERR_DEFERRED.rawValue)
    }
    flags.pointee |= NGHTTP2_DATA_FLAG_NO_COPY.rawValue
    return count
  }

  /// - Returns: false once as much is produced as was asked for. nghttp2 must then be told to pause: it would otherwise serialise
  ///   every stream's DATA in this one go.
  func writeData(of stream: ServerStream, frameHeader: UnsafePointer<UInt8>, count: Int) -> Bool {
    guard let output else { return false }
    output.append(frameHeader, count: 9)
    stream.outgoing.move(count, to: output)
    stream.sent(count)
    return output.count < outputBytesMax
  }

  func frameSent(_ frame: UnsafePointer<nghttp2_frame>) {
    let header = frame.pointee.hd
    switch header.type {
    case FrameType.data:
      abuse.frameSent()
      if header.flags & FrameFlag.endStream != 0 { answerSent(header.stream_id) }
    case FrameType.headers:
      abuse.frameSent()
      if header.flags & FrameFlag.endStream != 0 { answerSent(header.stream_id) }
    case FrameType.resetStream: resetSent(header.stream_id, frame.pointee.rst_stream.error_code)
    case FrameType.goAway: goAwaySent(frame.pointee.goaway.error_code)
    default: break
    }
  }

  /// The end of an answer before the caller's end: only now, that it is serialised, may RST_STREAM(NO_ERROR) follow; submitted any
  /// earlier it would take its place (RFC 9113 §8.1, PROTOCOL-HTTP2 "Early Server Closure").
  private func answerSent(_ streamID: Int32) {
    withStream(streamID) { if $0.machine.isRequestOpen { reset($0, NGHTTP2_NO_ERROR.rawValue) } }
  }

  private func resetSent(_ streamID: Int32, _ errorCode: UInt32) {
    if streamID == headStreamID { isReadingHead = false }
    if let stream = stream(streamID), stream.isResetByUs {
      // What is on its way to it will be dropped unseen.
      return abuse.requestCutOff(windowBytes: Int(environment.limits.streamWindowBytes))
    }
    note(.localReset)
  }

  func reset(_ stream: ServerStream, _ errorCode: UInt32) {
    stream.isResetByUs = true
    nghttp2_submit_rst_stream(session, UInt8(NGHTTP2_FLAG_NONE.rawValue), stream.id, errorCode)
  }

  // MARK: Answers

  func submitHead(_ stream: ServerStream, isDataFollowing: Bool = true) {
    let constant = ConstantHeaders.shared
    let head = stream.head.contentType == .grpcProto ? constant.grpcProto : constant.grpc
    if !stream.hasOutgoingMetadata, !stream.answersMayBeCompressed, stream.head.encoding == nil {
      return submitHead(stream, head, constant.responseCount, isDataFollowing)
    }
    let own = stream.encodingFields + StatusFields.fields(stream.initialMetadata)
    withFields(own, after: head, constant.responseCount) { fields, count in
      submitHead(stream, fields, count, isDataFollowing)
    }
  }

  private func submitHead(
    _ stream: ServerStream, _ fields: UnsafeMutablePointer<nghttp2_nv>, _ count: Int, _ isDataFollowing: Bool
  ) {
    if isDataFollowing {
      var provider = SessionCallbacks.dataProvider(stream)
      nghttp2_submit_response(session, stream.id, fields, count, &provider)
    } else {
      nghttp2_submit_headers(session, UInt8(NGHTTP2_FLAG_NONE.rawValue), stream.id, nil, fields, count, nil)
    }
  }

  func submitTrailers(_ stream: ServerStream) {
    let constant = ConstantHeaders.shared
    if stream.ending == nil, !stream.hasOutgoingMetadata {
      nghttp2_submit_trailer(session, stream.id, constant.okTrailers, constant.trailerCount)
    } else {
      let fields = StatusFields.trailers(
        error: stream.ending, metadata: stream.trailingMetadata, listBytesMax: trailerListBytesMax)
      withFields(fields, after: nil, 0) { _ = nghttp2_submit_trailer(session, stream.id, $0, $1) }
    }
  }

  func submitTrailersOnly(_ stream: ServerStream) {
    let constant = ConstantHeaders.shared
    let head = stream.head.contentType == .grpcProto ? constant.grpcProto : constant.grpc
    let encoding = stream.encodingFields
    let headBytes = encoding.reduce(2 * 32 + 64) { $0 + $1.listBytes }
    let fields = StatusFields.trailers(
      error: stream.ending, metadata: stream.trailingMetadata, listBytesMax: trailerListBytesMax - headBytes)
    withFields(encoding + fields, after: head, constant.responseCount) {
      _ = nghttp2_submit_response(session, stream.id, $0, $1, nil)
    }
  }

  /// The head of an answer to a request for the server's health; the body follows from what the stream has to send.
  func submitHealth(_ stream: ServerStream, isServing: Bool, bodyBytes: Int, hasBody: Bool) {
    let fields = [
      HeaderField(":status", isServing ? "200" : "503"), HeaderField("content-type", "text/plain"),
      HeaderField("content-length", String(bodyBytes)), HeaderField("cache-control", "no-store"),
    ]
    withFields(fields, after: nil, 0) { list, count in
      guard hasBody else {
        _ = nghttp2_submit_response(session, stream.id, list, count, nil)
        return
      }
      submitHead(stream, list, count, true)
    }
  }

  /// The answer to a request that is no gRPC.
  func submitHTTP(_ stream: ServerStream, status: Int) {
    var fields = [HeaderField(":status", String(status)), HeaderField("content-length", "0")]
    if status == 405 { fields.append(HeaderField("allow", "POST")) }
    withFields(fields, after: nil, 0) { _ = nghttp2_submit_response(session, stream.id, $0, $1, nil) }
  }

  /// Calls `body` with the constant fields and then `fields`, which nghttp2 copies.
  private func withFields(
    _ fields: [HeaderField], after constant: UnsafeMutablePointer<nghttp2_nv>?, _ constantCount: Int,
    _ body: (UnsafeMutablePointer<nghttp2_nv>, Int) -> Void
  ) {
    var bytes: [UInt8] = []
    for field in fields { bytes += field.name + field.value }
    bytes.withUnsafeMutableBufferPointer { memory in
      var list: [nghttp2_nv] = []
      for index in 0..<constantCount { list.append(constant![index]) }
      var offset = 0
      for field in fields {
        let name = memory.baseAddress! + offset
        list.append(
          nghttp2_nv(
            name: name, value: name + field.name.count, namelen: field.name.count, valuelen: field.value.count,
            flags: UInt8(NGHTTP2_NV_FLAG_NONE.rawValue)))
        offset += field.name.count + field.value.count
      }
      list.withUnsafeMutableBufferPointer { body($0.baseAddress!, $0.count) }
    }
  }
}
