/// Refuses what is asked of parts that this version does not have: one clear line each, never a silent omission.
func refuseWhatComesLater(_ reader: inout SettingReader) {
  refuse(.jwtKeys, "authentication by JWT", &reader)
  _ = reader.value(.authentication, parseAuthentication)
  for (setting, part) in [
    (Setting.slackEnabled, "Slack"), (.sendgridEnabled, "SendGrid"), (.openAIEnabled, "OpenAI"),
  ] {
    guard let given = reader.last(setting), reader.value(setting, parseBoolean) == true else { continue }
    reader.add(given.place, "\(part) is not built into this version yet")
  }
}

private func refuse(_ setting: Setting, _ part: String, _ reader: inout SettingReader) {
  guard let given = reader.last(setting) else { return }
  reader.add(given.place, "\(part) is not built into this version yet")
}

private func parseAuthentication(_ text: String) throws(InvalidValue) {
  switch text {
  case "none": return
  case "mtls", "jwt", "mtls+jwt": throw InvalidValue("authentication by \(text) is not built into this version yet")
  default: throw InvalidValue("\"\(text)\" is not none, mtls, jwt or mtls+jwt")
  }
}
