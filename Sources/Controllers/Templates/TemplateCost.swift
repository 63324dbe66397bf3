/// Steps of what takes long whatever it is given, measured in release mode on one core of 2026: a step is about a
/// microsecond there.
enum TemplateCost {
  /// Generating a key of 2048 bits: 50 to 300 ms.
  static let rsa2048 = 200_000
  /// Generating a key of 4096 bits: 0.3 to 5 s.
  static let rsa4096 = 2_000_000
  /// A signature and what is around it.
  static let signature = 5000
  /// bcrypt with cost 10.
  static let bcrypt = 150_000
  /// scrypt with N = 32768, r = 8, p = 2.
  static let scrypt = 300_000
  /// A look-up of a name, which may wait for servers.
  static let lookup = 500_000
}
