import RPCCore

/// Finds files and symbols of a FileDescriptorSet, for server reflection. Built once, then only read.
public struct DescriptorIndex: Sendable {
  /// One FileDescriptorProto.
  public struct File: Sendable {
    /// For example "countersign/v1/types.proto".
    public let name: String
    /// For example "countersign.v1".
    public let package: String
    /// Names of the files that it imports.
    public let imports: [String]
    /// The serialized FileDescriptorProto.
    public let bytes: [UInt8]
  }

  /// What a full name stands for.
  public enum SymbolKind: Sendable {
    case message
    case field
    case oneof
    case enumeration
    case enumerationValue
    case service
    case method
  }

  private struct Symbol {
    let kind: SymbolKind
    let file: Int
  }

  /// As in the set: a file comes after those that it imports.
  public private(set) var files: [File] = []
  /// Full names of all services, sorted.
  public private(set) var services: [String] = []

  private var filesByName: [String: Int] = [:]
  private var symbols: [String: Symbol] = [:]

  /// - Throws: `.internal` for bytes that are no descriptor set.
  public init(_ descriptorSet: UnsafeRawBufferPointer) throws(RPCError) {
    try Self.forEachField(descriptorSet) { (number, value) throws(RPCError) in
      if number == 1, let value { try addFile(value) }
    }
    services = symbols.filter { $0.value.kind == .service }.map(\.key).sorted()
  }

  public func file(named name: String) -> File? {
    filesByName[name].map { files[$0] }
  }

  /// The file that declares a message, field, oneof, enumeration, value, service or method by its full name without a
  /// leading dot, for example "countersign.v1.ReviewService.SubmitQuery".
  public func file(declaring symbol: String) -> File? {
    symbols[symbol].map { files[$0.file] }
  }

  /// What the full name stands for; nil where it is not declared.
  public func kind(of symbol: String) -> SymbolKind? { symbols[symbol]?.kind }

  /// The file itself, then everything that it imports, however indirectly, each once.
  public func withImports(_ file: File) -> [File] {
    var found = [file]
    var seen: Set<String> = [file.name]
    var next = 0
    while next < found.count {
      for name in found[next].imports where seen.insert(name).inserted {
        if let imported = self.file(named: name) { found.append(imported) }
      }
      next += 1
    }
    return found
  }
}

// MARK: - Parsing google/protobuf/descriptor.proto

extension DescriptorIndex {
  /// A message's declarations: the number of the field that holds them, and what they are.
  private typealias Declarations = [UInt32: SymbolKind]

  private static let declarationsOfFile: Declarations = [4: .message, 5: .enumeration, 6: .service]

  private static func declarations(of kind: SymbolKind) -> Declarations {
    switch kind {
    case .message: [2: .field, 3: .message, 4: .enumeration, 8: .oneof]
    case .enumeration: [2: .enumerationValue]
    case .service: [2: .method]
    case .field, .oneof, .enumerationValue, .method: [:]
    }
  }

  private mutating func addFile(_ bytes: UnsafeRawBufferPointer) throws(RPCError) {
    var package = ""
    var imports: [String] = []
    try Self.forEachField(bytes) { (number, value) throws(RPCError) in
      guard let value else { return }
      if number == 2 { package = String(decoding: value, as: UTF8.self) }
      if number == 3 { imports.append(String(decoding: value, as: UTF8.self)) }
    }
    let name = try Self.name(of: bytes)
    filesByName[name] = files.count
    files.append(File(name: name, package: package, imports: imports, bytes: Array(bytes)))
    try addSymbols(bytes, scope: package, Self.declarationsOfFile)
  }

  private mutating func addSymbols(
    _ bytes: UnsafeRawBufferPointer, scope: String, _ declarations: Declarations
  ) throws(RPCError) {
    try Self.forEachField(bytes) { (number, value) throws(RPCError) in
      guard let value, let kind = declarations[number] else { return }
      let fullName = scope.isEmpty ? try Self.name(of: value) : "\(scope).\(try Self.name(of: value))"
      symbols[fullName] = Symbol(kind: kind, file: files.count - 1)
      // A value's full name is beside its enumeration's, not inside of it (descriptor.proto, EnumValueDescriptorProto).
      let inner = kind == .enumeration ? scope : fullName
      try addSymbols(value, scope: inner, Self.declarations(of: kind))
    }
  }

  private static func name(of bytes: UnsafeRawBufferPointer) throws(RPCError) -> String {
    var name = ""
    try forEachField(bytes) { (number, value) throws(RPCError) in
      if number == 1, let value { name = String(decoding: value, as: UTF8.self) }
    }
    return name
  }

  /// Calls `body` with each field's number, and its bytes where it has a length.
  private static func forEachField(
    _ bytes: UnsafeRawBufferPointer, _ body: (UInt32, UnsafeRawBufferPointer?) throws(RPCError) -> Void
  ) throws(RPCError) {
    let malformed = RPCError(.internal, "the descriptor set cannot be parsed")
    var reader = WireReader(bytes)
    while !reader.isAtEnd {
      guard let tag = reader.tag() else { throw malformed }
      if tag.wireType == .lengthDelimited {
        guard let value = reader.lengthDelimited() else { throw malformed }
        try body(tag.number, value)
      } else {
        guard reader.skip(tag.wireType) else { throw malformed }
        try body(tag.number, nil)
      }
    }
  }
}
