/// Calls of sprig's functions with what its documentation (3.3.0) and its own tests say they give.
enum SprigCases {
  static let good: [(template: String, output: String)] = [
    // Strings
    ("{{ trim \"  a b \\n\" }}|{{ upper \"aé\" }}|{{ lower \"AÉ\" }}", "a b|AÉ|aé"),
    (
      "{{ title \"hello wide world\" }}|{{ untitle \"Hello World\" }}",
      "Hello Wide World|hello world"
    ),
    (
      "{{ substr 0 5 \"hello world\" }}|{{ substr 6 -1 \"hello world\" }}|{{ trunc 5 \"hello world\" }}|{{ trunc -5 \"hello world\" }}",
      "hello|world|hello|world"
    ),
    (
      "{{ repeat 3 \"ab\" }}|{{ nospace \"h e l\\tlo\" }}|{{ initials \"First Try\" }}|{{ swapcase \"aLL\" }}",
      "ababab|hello|FT|All"
    ),
    (
      "{{ trimAll \"$\" \"$5.00$\" }}|{{ trimSuffix \"-\" \"hello-\" }}|{{ trimPrefix \"-\" \"-hello\" }}",
      "5.00|hello|hello"
    ),
    (
      "{{ contains \"cat\" \"catch\" }}|{{ hasPrefix \"cat\" \"catch\" }}|{{ hasSuffix \"ch\" \"catch\" }}",
      "true|true|true"
    ),
    (
      "{{ quote \"a\\\"b\" 1 }}|{{ squote \"a\" 2 }}|{{ cat \"hello\" \"beautiful\" 3 }}",
      "\"a\\\"b\" \"1\"|'a' '2'|hello beautiful 3"
    ),
    ("{{ indent 2 \"a\\nb\" }}|{{ nindent 2 \"a\\nb\" }}", "  a\n  b|\n  a\n  b"),
    (
      "{{ \"I Am Henry VIII\" | replace \" \" \"-\" }}|{{ replace \"\" \"-\" \"ab\" }}",
      "I-Am-Henry-VIII|-a-b-"
    ),
    (
      "{{ plural \"one anchovy\" \"many anchovies\" 1 }}|{{ plural \"one\" \"many\" 2 }}",
      "one anchovy|many"
    ),
    (
      "{{ join \"_\" (list \"a\" \"b\" 3) }}|{{ splitList \"$\" \"foo$bar$baz\" }}|{{ (split \"$\" \"foo$bar\")._1 }}|{{ (splitn \"$\" 2 \"a$b$c\")._1 }}",
      "a_b_3|[foo bar baz]|bar|b$c"
    ),
    (
      "{{ sortAlpha (list \"c\" \"a\" \"b\") }}|{{ toStrings (list 1 2) }}|{{ toString 42 }}",
      "[a b c]|[1 2]|42"
    ),
    (
      "{{ abbrev 5 \"hello world\" }}|{{ abbrev 3 \"hello\" }}|{{ abbrevboth 5 10 \"1234 5678 9123\" }}",
      "he...|hello|...5678..."
    ),
    // Numbers
    (
      "{{ add 1 2 3 }}|{{ add1 1 }}|{{ sub 5 2 }}|{{ div 7 2 }}|{{ mod -7 3 }}|{{ mul 1 2 3 }}",
      "6|2|3|3|-1|6"
    ),
    (
      "{{ max 1 2 3 }}|{{ min 3 1 2 }}|{{ biggest 1 9 }}|{{ addf 1.5 2 2 }}|{{ subf 7.5 2 3 }}|{{ divf 10 2 4 }}|{{ mulf 1.5 2 2 }}",
      "3|1|9|5.5|2.5|1.25|6"
    ),
    (
      "{{ ceil 123.001 }}|{{ floor 123.9999 }}|{{ round 123.555555 3 }}|{{ round 123.5 0 }}|{{ round -1.55 1 }}",
      "124|123|123.556|124|-1.6"
    ),
    (
      "{{ until 3 }}|{{ untilStep 3 6 2 }}|{{ seq 5 }}|{{ seq -3 }}|{{ seq 0 2 10 }}|{{ seq 2 -2 }}|{{ seq 0 -2 -5 }}",
      "[0 1 2]|[3 5]|1 2 3 4 5|1 0 -1 -2 -3|0 2 4 6 8 10|2 1 0 -1 -2|0 -2 -4"
    ),
    (
      "{{ atoi \"42\" }}|{{ atoi \"x\" }}|{{ int64 \"7\" }}|{{ int 3.9 }}|{{ float64 \"1.5\" }}|{{ toDecimal 777 }}|{{ int \"x\" }}",
      "42|0|7|3|1.5|511|0"
    ),
    (
      "{{ typeOf (add 1 2) }}|{{ typeOf 1 }}|{{ typeOf (div 4 2) }}|{{ kindOf (list) }}|{{ kindOf (dict) }}|{{ kindIs \"string\" \"a\" }}",
      "int64|int|int64|slice|map|true"
    ),
    // Defaults
    (
      "{{ default \"foo\" \"\" }}|{{ default \"foo\" \"x\" }}|{{ default 1 0 }}|{{ default \"foo\" (dict) }}|{{ .nope | default \"d\" }}",
      "foo|x|1|foo|d"
    ),
    (
      "{{ empty 0 }}|{{ empty \"a\" }}|{{ coalesce 0 \"\" \"x\" \"y\" }}|{{ all 1 \"a\" }}|{{ any 0 \"\" }}|{{ ternary \"a\" \"b\" true }}|{{ true | ternary \"a\" \"b\" }}",
      "true|false|x|true|false|a|a"
    ),
    (
      "{{ compact (list 1 \"a\" \"\" \"foo\" nil) }}|{{ deepEqual (list 1 2) (list 1 2) }}|{{ deepEqual 1 (add 0 1) }}",
      "[1 a foo]|true|false"
    ),
    // Lists
    (
      "{{ $l := list 1 2 3 4 5 }}{{ first $l }} {{ rest $l }} {{ last $l }} {{ initial $l }} {{ append $l 6 }} {{ prepend $l 0 }} {{ reverse $l }}",
      "1 [2 3 4 5] 5 [1 2 3 4] [1 2 3 4 5 6] [0 1 2 3 4 5] [5 4 3 2 1]"
    ),
    (
      "{{ $l := list 1 2 3 4 5 }}{{ slice $l 3 }} {{ slice $l 1 3 }} {{ slice $l 0 2 }} {{ without $l 1 3 }} {{ has 4 $l }} {{ has 9 $l }}",
      "[4 5] [2 3] [1 2] [2 4 5] true false"
    ),
    (
      "{{ uniq (list 1 1 2 3 2) }} {{ concat (list 1) (list 2 3) }} {{ chunk 2 (list 1 2 3) }} {{ tuple 1 \"a\" }}",
      "[1 2 3] [1 2 3] [[1 2] [3]] [1 a]"
    ),
    // Dictionaries
    (
      "{{ $d := dict \"b\" 1 \"a\" 2 }}{{ $d }} {{ get $d \"a\" }} [{{ get $d \"x\" }}] {{ hasKey $d \"a\" }} {{ keys $d }} {{ values $d }}",
      "map[a:2 b:1] 2 [] true [a b] [2 1]"
    ),
    (
      "{{ $d := dict \"a\" 1 }}{{ $_ := set $d \"b\" 2 }}{{ $d }} {{ $_ := unset $d \"a\" }}{{ $d }}",
      "map[a:1 b:2] map[b:2]"
    ),
    (
      "{{ $d := dict \"a\" 1 \"b\" 2 \"c\" 3 }}{{ pick $d \"a\" \"c\" }} {{ omit $d \"a\" \"c\" }} {{ pluck \"a\" $d (dict \"a\" 9) }} {{ $d }}",
      "map[a:1 c:3] map[b:2] [1 9] map[a:1 b:2 c:3]"
    ),
    (
      "{{ merge (dict \"a\" 1) (dict \"a\" 2 \"b\" (dict \"x\" 1)) }} {{ mergeOverwrite (dict \"a\" 1 \"c\" 3) (dict \"a\" 2) }} {{ merge (dict \"d\" (dict \"a\" 1)) (dict \"d\" (dict \"b\" 2)) }}",
      "map[a:1 b:map[x:1]] map[a:2 c:3] map[d:map[a:1 b:2]]"
    ),
    (
      "{{ $d := dict \"u\" (dict \"r\" (dict \"n\" 1)) }}{{ dig \"u\" \"r\" \"n\" \"-\" $d }} {{ dig \"u\" \"x\" \"n\" \"-\" $d }}",
      "1 -"
    ),
    (
      "{{ $a := dict \"k\" (dict \"x\" 1) }}{{ $b := deepCopy $a }}{{ $_ := set $b.k \"x\" 2 }}{{ $a }} {{ $b }}",
      "map[k:map[x:1]] map[k:map[x:2]]"
    ),
    // Encodings
    (
      "{{ b64enc \"hello\" }} {{ b64dec \"aGVsbG8=\" }} {{ b32enc \"hi\" }} {{ b32dec \"NBUQ====\" }} {{ b64dec \"a$\" }}",
      "aGVsbG8= hello NBUQ==== hi illegal base64 data at input byte 1"
    ),
    (
      "{{ b64enc \"a\" }} {{ b64enc \"ab\" }} {{ b64enc \"abc\" }} {{ b64enc \"\" }} {{ b64dec (b64enc \"täst\") }}",
      "YQ== YWI= YWJj  täst"
    ),
    (
      "{{ toJson (dict \"a\" (list 1 2.5 \"x<y\" true nil)) }}",
      "{\"a\":[1,2.5,\"x\\u003cy\",true,null]}"
    ),
    (
      "{{ toRawJson (dict \"a\" \"x<y\") }} {{ toPrettyJson (dict \"a\" 1 \"b\" (list)) }}",
      "{\"a\":\"x<y\"} {\n  \"a\": 1,\n  \"b\": []\n}"
    ),
    (
      "{{ (fromJson \"{\\\"a\\\": [1, \\\"b\\\\u00e9\\\", {\\\"c\\\": null}]}\").a }} {{ typeOf (fromJson \"1\") }} [{{ fromJson \"{\" | default \"none\" }}]",
      "[1 bé map[c:<nil>]] float64 [none]"
    ),
    // Paths
    (
      "{{ base \"foo/bar/baz\" }} {{ dir \"foo/bar/baz\" }} {{ clean \"foo/bar/../baz\" }} {{ ext \"foo.bar.gz\" }} {{ isAbs \"/a\" }} {{ osBase \"/\" }} {{ dir \"a\" }} {{ clean \"/../a/./b//\" }}",
      "baz foo/bar foo/baz .gz true / . /a/b"
    ),
    ("{{ hello }}", "Hello!"),
  ]

  static let bad: [(template: String, words: String)] = [
    ("{{ fail \"no luck\" }}", "error calling fail: no luck"),
    ("{{ div 1 0 }}", "integer divide by zero"),
    ("{{ trunc (add 1 2) \"x\" }}", "wrong type for value; expected int; got int64"),
    ("{{ upper 1 }}", "expected string; found 1"),
    ("{{ first \"abc\" }}", "Cannot find first on type string"),
    ("{{ get \"a\" \"b\" }}", "expected map[string]interface {}; found a"),
    ("{{ repeat -1 \"a\" }}", "negative Repeat count"),
    ("{{ mustFromJson \"{\" }}", "unexpected end of JSON input"),
    ("{{ repeat 900000000 \"aaaa\" }}", "a string of the template is longer than 2 MiB"),
    ("{{ until 900000000 }}", "the template takes more than 10000000 steps"),
    ("{{ upper .nope }}", "invalid value; expected string"),
  ]
}
