import CProtobufC
import RPCCore

/// Names a field by its way from the outermost message, for example `evidence[1].source`. Only ever built for a refusal.
enum WirePath {
  static func text(
    of field: UnsafePointer<ProtobufCFieldDescriptor>, at tagPosition: UnsafeRawPointer,
    inside frames: Slice<UnsafeMutableBufferPointer<WireDecoder.Frame>>
  ) -> String {
    var parts: [String] = []
    var around = frames[frames.startIndex]
    for frame in frames.dropFirst() {
      if let holder = frame.field { parts.append(component(holder, at: frame.tagPosition, in: around)) }
      around = frame
    }
    parts.append(component(field, at: tagPosition, in: around))
    return parts.joined(separator: ".")
  }

  private static func component(
    _ field: UnsafePointer<ProtobufCFieldDescriptor>, at tagPosition: UnsafeRawPointer, in frame: WireDecoder.Frame
  ) -> String {
    let name = String(cString: field.pointee.name)
    guard field.pointee.label == PROTOBUF_C_LABEL_REPEATED else { return name }
    return "\(name)[\(occurrences(of: field.pointee.id, from: frame.start, to: tagPosition))]"
  }

  /// How often the field was there before: the index of the next one. The walk has checked these bytes.
  private static func occurrences(of number: UInt32, from start: UnsafeRawPointer, to end: UnsafeRawPointer) -> Int {
    var reader = WireReader(UnsafeRawBufferPointer(start: start, count: end - start))
    var count = 0
    while let tag = reader.tag(), reader.skip(tag.wireType) {
      if tag.number == number { count += 1 }
    }
    return count
  }
}

/// `INVALID_ARGUMENT` with a `BadRequest` that names every bad text.
func invalidTextError(_ paths: [String]) -> RPCError {
  let description = "must be valid UTF-8 without NUL"
  let others = paths.count > 1 ? " (and \(paths.count - 1) more)" : ""
  return RPCError.rich(
    .invalidArgument, "\(paths[0]): \(description)\(others)",
    details: [.badRequest(paths.map { FieldViolation(field: $0, description: description) })])
}
