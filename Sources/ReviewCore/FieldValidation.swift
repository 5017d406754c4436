/// Limits of the fields of requests (domain.md §2). Exceeding one is INVALID_ARGUMENT.
public enum FieldLimits {
  public static let queryTextBytes = 8_192
  public static let identifierBytes = 128
  public static let requestIDBytes = 128
  public static let labelCount = 32
  public static let labelKeyBytes = 64
  public static let labelValueBytes = 256
  public static let supportingEvidenceBytes = 8_192
  public static let evidenceCount = 20
  public static let evidenceBytes = 1_024
  public static let reasonBytes = 2_048
}
