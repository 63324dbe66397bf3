import CommandLineTool

@main
struct Main {
  static func main() async {
    await EntryPoint.main()
  }
}
