extension GoTime {
  /// Reads `text` in a layout of Go; nil when it does not fit.
  package init?(_ text: String, layout: String) {
    var fields = (year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0)
    var fraction = 0
    var offset = 0
    var isAfternoon: Bool?
    var rest = Substring(text)
    var form = Substring(layout)

    /// Takes a number of at least and at most so many digits.
    func number(_ least: Int, _ most: Int) -> Int? {
      let digits = rest.prefix(most).prefix { ("0"..."9").contains($0) }
      guard digits.count >= least else { return nil }
      rest = rest.dropFirst(digits.count)
      return Int(digits)
    }

    func name(_ names: [String], _ length: Int?) -> Int? {
      for (index, name) in names.enumerated() {
        let word = length.map { String(name.prefix($0)) } ?? name
        if rest.prefix(word.count).lowercased() == word.lowercased() {
          rest = rest.dropFirst(word.count)
          return index
        }
      }
      return nil
    }

    /// Takes an offset such as `+02:00`; seconds.
    func zone(_ element: String) -> Int? {
      if element.hasPrefix("Z"), rest.first == "Z" {
        rest.removeFirst()
        return 0
      }
      guard let sign = rest.first, sign == "+" || sign == "-" else { return nil }
      rest.removeFirst()
      guard let hours = number(2, 2) else { return nil }
      var minutes = 0
      if element.count > 3 {
        if element.contains(":") {
          guard rest.first == ":" else { return nil }
          rest.removeFirst()
        }
        guard let value = number(2, 2) else { return nil }
        minutes = value
      }
      return (sign == "-" ? -1 : 1) * (hours * 3600 + minutes * 60)
    }

    while let character = form.first {
      if let element = Self.fractionElement(form) {
        form = form.dropFirst(element.count)
        guard rest.first == "." || rest.first == "," else { continue }
        rest.removeFirst()
        let digits = rest.prefix { ("0"..."9").contains($0) }
        rest = rest.dropFirst(digits.count)
        fraction = Int((digits + "000000000").prefix(9)) ?? 0
        continue
      }
      guard let element = Self.elements.first(where: { form.hasPrefix($0) }) else {
        guard rest.first == character else { return nil }
        rest.removeFirst()
        form.removeFirst()
        continue
      }
      form = form.dropFirst(element.count)
      let value: Int?
      switch element {
      case "2006":
        value = number(4, 4)
        fields.year = value ?? 0
      case "06":
        value = number(2, 2)
        fields.year = (value ?? 0) + ((value ?? 0) >= 69 ? 1900 : 2000)
      case "January", "Jan":
        value = name(Self.months, element == "Jan" ? 3 : nil)
        fields.month = (value ?? 0) + 1
      case "01", "1":
        value = number(element.count, 2)
        fields.month = value ?? 0
      case "Monday", "Mon": value = name(Self.weekdays, element == "Mon" ? 3 : nil)
      case "02", "2", "_2":
        if element == "_2", rest.first == " " { rest.removeFirst() }
        value = number(element == "02" ? 2 : 1, 2)
        fields.day = value ?? 0
      case "15", "03", "3":
        value = number(element == "3" ? 1 : 2, 2)
        fields.hour = value ?? 0
      case "04", "4":
        value = number(element.count, 2)
        fields.minute = value ?? 0
      case "05", "5":
        value = number(element.count, 2)
        fields.second = value ?? 0
      case "PM", "pm":
        value = name(["AM", "PM"], nil)
        isAfternoon = value == 1
      case "MST":
        let letters = rest.prefix { $0.isUppercase }
        rest = rest.dropFirst(letters.count)
        value = letters.count >= 3 ? 0 : nil
      case "002", "__2": return nil
      default:
        value = zone(element)
        offset = value ?? 0
      }
      guard value != nil else { return nil }
    }
    if let isAfternoon { fields.hour = fields.hour % 12 + (isAfternoon ? 12 : 0) }
    guard rest.isEmpty, (1...12).contains(fields.month), (1...31).contains(fields.day),
      (0...23).contains(fields.hour), (0...59).contains(fields.minute),
      (0...59).contains(fields.second)
    else { return nil }
    let time = GoTime(
      year: fields.year, month: fields.month, day: fields.day, hour: fields.hour,
      minute: fields.minute, second: fields.second)
    // A short month has no 31st.
    guard time.civil.day == fields.day else { return nil }
    self.init(seconds: time.seconds - offset, nanosecond: fraction)
  }
}
