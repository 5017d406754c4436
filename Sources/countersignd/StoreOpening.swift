import Configuration
import Glibc
import ReviewStore
import SQLiteStore

/// Opens the store of the configuration; makes it, and the directories above it, where there is none.
func openStore(_ configuration: ServerConfiguration) throws(StartupFailure) -> SQLiteStore {
  let location: String
  switch configuration.database {
  case .memory: location = "memory:"
  case .sqlite(let path):
    makeDirectories(above: path)
    location = "sqlite:" + path
  }
  do throws(StoreError) {
    return try SQLiteStore.open(location: location, origin: configuration.origin)
  } catch {
    let isNamed = error.detail.contains(location.drop { $0 != ":" }.dropFirst())
    throw StartupFailure("--database-url: " + (isNamed ? error.detail : "\(location): \(error.detail)"))
  }
}

/// For their owner alone, as the XDG Base Directory Specification wants it. What cannot be made is told by the opening.
private func makeDirectories(above path: String) {
  var index = path.startIndex
  while let slash = path[index...].firstIndex(of: "/") {
    if slash > path.startIndex { mkdir(String(path[..<slash]), 0o700) }
    index = path.index(after: slash)
  }
}
