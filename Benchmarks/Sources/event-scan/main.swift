// Reads every event of the files below a folder with libyaml, and does nothing else: the floor under
// any program that reads YAML with it.
import CYAML
import Glibc

var events = 0
for path in CommandLine.arguments.dropFirst() {
  guard let file = fopen(path, "r") else { exit(3) }
  var parser = yaml_parser_t()
  yaml_parser_initialize(&parser)
  yaml_parser_set_input_file(&parser, file)
  var event = yaml_event_t()
  var isDone = false
  while !isDone, yaml_parser_parse(&parser, &event) == 1 {
    isDone = event.type == YAML_STREAM_END_EVENT
    events += 1
    yaml_event_delete(&event)
  }
  yaml_parser_delete(&parser)
  fclose(file)
}
print(events)
