import EventLoop
import Glibc
import HTTP2Transport

/// Runs one case of gRPC's interop tests against a server: exit 0 when it passes, 1 with a line that says why not.
do {
  let arguments = try Arguments(Array(CommandLine.arguments.dropFirst()))
  let loops = try EventLoopGroup(count: 1)
  try loops.start()
  let channel = Channel(to: arguments.addresses, configuration: try arguments.configuration(), on: loops.loops[0])
  try await InteropCases(channel, arguments).run(arguments.testCase)
  await channel.close()
  loops.stop()
  say("passed \(arguments.testCase)")
} catch {
  say("failed: \(error)")
  exit(1)
}
