/// The key of a Redis backup as the backup job writes it:
/// `…redis/SITE-eEPOCH/YYYY/MM/DD/dump-YYYYMMDDTHHMMSSZ.rdb.gz`.
package struct RedisBackupKey: Hashable, Sendable {
  package let site: SiteID
  /// Archive epoch of the site at the time of the backup.
  package let epoch: Int
  package let date: CalendarDate

  /// Checks the grammar; nil when the job never wrote such a key.
  package init?(_ key: String) {
    let parts = key.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count >= 6, parts[parts.count - 6] == "redis" else { return nil }
    let folder = parts[parts.count - 5]
    guard let dash = folder.lastIndex(of: "-"), folder[dash...].hasPrefix("-e") else { return nil }
    let number = folder[dash...].dropFirst(2)
    guard let site = SiteID(String(folder[..<dash])), let epoch = Int(number), epoch > 0,
      number.first?.isWholeNumber == true,
      let date = CalendarDate(parts[(parts.count - 4)..<(parts.count - 1)].joined(separator: "-")),
      Self.isFile(parts[parts.count - 1], of: date)
    else { return nil }
    self.site = site
    self.epoch = epoch
    self.date = date
  }

  /// Whether `name` is a dump of that day.
  private static func isFile(_ name: String, of date: CalendarDate) -> Bool {
    let day = date.description.filter { $0 != "-" }
    let (start, end) = ("dump-\(day)T", "Z.rdb.gz")
    guard name.hasPrefix(start), name.hasSuffix(end) else { return false }
    let time = name.dropFirst(start.count).dropLast(end.count)
    guard time.utf8.count == 6, time.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = Int(time)
    else { return false }
    return number / 10000 < 24 && number / 100 % 100 < 60 && number % 100 < 60
  }
}
