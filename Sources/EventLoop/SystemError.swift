import Glibc

/// A system call that failed: which one, and why.
public struct SystemError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What was tried, for example "bind 127.0.0.1:50051".
  public var call: String
  /// errno.
  public var number: Int32

  public init(_ call: String, number: Int32 = errno) {
    self.call = call
    self.number = number
  }

  public var description: String { "\(call): \(String(cString: strerror(number)))" }
}
