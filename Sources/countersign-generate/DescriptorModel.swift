import MessagesBase

/// What the generator needs of google/protobuf/descriptor.proto.
struct FileModel {
  var name = ""
  var package = ""
  var messages: [MessageModel] = []
  var enums: [EnumModel] = []
  var services: [ServiceModel] = []
}

struct MessageModel {
  var name = ""
  /// "countersign.v1.Execution", without a leading dot.
  var fullName = ""
  var comment: [String] = []
  var fields: [FieldModel] = []
  var oneofs: [OneofModel] = []
  var nested: [MessageModel] = []
  var enums: [EnumModel] = []
  var isMapEntry = false
}

struct FieldModel {
  var name = ""
  var number: UInt32 = 0
  var isRepeated = false
  var type = FieldType.int32
  /// Of a message or an enumeration: "google.protobuf.Timestamp".
  var typeName = ""
  var oneofIndex: Int?
  var comment: [String] = []
}

/// FieldDescriptorProto.Type by its numbers, without groups.
enum FieldType: UInt64 {
  case double = 1
  case float = 2
  case int64 = 3
  case uint64 = 4
  case int32 = 5
  case fixed64 = 6
  case fixed32 = 7
  case bool = 8
  case string = 9
  case message = 11
  case bytes = 12
  case uint32 = 13
  case enumeration = 14
  case sfixed32 = 15
  case sfixed64 = 16
  case sint32 = 17
  case sint64 = 18
}

struct OneofModel {
  var name = ""
  var comment: [String] = []
}

struct EnumModel {
  var name = ""
  var fullName = ""
  var comment: [String] = []
  var values: [EnumValueModel] = []
}

struct EnumValueModel {
  var name = ""
  var number: Int32 = 0
  var comment: [String] = []
}

struct ServiceModel {
  var name = ""
  var fullName = ""
  var comment: [String] = []
  var methods: [MethodModel] = []
}

struct MethodModel {
  var name = ""
  var inputType = ""
  var outputType = ""
  var streamsRequests = false
  var streamsResponses = false
  var hasNoSideEffects = false
  var comment: [String] = []
}
