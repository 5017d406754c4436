/// Which Swift name a proto type has.
struct TypeTable {
  /// By full name: namespace and the names inside of it.
  private var names: [String: (namespace: String, local: String)] = [:]

  init(_ files: [FileModel]) {
    for file in files {
      let namespace = Names.namespace(file.package)
      for message in file.messages { add(message, namespace, inside: "") }
      for enumeration in file.enums { names[enumeration.fullName] = (namespace, enumeration.name) }
    }
  }

  private mutating func add(_ message: MessageModel, _ namespace: String, inside scope: String) {
    let local = scope + Names.nested(message.name)
    names[message.fullName] = (namespace, local)
    for nested in message.nested { add(nested, namespace, inside: local + ".") }
    for enumeration in message.enums { names[enumeration.fullName] = (namespace, "\(local).\(enumeration.name)") }
  }

  /// "CountersignV1.Execution.State", whole from everywhere.
  func name(_ fullName: String) -> String {
    guard let name = names[fullName] else { fatalError("type \(fullName) is not in the descriptor set") }
    return "\(name.namespace).\(name.local)"
  }

  /// Without the namespace where that is `namespace`.
  func name(_ fullName: String, from namespace: String) -> String {
    guard let name = names[fullName], name.namespace == namespace else { return self.name(fullName) }
    return name.local
  }
}
