import Glibc
import ReviewCore

/// Where the time zones of a policy come from when it is made; a policy that was recorded brings its own.
public struct TimeZoneDatabase: Sendable {
  /// Why a zone cannot be had.
  struct Failure: Error {
    let message: String
  }

  /// No file of a time zone is half as large.
  static let fileBytesMax = 65_536

  let directory: String

  /// The operating system's; Debian keeps it in the package tzdata.
  public static let system = TimeZoneDatabase(directory: "/usr/share/zoneinfo")

  /// - Parameter directory: TZif files under their IANA names.
  public init(directory: String) { self.directory = directory }

  /// - Throws: a sentence for people.
  func timeZone(_ name: String) throws(Failure) -> PolicyRules.TimeZone {
    guard Self.isName(name) else {
      throw Failure(message: "must be the IANA name of a time zone, for example Europe/Berlin")
    }
    guard let bytes = read("\(directory)/\(name)") else {
      throw Failure(message: "\"\(name)\" is not in \(directory): a wrong name, or the package tzdata is missing")
    }
    guard let file = TimeZoneFile(bytes),
      let zone = TimeZoneTable.timeZone(name: name, transitions: file.transitions, rule: file.rule)
    else { throw Failure(message: "\(directory)/\(name) is no time zone file of RFC 8536") }
    return zone
  }

  /// Letters, digits, "_", "+" and "-" in parts of which none is empty: never out of the directory.
  static func isName(_ name: String) -> Bool {
    name.utf8.count <= 64
      && name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
        !part.isEmpty
          && part.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) || "_+-".utf8.contains($0)
          }
      }
  }

  private func read(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: Self.fileBytesMax)
    let count = fread(&bytes, 1, bytes.count, file)
    return count > 0 && count < bytes.count ? Array(bytes[..<count]) : nil
  }
}
