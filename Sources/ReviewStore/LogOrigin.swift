/// Names of logs.
public enum LogOrigin {
  /// A name that no other log has: `countersign.local/` and 32 random hexadecimal digits.
  public static func made() -> String {
    var random = SystemRandomNumberGenerator()
    let words = [random.next() as UInt64, random.next()].map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }
    return "countersign.local/" + words.joined()
  }
}
