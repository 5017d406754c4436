import MessagesBase

struct GeneratorError: Error, CustomStringConvertible {
  let description: String
}

/// Calls `body` for each field of a message with the reader before its value; `body` says whether it read the value.
private func forEachField(
  _ bytes: UnsafeRawBufferPointer, _ body: (UInt32, inout WireReader) throws -> Bool
) throws {
  var reader = WireReader(bytes)
  while !reader.isAtEnd {
    guard let tag = reader.tag() else { throw GeneratorError(description: "malformed descriptor set") }
    if try body(tag.number, &reader) { continue }
    guard reader.skip(tag.wireType) else { throw GeneratorError(description: "malformed descriptor set") }
  }
}

extension WireReader {
  fileprivate mutating func take() throws -> UnsafeRawBufferPointer {
    guard let bytes = lengthDelimited() else { throw GeneratorError(description: "malformed descriptor set") }
    return bytes
  }

  fileprivate mutating func number() throws -> UInt64 {
    guard let number = varint() else { throw GeneratorError(description: "malformed descriptor set") }
    return number
  }

  fileprivate mutating func text() throws -> String { String(decoding: try take(), as: UTF8.self) }

  /// ".google.protobuf.Timestamp" without the dot.
  fileprivate mutating func typeName() throws -> String { String(try text().dropFirst()) }
}

/// Parses one FileDescriptorProto; comments come from its SourceCodeInfo.
struct DescriptorParser {
  private var comments: [[UInt64]: [String]] = [:]

  static func files(of descriptorSet: [UInt8]) throws -> [FileModel] {
    var files: [FileModel] = []
    try descriptorSet.withUnsafeBytes { bytes in
      try forEachField(bytes) { number, reader in
        guard number == 1 else { return false }
        var parser = DescriptorParser()
        files.append(try parser.file(reader.take()))
        return true
      }
    }
    return files
  }

  private mutating func file(_ bytes: UnsafeRawBufferPointer) throws -> FileModel {
    try forEachField(bytes) { number, reader in
      guard number == 9 else { return false }
      try readComments(reader.take())
      return true
    }
    var file = FileModel()
    try forEachField(bytes) { number, reader in
      guard number == 1 || number == 2 else { return false }
      if number == 1 { file.name = try reader.text() } else { file.package = try reader.text() }
      return true
    }
    try forEachField(bytes) { number, reader in
      switch number {
      case 4: file.messages.append(try message(reader.take(), file.package, [4, UInt64(file.messages.count)]))
      case 5: file.enums.append(try enumeration(reader.take(), file.package, [5, UInt64(file.enums.count)]))
      case 6: file.services.append(try service(reader.take(), file.package, [6, UInt64(file.services.count)]))
      default: return false
      }
      return true
    }
    return file
  }

  // MARK: - Comments

  private mutating func readComments(_ bytes: UnsafeRawBufferPointer) throws {
    try forEachField(bytes) { number, reader in
      guard number == 1 else { return false }
      try readLocation(reader.take())
      return true
    }
  }

  private mutating func readLocation(_ bytes: UnsafeRawBufferPointer) throws {
    var path: [UInt64] = []
    var leading = ""
    var trailing = ""
    try forEachField(bytes) { number, reader in
      switch number {
      case 1:
        var packed = WireReader(try reader.take())
        while !packed.isAtEnd { path.append(try packed.number()) }
      case 3: leading = try reader.text()
      case 4: trailing = try reader.text()
      default: return false
      }
      return true
    }
    let comment = leading.isEmpty ? trailing : leading
    guard !comment.isEmpty else { return }
    comments[path] = Self.lines(of: comment)
  }

  private static func lines(of comment: String) -> [String] {
    var lines = comment.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.hasPrefix(" ") ? String(line.dropFirst()) : String(line)
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  // MARK: - Declarations

  private func message(_ bytes: UnsafeRawBufferPointer, _ scope: String, _ path: [UInt64]) throws -> MessageModel {
    var message = MessageModel()
    message.comment = comments[path] ?? []
    message.name = try name(bytes)
    message.fullName = "\(scope).\(message.name)"
    try forEachField(bytes) { number, reader in
      switch number {
      case 2: message.fields.append(try field(reader.take(), path + [2, UInt64(message.fields.count)]))
      case 3:
        let nestedPath = path + [3, UInt64(message.nested.count)]
        message.nested.append(try self.message(reader.take(), message.fullName, nestedPath))
      case 4:
        let enumPath = path + [4, UInt64(message.enums.count)]
        message.enums.append(try enumeration(reader.take(), message.fullName, enumPath))
      case 7: message.isMapEntry = try flag(7, in: reader.take())
      case 8: message.oneofs.append(try oneof(reader.take(), path + [8, UInt64(message.oneofs.count)]))
      default: return false
      }
      return true
    }
    return message
  }

  private func name(_ bytes: UnsafeRawBufferPointer) throws -> String {
    var name = ""
    try forEachField(bytes) { number, reader in
      guard number == 1 else { return false }
      name = try reader.text()
      return true
    }
    return name
  }

  private func flag(_ field: UInt32, in bytes: UnsafeRawBufferPointer) throws -> Bool {
    try value(field, in: bytes) == 1
  }

  private func value(_ field: UInt32, in bytes: UnsafeRawBufferPointer) throws -> UInt64 {
    var value: UInt64 = 0
    try forEachField(bytes) { number, reader in
      guard number == field else { return false }
      value = try reader.number()
      return true
    }
    return value
  }

  private func field(_ bytes: UnsafeRawBufferPointer, _ path: [UInt64]) throws -> FieldModel {
    var field = FieldModel()
    field.comment = comments[path] ?? []
    try forEachField(bytes) { number, reader in
      switch number {
      case 1: field.name = try reader.text()
      case 3: field.number = UInt32(try reader.number())
      case 4: field.isRepeated = try reader.number() == 3
      case 5:
        guard let type = FieldType(rawValue: try reader.number()) else {
          throw GeneratorError(description: "a group is not supported")
        }
        field.type = type
      case 6: field.typeName = try reader.typeName()
      case 9: field.oneofIndex = Int(try reader.number())
      default: return false
      }
      return true
    }
    return field
  }

  private func oneof(_ bytes: UnsafeRawBufferPointer, _ path: [UInt64]) throws -> OneofModel {
    OneofModel(name: try name(bytes), comment: comments[path] ?? [])
  }

  private func enumeration(_ bytes: UnsafeRawBufferPointer, _ scope: String, _ path: [UInt64]) throws -> EnumModel {
    var enumeration = EnumModel()
    enumeration.comment = comments[path] ?? []
    enumeration.name = try name(bytes)
    enumeration.fullName = "\(scope).\(enumeration.name)"
    try forEachField(bytes) { number, reader in
      guard number == 2 else { return false }
      let valueBytes = try reader.take()
      enumeration.values.append(
        EnumValueModel(
          name: try name(valueBytes), number: Int32(truncatingIfNeeded: try value(2, in: valueBytes)),
          comment: comments[path + [2, UInt64(enumeration.values.count)]] ?? []))
      return true
    }
    return enumeration
  }

  private func service(_ bytes: UnsafeRawBufferPointer, _ scope: String, _ path: [UInt64]) throws -> ServiceModel {
    var service = ServiceModel()
    service.comment = comments[path] ?? []
    service.name = try name(bytes)
    service.fullName = "\(scope).\(service.name)"
    try forEachField(bytes) { number, reader in
      guard number == 2 else { return false }
      service.methods.append(try method(reader.take(), path + [2, UInt64(service.methods.count)]))
      return true
    }
    return service
  }

  private func method(_ bytes: UnsafeRawBufferPointer, _ path: [UInt64]) throws -> MethodModel {
    var method = MethodModel()
    method.comment = comments[path] ?? []
    try forEachField(bytes) { number, reader in
      switch number {
      case 1: method.name = try reader.text()
      case 2: method.inputType = try reader.typeName()
      case 3: method.outputType = try reader.typeName()
      case 4: method.hasNoSideEffects = try flag(34, in: reader.take())
      case 5: method.streamsRequests = try reader.number() == 1
      case 6: method.streamsResponses = try reader.number() == 1
      default: return false
      }
      return true
    }
    return method
  }
}
