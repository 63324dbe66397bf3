/// A part of a template that is written or executed.
indirect enum TemplateNode: Sendable {
  case text(String)
  /// A pipeline whose value is printed, or variables that are set.
  case action(TemplatePipeline)
  case condition(TemplateBranch)
  case range(TemplateBranch)
  case with(TemplateBranch)
  /// `template`, and what a `block` leaves behind.
  case template(name: String, TemplatePipeline?, TemplateError.Place)
  case breaks(TemplateError.Place)
  case continues(TemplateError.Place)
}

/// A pipeline that decides what is executed.
struct TemplateBranch: Sendable {
  let pipeline: TemplatePipeline
  let body: [TemplateNode]
  let otherwise: [TemplateNode]
}

/// Commands, each of which gets the value of the one before as its last argument.
struct TemplatePipeline: Sendable {
  let place: TemplateError.Place
  /// Variables that are declared, or assigned, by the pipeline.
  let variables: [String]
  let isAssignment: Bool
  let commands: [TemplateCommand]
}

/// One operand, or a function with its arguments.
struct TemplateCommand: Sendable {
  let place: TemplateError.Place
  let operands: [TemplateOperand]
}

/// A term with the fields that are taken from it.
struct TemplateOperand: Sendable {
  indirect enum Term: Sendable {
    case dot
    case none
    case constant(TemplateConstant)
    case variable(String)
    case function(String)
    case pipeline(TemplatePipeline)
  }

  let place: TemplateError.Place
  let term: Term
  /// `.A.B` behind the term; for `.dot`, the fields of dot.
  let fields: [String]
}

/// A constant in a template.
enum TemplateConstant: Sendable {
  case bool(Bool)
  case string(String)
  case integer(Int)
  case double(Double)

  var value: GoValue {
    switch self {
    case .bool(let value): .bool(value)
    case .string(let text): .string(GoString(text))
    case .integer(let value): .integer(value)
    case .double(let value): .double(value)
    }
  }
}
