import AuditTrail
import CountersignClient
import Glibc
import Testing

/// A file's place, removed at the end.
private final class Place {
  let path = "/tmp/countersign-permits-\(UInt64.random(in: .min ... .max))"

  deinit {
    unlink(path)
    unlink(path + ".moved")
  }

  func append(_ text: String) {
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT, 0o600)
    Array(text.utf8).withUnsafeBytes { _ = write(descriptor, $0.baseAddress, $0.count) }
    close(descriptor)
  }

  var size: off_t {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_size : -1
  }
}

/// The code of what a call throws; nil when it returns.
private func code(_ call: () throws -> Void) -> VerificationRefusal.Code? {
  do { try call() } catch { return (error as? VerificationRefusal)?.code }
  return nil
}

@Suite("Permits that were used, in a file")
struct UsedPermitsTests {
  private static let line: off_t = 65

  // domain.md §4 Offline check.
  @Test("a permit is used once, also by the next process")
  func once() throws {
    let place = Place()
    do {
      let file = try UsedPermitsFile(path: place.path)
      try file.use("p-1")
      #expect(code { try file.use("p-1") } == .alreadyUsed)
      try file.use("p-2")
      #expect(place.size == 2 * Self.line)
    }
    let next = try UsedPermitsFile(path: place.path)
    #expect(code { try next.use("p-1") } == .alreadyUsed)
    #expect(code { try next.use("p-2") } == .alreadyUsed)
    try next.use("p-3")
    var status = stat()
    #expect(stat(place.path, &status) == 0 && status.st_mode & 0o777 == 0o600)
  }

  @Test("of a hundred who use one permit at once, one may act")
  func races() async throws {
    let place = Place()
    let file = try UsedPermitsFile(path: place.path)
    let allowed = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<100 { group.addTask { code { try file.use("p") } == nil } }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(allowed == 1)
    #expect(place.size == Self.line)
  }

  @Test("a second process does not open it, and is told why")
  func locked() throws {
    let place = Place()
    let file = try UsedPermitsFile(path: place.path)
    let refusal = #expect(throws: VerificationRefusal.self) { _ = try UsedPermitsFile(path: place.path) }
    #expect(refusal?.code == .useNotRecorded)
    #expect(refusal?.message.contains("open in another process") == true)
    try file.use("p-1")
  }

  @Test("what a crash left of a line is cut off: nobody acted on it")
  func torn() throws {
    let place = Place()
    do {
      let file = try UsedPermitsFile(path: place.path)
      try file.use("p-1")
    }
    let whole = SHA256.hash(Array("p-2".utf8)).hexadecimal + "\n"
    for length in [1, 20, 64] {
      place.append(String(whole.prefix(length)))
      let file = try UsedPermitsFile(path: place.path)
      #expect(place.size == Self.line)
      #expect(code { try file.use("p-1") } == .alreadyUsed)
    }
    place.append(whole)
    let file = try UsedPermitsFile(path: place.path)
    #expect(code { try file.use("p-2") } == .alreadyUsed, "a whole line may have been acted on")
  }

  @Test("a damaged file permits nothing", arguments: [0, 10, 63, 64, 65, 100])
  func damaged(position: Int) throws {
    let place = Place()
    do {
      let file = try UsedPermitsFile(path: place.path)
      try file.use("p-1")
      try file.use("p-2")
    }
    let descriptor = open(place.path, O_WRONLY)
    pwrite(descriptor, "x", 1, off_t(position))
    close(descriptor)
    let refusal = #expect(throws: VerificationRefusal.self) { _ = try UsedPermitsFile(path: place.path) }
    #expect(refusal?.code == .useNotRecorded && refusal?.message.contains("damaged") == true)
  }

  @Test("a file that was removed or replaced records nothing, from then on")
  func replaced() throws {
    let place = Place()
    let file = try UsedPermitsFile(path: place.path)
    try file.use("p-1")
    rename(place.path, place.path + ".moved")
    #expect(code { try file.use("p-2") } == .useNotRecorded)
    rename(place.path + ".moved", place.path)
    #expect(code { try file.use("p-3") } == .useNotRecorded, "what it knows may not be all")
  }

  @Test("what cannot be written is no permission")
  func full() throws {
    let refusal = #expect(throws: VerificationRefusal.self) { _ = try UsedPermitsFile(path: "/dev/full") }
    #expect(refusal?.code == .useNotRecorded)
    #expect(code { _ = try UsedPermitsFile(path: "/nonexistent/permits") } == .useNotRecorded)
    let place = Place()
    symlink("/dev/null", place.path)
    #expect(code { _ = try UsedPermitsFile(path: place.path) } == .useNotRecorded)
  }
}
