import Testing

/// The rows of domain.md and where tests name them.
enum DomainRows {
  struct Row: Sendable {
    /// For example "§4 Claims": in the comment or the name of each test that shows it.
    var id: String
    var text: String
  }

  /// One row a line: its id, a colon, its text.
  static let all: [Row] = {
    let lines = Repository.file("Tests/DomainRows/rows.txt")?.lines ?? []
    return lines.filter { $0.hasPrefix("§") }.map { line in
      let parts = line.split(separator: ": ", maxSplits: 1)
      return Row(id: String(parts[0]), text: parts.count > 1 ? String(parts[1]) : "")
    }
  }()

  /// Ids of rows that no test names yet: a list that only shrinks.
  static let notYetShown: Set<String> = {
    let lines = Repository.file("Tests/DomainRows/not-yet-shown.txt")?.lines ?? []
    return Set(lines.filter { $0.hasPrefix("§") }.map(String.init))
  }()

  /// Ids that these files name, as whole words.
  static func cited(in files: [Repository.File]) -> Set<String> {
    var cited: Set<String> = []
    for file in files where file.text.contains("§") {
      for line in file.lines where line.contains("§") {
        for row in all where line.names(row.id) { cited.insert(row.id) }
      }
    }
    return cited
  }

  static var tests: [Repository.File] {
    Repository.files(in: "Tests").filter { file in
      !file.path.hasPrefix("Tests/DomainRows/") && !file.path.hasPrefix("Tests/TidyTests/")
        && !file.path.hasPrefix("Tests/Fuzz/")
    }
  }
}

extension Substring {
  /// Whether an id stands here and does not go on as a longer word.
  fileprivate func names(_ id: String) -> Bool {
    ranges(of: id).contains { range in
      guard range.upperBound < endIndex else { return true }
      let rest = self[range.upperBound...]
      let next = rest.first == "." ? rest.dropFirst().first : rest.first
      return next.map { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "-" } ?? true
    }
  }
}

@Suite("Every row of domain.md")
struct DomainRowsTests {
  @Test("is named by a test that shows it, or is listed as not yet shown")
  func cited() {
    let ids = Set(DomainRows.all.map(\.id))
    let cited = DomainRows.cited(in: DomainRows.tests)
    let missing = ids.subtracting(cited).subtracting(DomainRows.notYetShown)
    #expect(missing == [], "no test names them")
    #expect(DomainRows.notYetShown.subtracting(ids) == [], "no such rows")
    #expect(DomainRows.notYetShown.intersection(cited) == [], "named by a test: take them out of the list")
  }

  @Test("has an id of its own and a text")
  func ids() {
    #expect(DomainRows.all.count > 100)
    #expect(Set(DomainRows.all.map(\.id)).count == DomainRows.all.count)
    #expect(DomainRows.all.allSatisfy { !$0.text.isEmpty })
  }

  @Test("is found as a whole word alone")
  func words() {
    let file = { Repository.File(path: "Tests/A.swift", text: $0) }
    #expect(DomainRows.cited(in: [file("/// (domain.md §4 Claims), and §2 mnpi.")]) == ["§4 Claims", "§2 mnpi"])
    #expect(DomainRows.cited(in: [file("// §4 Claimsmen, §4, Claims, §2 amount.criticality")]) == [])
  }
}
