import Testing

@Suite("The reader behind the rules")
struct BareSourceTests {
  @Test(
    "blanks comments and literals, and keeps code and lines",
    arguments: [
      ("a // b {\nc", "a \nc"),
      ("a /* b /* c */ d */ e", "a  e"),
      ("a \"b } \\\" c\" d", "a  d"),
      ("a \"b \\(c(\"}\") + d) e\" f", "a c() + d) f"),
      ("a #\"b \\(c) \" d\"# e", "a  e"),
      ("a \"\"\"\n  b \" {\n  \"\"\" c", "a \n\n c"),
    ])
  func blanks(_ source: String, _ bare: String) {
    #expect(BareSource(source).text == bare)
  }

  @Test("counts bodies of functions and initializers, not requirements and calls")
  func bodies() {
    let source = """
      protocol P {
        func required(a: Int) throws
        init(b: Int)
      }
      struct S {
        init(b: Int) { self.init() }
        func short() -> Int { 1 }
        func long(
          a: () -> Void
        )
          -> Int
        {
          let text = "}"
          if a { b }
          return 2
        }
      }
      """
    #expect(
      BareSource(source).functionBodies() == [
        FunctionBody(name: "init", line: 6, length: 1),
        FunctionBody(name: "func short", line: 7, length: 1),
        FunctionBody(name: "func long", line: 8, length: 3),
      ])
  }
}
