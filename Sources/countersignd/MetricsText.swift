import EventLoop
import Glibc
import HTTP2Transport
import RPCCore

/// What the server counts, in Prometheus' text format, version 0.0.4.
enum MetricsText {
  /// One line for each label's value; no label for a single one.
  private struct Metric {
    enum Kind: String {
      case counter, gauge
    }

    var name: String
    var kind: Kind
    var help: String
    var label: String?
    var values: [(label: String, count: Int)]
  }

  static func render(
    _ snapshot: ServerSnapshot, executions: (permits: Int, unknownOutcomes: Int), alerts: Alerts
  ) -> String {
    let executionMetrics = [
      gauge("permits_out", "Execution permits that are out and not reported on.", executions.permits),
      gauge(
        "executions_unknown", "Executions whose outcome a person must find out: alert above 0.",
        executions.unknownOutcomes),
    ]
    return
      (metrics(snapshot) + handshakeMetrics(snapshot) + executionMetrics + alertMetrics(alerts)
      + processMetrics()).map(text).joined()
  }

  private static func text(_ metric: Metric) -> String {
    var text = "# HELP \(metric.name) \(metric.help)\n# TYPE \(metric.name) \(metric.kind.rawValue)\n"
    for (value, count) in metric.values {
      text += metric.label.map { "\(metric.name){\($0)=\"\(value)\"} \(count)\n" } ?? "\(metric.name) \(count)\n"
    }
    return text
  }

  private static func metrics(_ snapshot: ServerSnapshot) -> [Metric] {
    [
      counter("connections_accepted_total", "Connections that were accepted.", snapshot.connectionsAccepted),
      gauge("connections_open", "Connections that are open.", snapshot.connectionsOpen),
      Metric(
        name: "countersign_connections_refused_total", kind: .counter,
        help: "Connections that were closed as soon as they were accepted.", label: "reason",
        values: ConnectionRefusal.allCases.map { ("\($0)", snapshot[$0]) }),
      Metric(
        name: "countersign_connections_ended_total", kind: .counter, help: "Connections that the server ended.",
        label: "reason", values: endings(snapshot)),
      counter("reading_pauses_total", "Pauses after resets without budget.", snapshot.readingPauses),
      counter("streams_opened_total", "Streams that were opened.", snapshot.streamsOpened),
      gauge("streams_open", "Streams that are open.", snapshot.streamsOpen),
      counter(
        "streams_cancelled_total", "Streams that the caller reset before their answer.", snapshot.streamsCancelled),
      gauge("handlers_active", "Handlers that run, cancelled ones included.", snapshot.activeHandlers),
      gauge("stream_handlers_active", "Of them, those of calls that stream.", snapshot.activeStreamHandlers),
      gauge("answer_bytes_queued", "Answers that wait to be sent.", snapshot.queuedAnswerBytes),
      counter("requests_without_te_total", "Calls without te: trailers.", snapshot.requestsWithoutTE),
      Metric(
        name: "countersign_calls_refused_total", kind: .counter, help: "Calls that the transport ended.",
        label: "reason", values: CallRefusal.allCases.map { (snake("\($0)"), snapshot[$0]) }),
    ]
  }

  /// What came of connections before their first call.
  private static func handshakeMetrics(_ snapshot: ServerSnapshot) -> [Metric] {
    [
      counter("tls_handshakes_total", "TLS handshakes that were completed.", snapshot.tlsHandshakes),
      Metric(
        name: "countersign_tls_failures_total", kind: .counter, help: "TLS connections that failed.", label: "reason",
        values: TLSFailure.Reason.allCases.map { ($0.rawValue, snapshot[$0]) }),
      Metric(
        name: "countersign_foreign_protocols_total", kind: .counter,
        help: "Connections in cleartext whose caller spoke another protocol.", label: "protocol",
        values: [("http1", snapshot.http1Refused), ("tls", snapshot.unexpectedTLSRefused)]),
    ]
  }

  private static func alertMetrics(_ alerts: Alerts) -> [Metric] {
    [
      Metric(
        name: "countersign_alerts_total", kind: .counter, help: "What an operator must know of; the log says more.",
        label: "kind", values: alerts.counts.map { ($0.kind, $0.count) })
    ]
  }

  private static func endings(_ snapshot: ServerSnapshot) -> [(label: String, count: Int)] {
    AbuseMonitor.Reason.allCases.map { ($0.rawValue, snapshot[$0]) }
      + ConnectionLifetime.Reason.allCases.map { ($0.rawValue, snapshot[$0]) }
      + [("protocol_error", snapshot.protocolErrors)]
  }

  /// The names of Prometheus' own clients.
  private static func processMetrics() -> [Metric] {
    [
      Metric(
        name: "process_resident_memory_bytes", kind: .gauge, help: "Resident memory.", values: [("", residentBytes())])
    ]
  }

  private static func counter(_ name: String, _ help: String, _ count: Int) -> Metric {
    Metric(name: "countersign_" + name, kind: .counter, help: help, values: [("", count)])
  }

  private static func gauge(_ name: String, _ help: String, _ count: Int) -> Metric {
    Metric(name: "countersign_" + name, kind: .gauge, help: help, values: [("", count)])
  }

  /// "requestTooSlow" as "request_too_slow".
  private static func snake(_ name: String) -> String {
    name.map { $0.isUppercase ? "_" + $0.lowercased() : String($0) }.joined()
  }

  private static func residentBytes() -> Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    guard fgets(&line, Int32(line.count), file) != nil else { return 0 }
    let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let words = text.split(separator: " ")
    return words.count > 1 ? (Int(words[1]) ?? 0) * sysconf(Int32(_SC_PAGESIZE)) : 0
  }
}
