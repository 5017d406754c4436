/// An enumeration of the contract; a number that it does not know is kept as `.unrecognized`.
public protocol WireEnum: RepeatedElement, RawRepresentable, CaseIterable, Hashable, Sendable
where RawValue == Int32, Stored == Int32 {
  /// What the names of its values begin with, for example "RISK_LEVEL_"; may be empty.
  static var namePrefix: String { get }

  /// The number on the wire.
  var rawValue: Int32 { get }

  /// The value's name in the contract without the prefix, for example "HIGH"; the number where it is not known.
  var shortName: String { get }

  /// The value with that number, `.unrecognized` where there is none.
  init(rawValue: Int32)
}

extension WireEnum {
  /// The value's name in the contract, for example "RISK_LEVEL_HIGH".
  public var name: String { Self.namePrefix + shortName }
}
