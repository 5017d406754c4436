import ReviewCore

/// Reads of a recorded `query.submitted` what a simulation needs, and nothing else, in one pass without a tree.
///
/// The entries are canonical JSON, their keys sorted; whatever is not written that way is told by nil, and read in full by
/// `EventDecoding`. One scan is used for many entries, so that its buffers are made once.
struct SubmittedQueryScan {
  /// Where the recorded texts lie once the escapes are gone.
  private var action: [UInt8] = []
  private var texts: [UInt8] = []

  /// What was recorded, and what is to be compared with it.
  struct Recorded: Equatable {
    var level: RiskLevel
    /// The role whose queue it went to.
    var role: [UInt8]
    /// The role where it would have begun had nobody been absent and no queue too deep.
    var firstRole: [UInt8]
    /// What the same person had asked for before.
    var others: RecordedSum?
  }

  /// Calls `body` with the proposal; its texts are there only meanwhile.
  ///
  /// - Returns: nil where the entry is not written as ours are.
  mutating func scan<Value>(
    _ canonicalJSON: [UInt8], _ body: (ProposalView, Recorded) -> Value
  ) -> Value? {
    canonicalJSON.withUnsafeBufferPointer { json in
      var entry = MemberScan(json)
      guard let data = entry.value(of: "data") else { return nil }
      var members = MemberScan(data)
      guard let actionJSON = members.value(of: "action_json"), let risk = members.value(of: "risk"),
        let routing = members.value(of: "routing"), let recorded = Self.recorded(risk, routing)
      else { return nil }
      action.removeAll(keepingCapacity: true)
      guard MemberScan.unescape(actionJSON, into: &action) else { return nil }
      return action.withUnsafeBufferPointer { Self.proposal($0, &texts) { body($0, recorded) } }
    }
  }

  private static func recorded(
    _ risk: UnsafeBufferPointer<UInt8>, _ routing: UnsafeBufferPointer<UInt8>
  ) -> Recorded? {
    var risks = MemberScan(risk)
    let aggregate = risks.value(of: "aggregate_amount").flatMap(money)
    let assessed = risks.value(of: "assessed_amount").flatMap(money)
    // What the operator's classifier said is read in full; most services have none.
    if risks.value(of: "classifier") != nil { return nil }
    guard let level = risks.value(of: "level").flatMap(text).flatMap({ RiskLevel(contractName: $0) }) else {
      return nil
    }
    var routes = MemberScan(routing)
    guard let escalations = routes.value(of: "escalations") else { return nil }
    guard let role = routes.value(of: "reviewer_role").flatMap(bytes) else { return nil }
    var first = role
    if escalations.count > 2 {
      var move = MemberScan(UnsafeBufferPointer(rebasing: escalations.dropFirst()))
      guard let from = move.value(of: "from_role").flatMap(bytes) else { return nil }
      first = from
    }
    return Recorded(
      level: level, role: role, firstRole: first,
      others: aggregate.map { RecordedSum(sum: $0, own: assessed?.amount) })
  }

  private static func proposal<Value>(
    _ json: UnsafeBufferPointer<UInt8>, _ texts: inout [UInt8], _ body: (ProposalView) -> Value
  ) -> Value? {
    var members = MemberScan(json)
    let actionType = members.value(of: "action_type")
    let mnpi = members.value(of: "contains_mnpi")
    let domain = members.value(of: "domain")
    var confidence: Double?
    if let value = members.value(of: "model_confidence") {
      guard let number = text(value).flatMap({ Double($0) }) else { return nil }
      confidence = number
    }
    guard let query = members.value(of: "query_text") else { return nil }
    var stated: Money?
    if let value = members.value(of: "transaction_amount") {
      guard let amount = money(value) else { return nil }
      stated = amount
    }
    guard members.isWhole else { return nil }
    // All unescaped texts in one buffer: where each ends is known before any of them is looked at.
    texts.removeAll(keepingCapacity: true)
    var ends: [Int] = []
    ends.reserveCapacity(4)
    for value in [actionType, domain, query] {
      if let value, !MemberScan.unescape(value, into: &texts) { return nil }
      ends.append(texts.count)
    }
    texts.append(contentsOf: (stated?.currencyCode ?? "").utf8)
    return texts.withUnsafeBufferPointer { all in
      body(
        ProposalView(
          queryText: UnsafeBufferPointer(rebasing: all[ends[1]..<ends[2]]),
          actionType: UnsafeBufferPointer(rebasing: all[0..<ends[0]]),
          domain: UnsafeBufferPointer(rebasing: all[ends[0]..<ends[1]]),
          currencyCode: UnsafeBufferPointer(rebasing: all[ends[2]..<all.count]), amount: stated?.amount,
          containsMNPI: mnpi?.first == UInt8(ascii: "t"), modelConfidence: confidence))
    }
  }

  private static func money(_ value: UnsafeBufferPointer<UInt8>) -> Money? {
    var members = MemberScan(value)
    guard let amount = members.value(of: "amount").flatMap(text).flatMap({ Amount(decimalText: $0) }),
      let currency = members.value(of: "currency_code").flatMap(text)
    else { return nil }
    return Money(currencyCode: currency, amount: amount)
  }

  private static func text(_ value: UnsafeBufferPointer<UInt8>) -> String? {
    bytes(value).map { String(decoding: $0, as: UTF8.self) }
  }

  private static func bytes(_ value: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    return MemberScan.unescape(value, into: &bytes) ? bytes : nil
  }
}

/// Finds members of a canonical JSON object in the order of their keys; only as far as asked for.
struct MemberScan {
  private let text: UnsafeBufferPointer<UInt8>
  private var position = 0
  /// Whether everything so far was as it must be.
  private(set) var isWhole: Bool

  /// - Parameter text: begins with the object.
  init(_ text: UnsafeBufferPointer<UInt8>) {
    self.text = text
    isWhole = text.first == UInt8(ascii: "{")
    position = 1
  }

  /// The bytes of a member's value; nil where the object has none.
  ///
  /// To be asked for in the order of the keys; what stands before is passed over.
  mutating func value(of key: StaticString) -> UnsafeBufferPointer<UInt8>? {
    while isWhole, position < text.count, text[position] == UInt8(ascii: "\"") {
      let start = position
      guard let name = string() else { break }
      let order = Self.order(name, key)
      // Behind its place: it is not there, and this member may be asked for next.
      if order > 0 {
        position = start
        return nil
      }
      guard position < text.count, text[position] == UInt8(ascii: ":") else { break }
      position += 1
      guard let value = value() else { break }
      if position < text.count, text[position] == UInt8(ascii: ",") { position += 1 }
      if order == 0 { return value }
    }
    if position >= text.count || text[position] != UInt8(ascii: "}") { isWhole = false }
    return nil
  }

  /// Appends the text of a JSON string without its escapes; false for what is none.
  static func unescape(_ value: UnsafeBufferPointer<UInt8>, into bytes: inout [UInt8]) -> Bool {
    guard value.count >= 2, value[0] == UInt8(ascii: "\""), value[value.count - 1] == UInt8(ascii: "\"") else {
      return false
    }
    let end = value.count - 1
    var from = 1
    var index = 1
    while index < end {
      guard value[index] == UInt8(ascii: "\\") else {
        index += 1
        continue
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: value[from..<index]))
      guard index + 1 < end else { return false }
      switch value[index + 1] {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(value[index + 1])
      case UInt8(ascii: "n"): bytes.append(0x0A)
      case UInt8(ascii: "t"): bytes.append(0x09)
      case UInt8(ascii: "r"): bytes.append(0x0D)
      case UInt8(ascii: "b"): bytes.append(0x08)
      case UInt8(ascii: "f"): bytes.append(0x0C)
      case UInt8(ascii: "u"):
        // Canonical JSON writes only control characters by their number.
        guard index + 5 < end, value[index + 2] == UInt8(ascii: "0"), value[index + 3] == UInt8(ascii: "0"),
          let high = digit(value[index + 4]), let low = digit(value[index + 5])
        else { return false }
        bytes.append(high << 4 | low)
        index += 4
      default: return false
      }
      index += 2
      from = index
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: value[from..<end]))
    return true
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    default: nil
    }
  }

  /// Below 0 where the name comes before the key, 0 where it is the key. Our own keys are ASCII and without escapes.
  private static func order(_ name: UnsafeBufferPointer<UInt8>, _ key: StaticString) -> Int {
    let count = min(name.count, key.utf8CodeUnitCount)
    for index in 0..<count where name[index] != key.utf8Start[index] {
      return Int(name[index]) - Int(key.utf8Start[index])
    }
    return name.count - key.utf8CodeUnitCount
  }

  /// The bytes between the quotes; passes over both.
  private mutating func string() -> UnsafeBufferPointer<UInt8>? {
    let start = position + 1
    var index = start
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "\""):
        position = index + 1
        return UnsafeBufferPointer(rebasing: text[start..<index])
      case UInt8(ascii: "\\"): index += 2
      default: index += 1
      }
    }
    return nil
  }

  /// The bytes of the value that begins here; passes over it.
  private mutating func value() -> UnsafeBufferPointer<UInt8>? {
    let start = position
    var depth = 0
    while position < text.count {
      switch text[position] {
      case UInt8(ascii: "\""):
        guard string() != nil else { return nil }
        if depth == 0 { return UnsafeBufferPointer(rebasing: text[start..<position]) }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        // The end of the object that this is the last value of.
        if depth == 0 { return UnsafeBufferPointer(rebasing: text[start..<position]) }
        depth -= 1
        if depth == 0 {
          position += 1
          return UnsafeBufferPointer(rebasing: text[start..<position])
        }
      case UInt8(ascii: ","):
        if depth == 0 { return UnsafeBufferPointer(rebasing: text[start..<position]) }
      default: break
      }
      position += 1
    }
    return nil
  }
}
