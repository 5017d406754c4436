/// The reviewers that the registry knows, for routing and for who may decide (domain.md §1, §3).
///
/// Empty as long as none was ever registered: then roles alone decide. Looked up by reviewer id or any principal.
public struct Roster: Sendable {
  /// One reviewer.
  public struct Member: Hashable, Sendable {
    public var reviewerID: String
    /// The human being behind it.
    public var personID: String
    /// Names of the roles that are held.
    public var roles: [String]
    /// For example "derivatives".
    public var skills: [String]
    /// Other identities of the same person.
    public var principals: [String]
    /// Gets no work for now.
    public var isAbsent: Bool
    /// May not act any more.
    public var isDisabled: Bool
    /// Whether work may be routed to this reviewer.
    public var isAvailable: Bool { !isAbsent && !isDisabled }

    public init(
      reviewerID: String, personID: String, roles: [String], skills: [String], principals: [String] = [],
      isAbsent: Bool = false, isDisabled: Bool = false
    ) {
      self.reviewerID = reviewerID
      self.personID = personID
      self.roles = roles
      self.skills = skills
      self.principals = principals
      self.isAbsent = isAbsent
      self.isDisabled = isDisabled
    }

    public init(personID: String, roles: [String], skills: [String], isAvailable: Bool) {
      self.init(
        reviewerID: personID, personID: personID, roles: roles, skills: skills, isAbsent: !isAvailable)
    }
  }

  /// By reviewer id, ascending.
  public let members: [Member]
  private let indexByIdentity: [String: Int]

  /// No reviewer was ever registered.
  public static let empty = Roster(members: [])

  /// - Parameter members: in any order. Of two that share an identity the one whose own id it is comes first.
  public init(members: [Member]) {
    let members = members.sorted { $0.reviewerID < $1.reviewerID }
    self.members = members
    var index: [String: Int] = [:]
    for (position, member) in members.enumerated() { index[member.reviewerID] = position }
    for (position, member) in members.enumerated() {
      for principal in member.principals where index[principal] == nil { index[principal] = position }
    }
    indexByIdentity = index
  }

  public var isEmpty: Bool { members.isEmpty }

  /// The reviewer of that id or principal.
  public func member(_ identity: String) -> Member? { indexByIdentity[identity].map { members[$0] } }

  /// Every id of the person behind an id.
  public func identities(ofPersonBehind identity: String) -> [String] {
    if indexByIdentity.isEmpty { return [identity] }
    let person = person(identity)
    var identities: Set<String> = [identity, person]
    for member in members where member.personID == person {
      identities.insert(member.reviewerID)
      identities.formUnion(member.principals)
    }
    return identities.filter { self.person($0) == person }.sorted()
  }

  /// The same for everybody at once.
  public func identitiesByPerson() -> [String: [String]] {
    var identities: [String: Set<String>] = [:]
    for member in members {
      let own = ([member.reviewerID, member.personID] + member.principals).filter { person($0) == member.personID }
      identities[member.personID, default: []].formUnion(own)
    }
    return identities.mapValues { $0.sorted() }
  }

  /// The person behind an id of any kind; who is not registered is a person by that id.
  public func person(_ identity: String) -> String {
    if indexByIdentity.isEmpty { return identity }
    return member(identity)?.personID ?? identity
  }
}
