extension TimeoutHeader {
  private static let amountMax: Int64 = 99_999_999

  /// Writes a timeout as `grpc-timeout` wants it: in microseconds if eight digits hold it, else in the finest unit that they
  /// hold, rounded up. At least one nanosecond: what is over already is not sent.
  public static func encode(microseconds: Int64) -> [UInt8] {
    if microseconds <= 0 { return Array("1n".utf8) }
    let units: [(Int64, String)] = [
      (1, "u"), (1_000, "m"), (1_000_000, "S"), (60_000_000, "M"), (3_600_000_000, "H"),
    ]
    for (length, unit) in units {
      let amount = microseconds / length + (microseconds % length == 0 ? 0 : 1)
      if amount <= amountMax { return Array("\(amount)\(unit)".utf8) }
    }
    return Array("\(amountMax)H".utf8)
  }
}
