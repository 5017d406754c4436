import ArgumentParser
import Configuration
import Logging

/// The server's command.
@main
struct Countersignd: AsyncParsableCommand {
  /// What can be asked of it.
  enum Action: String, CaseIterable, ExpressibleByArgument {
    case serve, migrate, keygen
    case checkConfig = "check-config"
  }

  static let configuration = CommandConfiguration(
    commandName: "countersignd",
    abstract: "Puts a person between a model's proposal and its execution.",
    discussion: """
      serve         takes calls until SIGTERM (the default)
      migrate       makes or updates the database, and ends
      check-config  checks flags, environment, file and policy, prints what is in force, and ends
      keygen        makes the signing key of --signing-key, and prints its public half

      Flags win over the environment, which wins over the file given by --config.
      Only in the environment or the file: \(environmentOnly).
      Exit: 0 after a clean stop, 64 for a usage error, 78 for a configuration error.
      """)

  private static let environmentOnly =
    Setting.allCases.filter { $0.flag == nil }.compactMap(\.variable).joined(separator: ", ")

  @Argument(help: "serve, migrate, check-config or keygen.")
  var action = Action.serve

  @OptionGroup var options: ServerOptions

  func run() async throws {
    do throws(StartupFailure) {
      switch action {
      case .serve: try await serve(ConfigurationLoader(options))
      case .migrate: try await migrate(ConfigurationLoader(options))
      case .checkConfig: try checkConfiguration(ConfigurationLoader(options))
      case .keygen: try makeSigningKey(ConfigurationLoader(options))
      }
    } catch {
      for line in error.lines { StandardError.write(line: "countersignd: " + line) }
      throw ExitCode(StartupFailure.exitCode)
    }
  }
}

/// Why the server did not start: lines for the operator.
struct StartupFailure: Error {
  /// EX_CONFIG of sysexits.h.
  static let exitCode: Int32 = 78

  var lines: [String]

  init(_ line: String) { lines = [line] }

  init(_ lines: [String]) { self.lines = lines }
}
