/// The C module of one set of messages. A program may link several, so that each has a name of its own.
struct CModule {
  /// "CCountersignMessages".
  let name: String

  var header: String { "\(name).h" }

  /// "CCOUNTERSIGN_MESSAGES_H".
  var includeGuard: String { "C" + Names.cLower(String(name.dropFirst())).uppercased() + "_H" }

  /// "countersign_messages_descriptor_set".
  var descriptorSetFunction: String { Names.cLower(String(name.dropFirst())) + "_descriptor_set" }
}
