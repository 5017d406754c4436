/// A person who reviews, as the registry holds it (domain.md §1).
public struct Reviewer: Hashable, Sendable {
  public var reviewerID: String
  /// Names of the roles that are held.
  public var roles: [String]
  /// For example "derivatives".
  public var skills: [String]
  /// For notifications.
  public var email: String
  /// For notifications.
  public var slackUserID: String
  /// Gets no work for now.
  public var isAbsent: Bool
  /// May not act any more.
  public var isDisabled: Bool
  /// One per human being.
  public var personID: String
  /// Other identities of the same person.
  public var principals: [String]
  /// Grows by one with each change; 0 before the first.
  public var version: Int64

  public init(
    reviewerID: String, roles: [String] = [], skills: [String] = [], email: String = "", slackUserID: String = "",
    isAbsent: Bool = false, isDisabled: Bool = false, personID: String = "", principals: [String] = [],
    version: Int64 = 0
  ) {
    self.reviewerID = reviewerID
    self.roles = roles
    self.skills = skills
    self.email = email
    self.slackUserID = slackUserID
    self.isAbsent = isAbsent
    self.isDisabled = isDisabled
    self.personID = personID.isEmpty ? reviewerID : personID
    self.principals = principals
    self.version = version
  }

  /// As routing and deciding see it.
  public var member: Roster.Member {
    Roster.Member(
      reviewerID: reviewerID, personID: personID, roles: roles, skills: skills, principals: principals,
      isAbsent: isAbsent, isDisabled: isDisabled)
  }
}

/// Every reviewer that was ever registered.
public struct ReviewerRegistry: Sendable {
  public private(set) var reviewers: [String: Reviewer] = [:]
  /// The same for routing and deciding.
  public private(set) var roster = Roster.empty

  public init() {}

  /// Takes a recorded reviewer in.
  public mutating func upsert(_ reviewer: Reviewer) {
    reviewers[reviewer.reviewerID] = reviewer
    roster = Roster(members: reviewers.values.map(\.member))
  }

  /// Judges a change; the fields were validated before (`FieldValidator`).
  ///
  /// - Parameters:
  ///   - expectedVersion: of the reviewer now; 0 for a new one.
  ///   - caller: the authenticated caller; empty without authentication.
  /// - Returns: the reviewer with its new version.
  public func decide(
    _ reviewer: Reviewer, expectedVersion: Int64, reason: String, caller: String
  ) -> Result<Reviewer, Refusal> {
    let current = reviewers[reviewer.reviewerID]
    let violations = violations(reviewer, current: current, reason: reason)
    if !violations.isEmpty { return .failure(Refusal(fieldViolations: violations)) }
    if expectedVersion != current?.version ?? 0 { return .failure(.versionMismatch(current: current?.version ?? 0)) }
    if !caller.isEmpty,
      roster.person(caller) == reviewer.personID || caller == reviewer.reviewerID
        || reviewer.principals.contains(caller)
    {
      return .failure(
        Refusal(
          reason: .separationOfDuties, message: "nobody registers himself",
          metadata: [Refusal.Metadatum(key: "duties", value: "roster, review")]))
    }
    var next = reviewer
    next.version = (current?.version ?? 0) + 1
    return .success(next)
  }

  private func violations(_ reviewer: Reviewer, current: Reviewer?, reason: String) -> [FieldViolation] {
    var violations: [FieldViolation] = []
    if reason.isEmpty, !Set(reviewer.roles).subtracting(current?.roles ?? []).isEmpty {
      violations.append(FieldViolation("reason", "must not be empty where roles are added"))
    }
    for (index, principal) in reviewer.principals.enumerated() {
      guard let owner = roster.member(principal), owner.personID != reviewer.personID else { continue }
      violations.append(FieldViolation("reviewer.principals[\(index)]", "is another person's"))
    }
    if let owner = roster.member(reviewer.reviewerID), owner.reviewerID != reviewer.reviewerID,
      owner.personID != reviewer.personID
    {
      violations.append(FieldViolation("reviewer.reviewer_id", "is another person's principal"))
    }
    return violations
  }
}

extension FieldValidator {
  /// Everything about a reviewer that needs no registry.
  ///
  /// - Parameter policies: those of the chain: a role that none of them knows is a bad field.
  public mutating func reviewer(_ reviewer: Reviewer, policies: [ReviewPolicy]) {
    person("reviewer.reviewer_id", reviewer.reviewerID)
    names("reviewer.roles", reviewer.roles)
    for (index, role) in reviewer.roles.enumerated()
    where !policies.contains(where: { $0.rank(ofRole: role) != nil }) {
      add("reviewer.roles[\(index)]", "is not a role of the policy")
    }
    names("reviewer.skills", reviewer.skills)
    names("reviewer.principals", reviewer.principals)
    text("reviewer.email", reviewer.email, maximumBytes: FieldLimits.addressBytes)
    text("reviewer.slack_user_id", reviewer.slackUserID, maximumBytes: FieldLimits.identifierBytes)
    identifier("reviewer.person_id", reviewer.personID, isRequired: false)
  }

  private mutating func names(_ field: String, _ values: [String]) {
    if values.count > FieldLimits.nameCount { add(field, "must have at most \(FieldLimits.nameCount) values") }
    for (index, value) in values.prefix(FieldLimits.nameCount).enumerated() {
      text("\(field)[\(index)]", value, maximumBytes: FieldLimits.addressBytes, isRequired: true)
      if values[..<index].contains(value) { add("\(field)[\(index)]", "is there twice") }
    }
  }
}
