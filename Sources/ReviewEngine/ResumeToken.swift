import AuditTrail
import ReviewCore

/// A place in the chain that a watch can go on from, bound to what was watched.
///
/// `1.<sequence>.<32 hexadecimal digits>`: the digits are of the SHA-256 over origin, filter, binding and sequence, so that a
/// damaged token and another filter's are told apart from a good one. It is no secret and grants nothing.
enum ResumeToken {
  private static let version = "1"
  private static let digestCharacters = 32

  static func encode(sequence: Int64, origin: String, filter: ReviewFilter, binding: [UInt8]) -> String {
    "\(version).\(sequence).\(digest(sequence, origin, filter, binding))"
  }

  /// The sequence; nil for a token that is not usable here.
  static func decode(_ token: String, origin: String, filter: ReviewFilter, binding: [UInt8]) -> Int64? {
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == version, let sequence = Int64(parts[1]), sequence >= 0 else { return nil }
    return token == encode(sequence: sequence, origin: origin, filter: filter, binding: binding) ? sequence : nil
  }

  private static func digest(
    _ sequence: Int64, _ origin: String, _ filter: ReviewFilter, _ binding: [UInt8]
  ) -> Substring {
    var hash = SHA256()
    hash.update("countersign-resume/v1\n\(origin)\n\(sequence)\n")
    hash.update(filter.canonicalForm)
    hash.update(binding)
    return hash.digest().hexadecimal.prefix(digestCharacters)
  }
}

extension ReviewFilter {
  /// The same bytes for the same filter: what tokens are bound to.
  public var canonicalForm: [UInt8] {
    var writer = CanonicalJSONWriter()
    writer.array { form in
      form.array(reviewerRoles)
      form.string(minimumLevel?.contractName)
      form.array(domains)
      form.array(statuses.map(\.contractName))
      form.array(actionTypes)
      form.array(userIDs)
      form.array(claimedBy)
      form.bool(isDecidableOnly)
      form.string(submittedFrom.map { String($0.unixMicroseconds) })
      form.string(submittedBefore.map { String($0.unixMicroseconds) })
      form.array(opinionBy)
      form.digest(actionDigest)
    }
    return writer.bytes
  }
}
