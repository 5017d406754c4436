import AuditTrail
import Messages
import MessagesBase

extension GoogleProtobuf.Struct {
  /// Adds the members of a JSON object.
  func fill(_ members: [JSONValue.Member]) {
    fields.reserveCapacity(members.count)
    for member in members {
      let entry = fields.appendNew()
      entry.key = member.key
      entry.mutableValue.set(member.value)
    }
  }
}

extension GoogleProtobuf.Value {
  fileprivate func set(_ json: JSONValue) {
    switch json {
    case .null: nullValue = .nullValue
    case .bool(let value): boolValue = value
    case .number(let number): numberValue = number
    case .string(let text): stringValue = text
    case .array(let elements):
      let list = mutableListValue
      list.values.reserveCapacity(elements.count)
      for element in elements { list.values.appendNew().set(element) }
    case .object(let members): mutableStructValue.fill(members)
    }
  }
}

extension Arena {
  /// A JSON object as a Struct; nil for what is no object.
  func object(_ json: JSONValue?) -> GoogleProtobuf.Struct? {
    guard case .object(let members) = json else { return nil }
    let object = GoogleProtobuf.Struct(in: self)
    object.fill(members)
    return object
  }

  /// A JSON object's text as a Struct; nil for what is no object.
  func object(parsing json: [UInt8]) -> GoogleProtobuf.Struct? { object(try? JSONValue(parsing: json)) }
}
