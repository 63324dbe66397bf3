import OperatorMain

@main
struct Main {
  static func main() async {
    await OperatorEntry.main()
  }
}
