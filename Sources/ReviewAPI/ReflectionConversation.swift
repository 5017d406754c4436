import Messages

/// One reflection stream, without its wire form: both versions of the protocol ask and hear the same (transport.md §1a).
struct ReflectionConversation: Sendable {
  enum Question {
    case file(String)
    case symbol(String)
    case extensionOfType
    case extensionNumbers(ofType: String)
    case services
  }

  enum Answer: Equatable {
    /// Serialized FileDescriptorProtos.
    case files([[UInt8]])
    /// A known type, which has no extensions.
    case noExtensions(ofType: String)
    case services([String])
    case notFound(String)
  }

  private let index: ReflectionIndex
  /// A file goes over the stream once, unless it is asked for itself.
  private var sent: Set<String> = []

  init(index: ReflectionIndex = .contract) { self.index = index }

  mutating func answer(_ question: Question) -> Answer {
    switch question {
    case .file(let name): return files(from: name, orNotFound: "no such file")
    case .symbol(let name): return files(from: index.fileOfSymbol[name], orNotFound: "no such symbol")
    case .extensionOfType: return .notFound("no such extension")
    case .extensionNumbers(let type):
      return index.messages.contains(type) ? .noExtensions(ofType: type) : .notFound("no such type")
    case .services: return .services(ServiceNames.all)
    }
  }

  /// The file with what it imports and was not sent yet, the file itself first.
  private mutating func files(from name: String?, orNotFound message: String) -> Answer {
    guard let name, index.files[name] != nil else { return .notFound(message) }
    var queue = [name]
    var position = 0
    while position < queue.count, let file = index.files[queue[position]] {
      for dependency in file.dependencies where !sent.contains(dependency) && !queue.contains(dependency) {
        queue.append(dependency)
      }
      position += 1
    }
    sent.formUnion(queue)
    let set = DescriptorSet.bytes
    return .files(queue.compactMap { index.files[$0] }.map { Array(set[$0.bytes]) })
  }
}
