/// What came of asking the operator's own classifier about a proposal (domain.md §2). It is recorded with the assessment,
/// so that nobody need ask again.
///
/// Indirect: an assessment carries one word, nil where no classifier was asked.
public indirect enum ClassifierFinding: Hashable, Sendable {
  /// It said a level.
  case answer(Answer)
  /// It said nothing that can be used: the proposal is CRITICAL. One sentence for people.
  case failure(String)

  /// A usable answer.
  public struct Answer: Hashable, Sendable {
    public var level: RiskLevel
    /// Why, for people; may be empty.
    public var reasons: [String]
    /// Which model said it.
    public var model: String
    /// May be empty.
    public var modelVersion: String

    public init(level: RiskLevel, reasons: [String], model: String, modelVersion: String) {
      self.level = level
      self.reasons = reasons
      self.model = model
      self.modelVersion = modelVersion
    }
  }

  /// The level below which nothing may be by it.
  public var level: RiskLevel {
    switch self {
    case .answer(let answer): answer.level
    case .failure: .critical
    }
  }

  /// Name of the rule that an answer of at least the rules' level matches.
  public static let rule = "classifier"
  /// Name of the rule that a failure matches.
  public static let failureRule = "classifier.failed"
}

extension RiskAssessment {
  /// The same with what the classifier said: never a lower level.
  ///
  /// A finding that raises the level is named first, one of the same level last; an answer of a lower level is kept in
  /// `classifier` alone. A failure is CRITICAL and fail-safe.
  public func taking(_ finding: ClassifierFinding?) -> RiskAssessment {
    guard let finding else { return self }
    var risk = self
    risk.classifier = finding
    switch finding {
    case .answer(let answer):
      if answer.level >= level { risk.add(ClassifierFinding.rule, answer.sentence, level: answer.level) }
    case .failure(let sentence):
      risk.isFailSafe = true
      risk.add(ClassifierFinding.failureRule, sentence, level: .critical)
    }
    return risk
  }

  private mutating func add(_ rule: String, _ sentence: String, level: RiskLevel) {
    let isFirst = level > self.level
    matchedRules.insert(rule, at: isFirst ? 0 : matchedRules.count)
    reason = isFirst ? "\(sentence); \(reason)" : "\(reason); \(sentence)"
    self.level = level
  }
}

extension ClassifierFinding.Answer {
  /// One sentence for people.
  var sentence: String {
    let name = modelVersion.isEmpty ? model : "\(model) \(modelVersion)"
    let said = reasons.isEmpty ? level.shortName : reasons.joined(separator: ", ")
    return "Classifier \(name): \(said)"
  }
}
