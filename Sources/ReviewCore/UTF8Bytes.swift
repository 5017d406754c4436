extension String {
  /// Calls `body` with the text's UTF-8. Unlike `withUTF8` it needs no variable, so no copy that counts a reference;
  /// texts of this platform are contiguous, others are copied.
  func withUTF8Bytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    utf8.withContiguousStorageIfAvailable(body) ?? Array(utf8).withUnsafeBufferPointer(body)
  }
}
