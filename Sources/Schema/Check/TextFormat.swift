/// Formats of strings that the API server checks (apiextensions, supported formats).
enum TextFormat: String {
  case dateTime = "date-time"
  case date, duration, byte, ipv4, ipv6, cidr, uri, hostname, email, uuid, mac

  var name: String {
    switch self {
    case .dateTime: "date and time"
    case .date: "date"
    case .duration: "duration"
    case .byte: "base64"
    case .ipv4: "IPv4 address"
    case .ipv6: "IPv6 address"
    case .cidr: "network in CIDR notation"
    case .uri: "URI"
    case .hostname: "host name"
    case .email: "e-mail address"
    case .uuid: "UUID"
    case .mac: "MAC address"
    }
  }

  /// A value of the format, for help.
  var example: String {
    switch self {
    case .dateTime: "a date and time such as `2026-11-21T08:00:00Z`"
    case .date: "a date such as `2026-11-21`"
    case .duration: "a duration such as `90s` or `1h30m`"
    case .byte: "base64, as `base64 -w0` prints it"
    case .ipv4: "an address such as `10.0.0.1`"
    case .ipv6: "an address such as `fd00::1`"
    case .cidr: "a network such as `10.0.0.0/8`"
    case .uri: "an address such as `https://example.com/`"
    case .hostname: "a name such as `db.example.com`"
    case .email: "an email address such as `ops@example.com`"
    case .uuid: "an identifier of 32 hexadecimal digits in five groups"
    case .mac: "an address such as `00:16:3e:00:00:01`"
    }
  }

  func admits(_ text: String) -> Bool {
    switch self {
    case .dateTime: TextFormats.isDateTime(text)
    case .date: TextFormats.isDate(text[...])
    case .duration: TextFormats.isDuration(text)
    case .byte: TextFormats.isBase64(text)
    case .ipv4: TextFormats.isIPv4(text[...])
    case .ipv6: TextFormats.isIPv6(text[...])
    case .cidr: TextFormats.isCIDR(text)
    case .uri: TextFormats.isURI(text)
    case .hostname: TextFormats.isHostname(text)
    case .email: TextFormats.isEmail(text)
    case .uuid: TextFormats.isUUID(text)
    case .mac: TextFormats.isMAC(text)
    }
  }
}
