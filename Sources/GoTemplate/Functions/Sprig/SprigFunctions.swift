/// The functions of sprig 3.3.0 that need nothing but their arguments.
package enum SprigFunctions {
  package static let all: [GoFunction] =
    SprigDefaults.all + SprigMath.all + SprigStrings.all + SprigLists.all + SprigDictionaries.all
    + SprigEncodings.all + SprigPaths.all
}
