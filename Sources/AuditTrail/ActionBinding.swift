/// Binds a decision to exactly what was seen (domain.md §4, "Bound to what was seen").
public enum ActionBinding {
  /// SHA-256("countersign-action/v1\n" ‖ action_json).
  public static func digest(ofActionJSON actionJSON: [UInt8]) -> SHA256Digest {
    SHA256.hash("countersign-action/v1\n", actionJSON)
  }
}
