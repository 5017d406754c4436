import AuditTrail
import ReviewCore
import ReviewStore

/// What every store must do, as cases that any test target can run.
///
/// ```swift
/// @Test(arguments: ConformanceCase.allCases) func conforms(_ conformanceCase: ConformanceCase) async throws {
///   try await StoreConformance { name in try SQLiteStore.open(location: "memory:") }.run(conformanceCase)
/// }
/// ```
public struct StoreConformance: Sendable {
  /// Opens the store of that name; the same name again gives the same contents, if the store keeps them.
  public typealias MakeStore = @Sendable (_ name: String) async throws -> any ReviewStore

  let makeStore: MakeStore
  /// Whether contents outlive `close()`.
  let isPersistent: Bool

  public init(isPersistent: Bool, makeStore: @escaping MakeStore) {
    self.makeStore = makeStore
    self.isPersistent = isPersistent
  }

  /// Runs one case on a store of its own.
  ///
  /// - Throws: `ConformanceFailure` where the store does something else than it promises.
  public func run(_ conformanceCase: ConformanceCase) async throws {
    let store = try await makeStore(conformanceCase.rawValue)
    switch conformanceCase {
    case .emptyStore: try await emptyStore(store)
    case .readsBackWhatWasAppended: try await readsBack(store)
    case .movedHeadWritesNothing: try await movedHead(store)
    case .requestIsUsedOnce: try await requestIsUsedOnce(store)
    case .failedBatchWritesNothing: try await failedBatch(store)
    case .projectionsAreReplaced: try await projections(store)
    case .waitingReviewsInOrder: try await waitingReviews(store)
    case .search: try await search(store)
    case .filters: try await filters(store)
    case .entriesOfReviews: try await entriesOfReviews(store)
    case .hostileText: try await hostileText(store)
    case .largeBatch: try await largeBatch(store)
    case .concurrentAppenders: try await concurrentAppenders(store)
    case .closedStore: try await closedStore(store)
    case .reopening: try await reopening(store)
    }
    await store.close()
  }
}

/// One promise of `ReviewStore`.
public enum ConformanceCase: String, CaseIterable, Sendable {
  case emptyStore, readsBackWhatWasAppended, movedHeadWritesNothing, requestIsUsedOnce, failedBatchWritesNothing
  case projectionsAreReplaced, waitingReviewsInOrder, search, filters, entriesOfReviews, hostileText, largeBatch
  case concurrentAppenders, closedStore, reopening
}

/// What a store did that it should not have.
public struct ConformanceFailure: Error, CustomStringConvertible {
  public var description: String
}

func require(
  _ condition: Bool, _ message: @autoclosure () -> String, line: Int = #line,
  file: StaticString = #fileID
) throws {
  guard condition else { throw ConformanceFailure(description: "\(file):\(line): \(message())") }
}
