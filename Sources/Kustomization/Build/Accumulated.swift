/// What a directory adds to the one that lists it.
struct Accumulated {
  var objects = ResourceSet()
  var specs = TransformerSpecs()
  var variables = Variables()
}
