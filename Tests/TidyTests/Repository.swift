import Foundation

/// The files of this repository, found from where this file lies.
enum Repository {
  struct File: Sendable {
    /// From the repository's root, for example "Sources/ReviewCore/Instant.swift".
    var path: String
    var text: String

    var name: String { String(path.split(separator: "/").last ?? "") }
    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
  }

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Swift files of these folders, in the order of their paths.
  static func swiftFiles(in folders: String...) -> [File] {
    folders.flatMap { files(in: $0) }.filter { $0.name.hasSuffix(".swift") }
  }

  /// Every file of a folder that is text, build products left out; none where there is no such folder.
  static func files(in folder: String) -> [File] {
    let base = root.appending(path: folder)
    guard let enumerator = FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil) else { return [] }
    let prefix = root.path(percentEncoded: false)
    return enumerator.compactMap { $0 as? URL }.filter { !isProduct($0) }
      .compactMap { url in
        guard let text = try? String(contentsOf: url, encoding: .utf8) else { return nil }
        return File(path: String(url.path(percentEncoded: false).dropFirst(prefix.count)), text: text)
      }
      .sorted { $0.path < $1.path }
  }

  /// One file of the root; nil when it is not there.
  static func file(_ path: String) -> File? {
    let text = try? String(contentsOf: root.appending(path: path), encoding: .utf8)
    return text.map { File(path: path, text: $0) }
  }

  private static func isProduct(_ url: URL) -> Bool {
    url.pathComponents.contains { $0 == "__pycache__" || $0 == ".pytest_cache" || $0.hasPrefix(".build") }
  }
}
