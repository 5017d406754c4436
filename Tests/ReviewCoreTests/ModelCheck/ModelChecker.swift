@testable import ReviewCore

/// Walks all orders of moves to a depth, equal states once, and holds the code against the oracles at each step.
struct ModelChecker {
  /// The amount of the lower alternative.
  static let loweredAmount: Int64 = 1_000

  private struct Node {
    let state: ModelState
    let parent: Int
    let move: ModelMove?
  }

  private var nodes: [Node]
  private var known: Set<ModelKey>
  private(set) var transitions = 0
  private(set) var faults: [String] = []
  /// How many distinct states ended so.
  private(set) var finals: [ReviewStatus: Int] = [:]
  var stateCount: Int { nodes.count }

  init(_ kind: ModelKind) {
    let state = ModelState(kind)
    nodes = [Node(state: state, parent: -1, move: nil)]
    known = [ModelKey(state)]
  }

  /// A fault stops the walk: what comes after it means nothing.
  mutating func walk(depth: Int) {
    var (first, end) = (0, 1)
    for _ in 0..<depth {
      for index in first..<end where faults.isEmpty { expand(index) }
      (first, end) = (end, nodes.count)
    }
    for index in nodes.indices where nodes[index].state.resting.isFinal && faults.isEmpty { expectSealed(index) }
  }

  private mutating func expand(_ index: Int) {
    let state = nodes[index].state
    if state.resting.isFinal { return }
    for move in ModelMove.all {
      var step = ModelStep(state)
      step.take(move)
      transitions += 1
      for fault in step.faults { faults.append("\(fault) after \(path(to: index)) \(move)") }
      guard step.isAccepted, known.insert(ModelKey(step.state)).inserted else { continue }
      nodes.append(Node(state: step.state, parent: index, move: move))
      if step.state.resting.isFinal { finals[step.state.resting, default: 0] += 1 }
      expectFold(of: nodes.count - 1)
    }
  }

  /// The entries alone lead to the same state.
  private mutating func expectFold(of index: Int) {
    let state = nodes[index].state
    var folded = nodes[0].state.review
    for (offset, entry) in state.entries.enumerated() {
      folded.apply(entry.event, at: entry.at, sequence: 2 + Int64(offset))
    }
    if folded != state.review { faults.append("another fold after \(path(to: index))") }
    let decisions = state.entries.count { entry in if case .decided = entry.event { true } else { false } }
    if decisions > 1 { faults.append("decided twice after \(path(to: index))") }
  }

  /// Nothing leaves a final state, and no time is left in it.
  private mutating func expectSealed(_ index: Int) {
    let state = nodes[index].state
    for move in ModelMove.all {
      var step = ModelStep(state)
      step.take(move)
      if step.isAccepted || !step.faults.isEmpty {
        faults.append("\(state.resting) was left after \(path(to: index)) \(move)")
      }
    }
    let later = state.now.advanced(byMicroseconds: hours(10_000))
    if state.review.nextDue != nil || state.review.due(now: later) != nil {
      faults.append("\(state.resting) has a clock after \(path(to: index))")
    }
  }

  private func path(to index: Int) -> String {
    var moves: [String] = []
    var index = index
    while let move = nodes[index].move {
      moves.append("\(move)")
      index = nodes[index].parent
    }
    return "[" + moves.reversed().joined(separator: " ") + "]"
  }
}
