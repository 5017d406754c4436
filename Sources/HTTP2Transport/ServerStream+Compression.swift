import RPCCore

/// Messages that are compressed, in both directions (grpc `compression.md`).
extension ServerStream {
  /// The message as the handler gets it; nil when it cannot be had, and the call is ended.
  func decoded(_ message: ArrivedMessages.Message) -> [UInt8]? {
    guard head.encoding != nil else { return message.bytes }
    context.setMessageCompressed(message.isCompressed)
    guard message.isCompressed else { return message.bytes }
    var plain: [UInt8] = []
    let refusal = message.bytes.withUnsafeBytes { bytes in expand(bytes) { plain.append(contentsOf: $0) } }
    return chargeExpanded(from: message.bytes.count, to: plain.count, refusal) ? plain : nil
  }

  /// Makes the one message of the request plain, before the handler starts.
  /// - Returns: false when it cannot be done, and the call is ended.
  func decodeRequest() -> Bool {
    context.setMessageCompressed(framer.isCompressed)
    guard framer.isCompressed else { return true }
    var plain = RequestMemory(connection.handlers.memory)
    let refusal = expand(request.bytes) { plain.append($0) }
    guard chargeExpanded(from: request.bytes.count, to: plain.bytes.count, refusal) else { return false }
    request = plain
    return true
  }

  private func expand(_ bytes: UnsafeRawBufferPointer, _ take: (UnsafeRawBufferPointer) -> Void) -> CallRefusal? {
    guard let encoding = head.encoding else { return .compressedWithoutEncoding }
    let limits = MessageCompression.Limits(
      expandedBytesMax: limits.requestMessageBytesMax, expandedBytesFree: limits.expandedBytesFree,
      ratioMax: limits.expansionRatioMax)
    return connection.handlers.compression.expand(bytes, encoding, limits, take)
  }

  /// The handler holds what the message became, so that is what counts until it takes the next one or ends.
  private func chargeExpanded(from compressedBytes: Int, to plainBytes: Int, _ refusal: CallRefusal?) -> Bool {
    if let refusal {
      fail(refusal)
      return false
    }
    guard charge(plainBytes - compressedBytes) else { return false }
    if machine.cardinality == .many { takenBytes += plainBytes - compressedBytes }
    return true
  }

  // MARK: The answer

  /// The message as it is sent: compressed if the handler wants that, the caller takes it and it gets smaller.
  func encoded(_ sealedMessage: [UInt8]) -> [UInt8] {
    let isWanted = context.compressesAnswers
    if !machine.hasStartedResponse { answersMayBeCompressed = isWanted != nil && head.acceptsGzip }
    guard answersMayBeCompressed, isWanted == true else { return sealedMessage }
    return connection.handlers.compression.compress(sealedMessage) ?? sealedMessage
  }

  /// What a head tells of compression: how the answers are compressed, and which encodings are read here. Calls that use none
  /// are spared the bytes.
  var encodingFields: [HeaderField] {
    if answersMayBeCompressed { return [HeaderField("grpc-encoding", "gzip"), Self.acceptedEncodings] }
    return head.encoding != nil || refusal == .unknownEncoding ? [Self.acceptedEncodings] : []
  }

  private static let acceptedEncodings = HeaderField("grpc-accept-encoding", MessageEncoding.accepted)
}
