import Testing

@Suite("Small enough to be read")
struct SizeTests {
  static let fileLinesMax = 400
  static let functionLinesMedianBelow = 10
  static let functionLinesMost = 40

  @Test("A file holds one idea: at most 400 lines")
  func files() {
    let long = Repository.swiftFiles(in: "Sources", "Tests").filter { $0.lines.count > Self.fileLinesMax + 1 }.map(
      \.path)
    #expect(Set(long).subtracting(Exceptions.longFiles.keys) == [])
    #expect(Set(Exceptions.longFiles.keys).subtracting(long) == [])
  }

  @Test("Functions: median under 10 lines, nine of ten under 40")
  func functions() {
    let all = Repository.swiftFiles(in: "Sources").flatMap { file in
      BareSource(file.text).functionBodies().map { (file.path, $0) }
    }
    let lengths = all.map(\.1.length).sorted()
    #expect(lengths.count > 50, "the counter finds functions")
    #expect(lengths[lengths.count / 2] < Self.functionLinesMedianBelow)
    let longest = all.filter { $0.1.length >= Self.functionLinesMost }
    #expect(longest.count * 10 <= lengths.count, "\(longest.map { "\($0.0):\($0.1.line) \($0.1.length)" })")
  }
}
