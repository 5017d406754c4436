import Messages
import MessagesBase

/// What the embedded descriptors declare: every file, and every name with the file that declares it.
///
/// Read once from the serialized FileDescriptorSet, whose bytes are handed on as they are. The contract declares no
/// extensions (proto3), so none is looked for.
struct ReflectionIndex: Sendable {
  struct File: Sendable {
    /// Of the set's bytes.
    let bytes: Range<Int>
    let dependencies: [String]
  }

  private(set) var files: [String: File] = [:]
  /// Full names of messages, fields, oneofs, enums, enum values, services and methods.
  private(set) var fileOfSymbol: [String: String] = [:]
  private(set) var messages: Set<String> = []

  /// Of the contract.
  static let contract = ReflectionIndex(DescriptorSet.bytes)

  init(_ set: UnsafeRawBufferPointer) {
    guard let start = set.baseAddress else { return }
    DescriptorFields.each(of: set) { number, value in
      guard number == 1, let file = value.baseAddress else { return }
      let offset = file - start
      read(value, at: offset..<offset + value.count)
    }
  }

  private mutating func read(_ file: UnsafeRawBufferPointer, at bytes: Range<Int>) {
    let name = DescriptorFields.text(1, of: file)
    let package = DescriptorFields.text(2, of: file)
    files[name] = File(bytes: bytes, dependencies: DescriptorFields.texts(3, of: file))
    DescriptorFields.each(of: file) { number, value in
      switch number {
      case 4: message(value, in: package, file: name)
      case 5: enumeration(value, in: package, file: name)
      case 6: members(value, number: 2, of: declare(value, in: package, file: name), file: name)
      default: break
      }
    }
  }

  /// DescriptorProto: field 2, nested_type 3, enum_type 4, oneof_decl 8 (descriptor.proto).
  private mutating func message(_ message: UnsafeRawBufferPointer, in scope: String, file: String) {
    let name = declare(message, in: scope, file: file)
    messages.insert(name)
    members(message, number: 2, of: name, file: file)
    members(message, number: 8, of: name, file: file)
    DescriptorFields.each(of: message) { number, value in
      if number == 3 { self.message(value, in: name, file: file) }
      if number == 4 { enumeration(value, in: name, file: file) }
    }
  }

  /// An enum's values are named in the scope around it.
  private mutating func enumeration(_ enumeration: UnsafeRawBufferPointer, in scope: String, file: String) {
    _ = declare(enumeration, in: scope, file: file)
    members(enumeration, number: 2, of: scope, file: file)
  }

  private mutating func members(
    _ parent: UnsafeRawBufferPointer, number wanted: UInt32, of scope: String, file: String
  ) {
    DescriptorFields.each(of: parent) { number, value in
      if number == wanted { _ = declare(value, in: scope, file: file) }
    }
  }

  /// Every descriptor has its name in field 1.
  private mutating func declare(_ descriptor: UnsafeRawBufferPointer, in scope: String, file: String) -> String {
    let name = DescriptorFields.text(1, of: descriptor)
    let fullName = scope.isEmpty ? name : "\(scope).\(name)"
    fileOfSymbol[fullName] = file
    return fullName
  }
}

/// The length-delimited fields of a serialized descriptor.
private enum DescriptorFields {
  static func each(of message: UnsafeRawBufferPointer, _ body: (UInt32, UnsafeRawBufferPointer) -> Void) {
    var reader = WireReader(message)
    while !reader.isAtEnd, let tag = reader.tag() {
      if tag.wireType == .lengthDelimited {
        guard let value = reader.lengthDelimited() else { return }
        body(tag.number, value)
      } else if !reader.skip(tag.wireType) {
        return
      }
    }
  }

  static func texts(_ wanted: UInt32, of message: UnsafeRawBufferPointer) -> [String] {
    var texts: [String] = []
    each(of: message) { number, value in
      if number == wanted { texts.append(String(decoding: value, as: UTF8.self)) }
    }
    return texts
  }

  static func text(_ wanted: UInt32, of message: UnsafeRawBufferPointer) -> String {
    texts(wanted, of: message).last ?? ""
  }
}
