import EventLoop
import RPCCore

/// Small texts: percent-encoding, base64, time limits, addresses, status details.
enum TextTarget {
  static func exercise(_ input: UnsafeRawBufferPointer) {
    let bytes = [UInt8](input)
    let text = PercentEncoding.decode(bytes)
    precondition(PercentEncoding.decode(PercentEncoding.encode(text)) == text, "percent-encoding is not undone")
    precondition(PercentEncoding.encode(text).allSatisfy { $0 >= 0x20 && $0 <= 0x7E }, "a header could be injected")
    precondition(Base64.decode(Base64.encode(bytes)) == bytes, "base64 is not undone")
    if let decoded = Base64.decode(bytes) { precondition(Base64.decode(Base64.encode(decoded)) == decoded) }
    if case .microseconds(let wait) = TimeoutHeader(input) { precondition(wait >= 0, "a time limit in the past") }
    _ = StatusDetails.code(of: bytes)
    if let address = ListenAddress(text) {
      precondition(ListenAddress(address.description) == address, "an address is not what it says")
    }
  }
}
