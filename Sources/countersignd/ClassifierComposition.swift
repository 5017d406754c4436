import Configuration
import EventLoop
import HTTP2Transport
import ReviewAPI

/// The client of the operator's classifier. It connects with the first proposal, and asks nobody where none is configured.
func classifier(_ settings: ClassifierSettings, on loop: EventLoop) -> any RiskClassifier {
  var configuration = ChannelConfiguration()
  configuration.userAgent = "countersignd"
  var limits = ClassifierLimits()
  limits.timeoutMicroseconds = Int64(settings.timeoutMilliseconds) * 1_000
  let channel = Channel(to: [ListenAddress(settings.address)], configuration: configuration, on: loop)
  return ClassifierGate(channel, limits: limits)
}
