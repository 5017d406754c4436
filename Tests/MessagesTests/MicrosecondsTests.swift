import Messages
import MessagesBase
import Testing

@Suite("Instants and spans are microseconds here, seconds and nanoseconds on the wire")
struct MicrosecondsTests {
  @Test(
    "instants, also before 1970",
    arguments: [
      (0, 0, 0), (1, 0, 1_000), (-1, -1, 999_999_000), (1_000_000, 1, 0), (-1_000_000, -1, 0),
      (-1_000_001, -2, 999_999_000),
      (1_750_000_000_123_456, 1_750_000_000, 123_456_000),
    ] as [(Int64, Int64, Int32)])
  func timestamps(microseconds: Int64, seconds: Int64, nanos: Int32) {
    let timestamp = GoogleProtobuf.Timestamp(unixMicroseconds: microseconds, in: Arena())
    #expect(timestamp.seconds == seconds)
    #expect(timestamp.nanos == nanos)
    #expect(timestamp.unixMicroseconds == microseconds)
  }

  @Test(
    "spans have one sign",
    arguments: [
      (0, 0, 0), (1, 0, 1_000), (-1, 0, -1_000), (1_500_000, 1, 500_000_000), (-1_500_000, -1, -500_000_000),
    ] as [(Int64, Int64, Int32)])
  func durations(microseconds: Int64, seconds: Int64, nanos: Int32) {
    let duration = GoogleProtobuf.Duration(microseconds: microseconds, in: Arena())
    #expect(duration.seconds == seconds)
    #expect(duration.nanos == nanos)
    #expect(duration.microseconds == microseconds)
  }

  @Test(
    "what the definition does not allow is nil",
    arguments: [
      (0, -1), (0, 1_000_000_000), (253_402_300_800, 0), (-62_135_596_801, 0), (.max, 0), (.min, 0), (0, .min),
    ] as [(Int64, Int32)])
  func badTimestamps(seconds: Int64, nanos: Int32) {
    let timestamp = GoogleProtobuf.Timestamp(in: Arena())
    timestamp.seconds = seconds
    timestamp.nanos = nanos
    #expect(timestamp.unixMicroseconds == nil)
  }

  @Test(
    "spans with two signs or too long are nil",
    arguments: [(1, -1), (-1, 1), (0, 1_000_000_000), (.max, 0), (.min, 0), (315_576_000_001, 0)] as [(Int64, Int32)])
  func badDurations(seconds: Int64, nanos: Int32) {
    let duration = GoogleProtobuf.Duration(in: Arena())
    duration.seconds = seconds
    duration.nanos = nanos
    #expect(duration.microseconds == nil)
  }

  @Test("less than a microsecond is cut off")
  func finerParts() {
    let timestamp = GoogleProtobuf.Timestamp(in: Arena())
    timestamp.nanos = 1_999
    #expect(timestamp.unixMicroseconds == 1)
    timestamp.seconds = 253_402_300_799
    timestamp.nanos = 999_999_999
    #expect(timestamp.unixMicroseconds == 253_402_300_799_999_999)
  }
}
