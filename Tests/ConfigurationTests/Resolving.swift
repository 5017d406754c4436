import Configuration

/// Resolves with a home directory, so that a default database exists.
func resolve(
  flags: [Setting: [String]] = [:], environment: [String: String] = [:], file: String? = nil
) throws(ConfigurationProblems) -> ServerConfiguration {
  var sources = ConfigurationSources()
  sources.flags = flags
  sources.environment = environment.merging(["HOME": "/home/u"]) { given, _ in given }
  sources.file = file.map { ConfigurationFile(name: "c.yaml", text: $0) }
  return try ServerConfiguration.resolve(sources)
}

/// The problems as lines; empty when there are none.
func problems(
  flags: [Setting: [String]] = [:], environment: [String: String] = [:], file: String? = nil
) -> [String] {
  do throws(ConfigurationProblems) {
    _ = try resolve(flags: flags, environment: environment, file: file)
    return []
  } catch {
    return error.problems.map(\.description)
  }
}
