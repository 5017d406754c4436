import CNghttp2

/// Header fields that never change, in memory that lives for ever, so that nghttp2 need not copy them.
struct ConstantHeaders: @unchecked Sendable {
  // Unchecked: the pointers lead to memory that is written once, before anybody else sees it, and never freed.

  /// `:status 200`, `content-type application/grpc`
  let grpc: UnsafeMutablePointer<nghttp2_nv>
  /// `:status 200`, `content-type application/grpc+proto`
  let grpcProto: UnsafeMutablePointer<nghttp2_nv>
  /// `grpc-status 0`
  let okTrailers: UnsafeMutablePointer<nghttp2_nv>
  let responseCount = 2
  let trailerCount = 1

  static let shared = ConstantHeaders()

  private init() {
    grpc = Self.make([(":status", "200"), ("content-type", "application/grpc")])
    grpcProto = Self.make([(":status", "200"), ("content-type", "application/grpc+proto")])
    okTrailers = Self.make([("grpc-status", "0")])
  }

  private static func make(_ fields: [(StaticString, StaticString)]) -> UnsafeMutablePointer<nghttp2_nv> {
    let memory = UnsafeMutablePointer<nghttp2_nv>.allocate(capacity: fields.count)
    for (index, field) in fields.enumerated() {
      memory.advanced(by: index).initialize(
        to: nghttp2_nv(
          name: UnsafeMutablePointer(mutating: field.0.utf8Start),
          value: UnsafeMutablePointer(mutating: field.1.utf8Start),
          namelen: field.0.utf8CodeUnitCount, valuelen: field.1.utf8CodeUnitCount,
          flags: UInt8(NGHTTP2_NV_FLAG_NO_COPY_NAME.rawValue | NGHTTP2_NV_FLAG_NO_COPY_VALUE.rawValue)))
    }
    return memory
  }
}
