/// Swift source with comments and the insides of string literals blanked out, line by line where they were.
///
/// Heuristic, and good enough for rules about words and braces: nested comments, multi-line and raw literals and
/// interpolations are followed.
struct BareSource {
  private(set) var text = ""
  private let scalars: [Character]
  private var position = 0

  init(_ source: String) {
    scalars = Array(source)
    while position < scalars.count { takeCode() }
  }

  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

  private mutating func takeCode() {
    if starts(with: "//") { return blank { $0.starts(with: "\n") } }
    if starts(with: "/*") { return blankComment() }
    if let hashes = literalStart() { return blankLiteral(hashes: hashes) }
    keep()
  }

  private mutating func blankComment() {
    var depth = 0
    repeat {
      if starts(with: "/*") {
        depth += 1
        drop(2)
      } else if starts(with: "*/") {
        depth -= 1
        drop(2)
      } else {
        drop(1)
      }
    } while depth > 0 && position < scalars.count
  }

  /// How many number signs stand before the quote of a literal that starts here; nil where none does.
  private func literalStart() -> Int? {
    var index = position
    while index < scalars.count, scalars[index] == "#" { index += 1 }
    return index < scalars.count && scalars[index] == "\"" ? index - position : nil
  }

  private mutating func blankLiteral(hashes: Int) {
    let marks = String(repeating: "#", count: hashes)
    drop(hashes)
    let quote = starts(with: "\"\"\"") ? "\"\"\"" : "\""
    drop(quote.count)
    while position < scalars.count, !starts(with: quote + marks) {
      if starts(with: "\\" + marks + "(") {
        drop(2 + hashes)
        takeInterpolation()
      } else if starts(with: "\\" + marks) {
        drop(2 + hashes)
      } else {
        drop(1)
      }
    }
    drop(quote.count + hashes)
  }

  private mutating func takeInterpolation() {
    var depth = 1
    while position < scalars.count, depth > 0 {
      if scalars[position] == "(" { depth += 1 }
      if scalars[position] == ")" { depth -= 1 }
      takeCode()
    }
  }

  private func starts(with prefix: String) -> Bool { scalars[position...].starts(with: prefix) }

  private mutating func keep() {
    text.append(scalars[position])
    position += 1
  }

  private mutating func drop(_ count: Int) {
    for _ in 0..<count where position < scalars.count {
      if scalars[position] == "\n" { text.append("\n") }
      position += 1
    }
  }

  private mutating func blank(until isEnd: (ArraySlice<Character>) -> Bool) {
    while position < scalars.count, !isEnd(scalars[position...]) { drop(1) }
  }
}

/// Where a function's body lies, and how long it is.
struct FunctionBody: Equatable {
  var name: String
  /// Line of the declaration, from 1.
  var line: Int
  /// Lines between the braces; 1 for a body on the line of its braces.
  var length: Int
}

extension BareSource {
  /// The bodies of functions and initializers, counted by their braces.
  func functionBodies() -> [FunctionBody] {
    let declaration = /(?:^|[^\w.`])(func\s+[^\s(<]+|init(?=[?!]?\s*[(<]))/
    return text.matches(of: declaration).compactMap { match in
      guard let open = openingBrace(after: match.range.upperBound), let close = closingBrace(of: open) else {
        return nil
      }
      let length = max(1, newlines(in: open..<close) - 1)
      return FunctionBody(
        name: String(match.output.1), line: newlines(in: text.startIndex..<match.output.1.startIndex) + 1,
        length: length)
    }
  }

  private func newlines(in range: Range<String.Index>) -> Int { text[range].count { $0 == "\n" } }

  /// The brace that opens the body; nil for a requirement without one.
  private func openingBrace(after start: String.Index) -> String.Index? {
    var depth = 0
    var index = start
    while index < text.endIndex {
      switch text[index] {
      case "(", "[": depth += 1
      case ")", "]": depth -= 1
      case "{" where depth == 0: return index
      case "}": return nil
      case "\n" where depth == 0 && !continues(after: index): return nil
      default: break
      }
      index = text.index(after: index)
    }
    return nil
  }

  private func continues(after newline: String.Index) -> Bool {
    let next = text[newline...].drop { $0.isWhitespace }
    return ["{", "->", "where", "throws", "async", "rethrows"].contains { next.hasPrefix($0) }
  }

  private func closingBrace(of open: String.Index) -> String.Index? {
    var depth = 0
    var index = open
    while index < text.endIndex {
      if text[index] == "{" { depth += 1 }
      if text[index] == "}" { depth -= 1 }
      if depth == 0 { return index }
      index = text.index(after: index)
    }
    return nil
  }
}
