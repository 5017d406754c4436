/// Lines of Swift with their indentation; `swift format` breaks the long ones afterwards.
struct SourceText {
  private(set) var text = ""
  private var depth = 0
  private var wasBlank = true

  mutating func line(_ line: String = "") {
    if line.isEmpty {
      if !wasBlank { text += "\n" }
      wasBlank = true
      return
    }
    text += String(repeating: "  ", count: depth) + line + "\n"
    wasBlank = line.hasSuffix("{")
  }

  /// A block with its braces.
  mutating func block(_ head: String, _ body: (inout SourceText) -> Void) {
    line(head + " {")
    depth += 1
    body(&self)
    depth -= 1
    wasBlank = false
    line("}")
  }

  /// A doc comment; `otherwise` where the contract has none.
  mutating func comment(_ lines: [String], otherwise: String) {
    for text in lines.isEmpty ? [otherwise] : lines {
      line(text.isEmpty ? "///" : "/// \(text)")
    }
  }
}
