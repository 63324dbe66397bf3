/// The names that templates of Infisical's resources may call: Go's own, those of sprig 3.3.0 without
/// `env` and `expandenv`, and the operator's.
package enum TemplateNames {
  package static let all: Set<String> = Set(
    (go + sprig + infisical).flatMap { $0.split(separator: " ").map(String.init) })

  private static let go = [
    "and or not len index slice print printf println html js call urlquery eq ne lt le gt ge"
  ]

  private static let infisical = [
    "secretFrom foldersIn decodeBase64ToBytes encodeBase64 toYaml fromYaml pkcs12key pkcs12keyPass",
    "pkcs12cert pkcs12certPass pemToPkcs12 pemToPkcs12Pass fullPemToPkcs12 fullPemToPkcs12Pass",
    "filterPEM filterCertChain jwkPublicKeyPem jwkPrivateKeyPem",
  ]

  private static let sprig = [
    "ago date date_in_zone dateInZone date_modify dateModify must_date_modify mustDateModify duration",
    "durationRound htmlDate htmlDateInZone mustToDate toDate now unixEpoch hello abbrev abbrevboth",
    "trunc trim upper lower title untitle substr repeat trimall trimAll trimSuffix trimPrefix nospace",
    "initials randAlphaNum randAlpha randAscii randNumeric swapcase shuffle snakecase camelcase",
    "kebabcase wrap wrapWith contains hasPrefix hasSuffix quote squote cat indent nindent replace plural",
    "sha1sum sha256sum sha512sum adler32sum toString split splitList splitn toStrings join sortAlpha",
    "atoi int64 int float64 seq toDecimal until untilStep add1 add sub div mod mul randInt add1f addf",
    "subf divf mulf biggest max min maxf minf ceil floor round default empty coalesce all any compact",
    "mustCompact ternary deepCopy mustDeepCopy fromJson toJson toPrettyJson toRawJson mustFromJson",
    "mustToJson mustToPrettyJson mustToRawJson typeOf typeIs typeIsLike kindOf kindIs deepEqual",
    "getHostByName base dir clean ext isAbs osBase osClean osDir osExt osIsAbs b64enc b64dec b32enc",
    "b32dec tuple list dict get set unset hasKey pluck keys pick omit merge mergeOverwrite mustMerge",
    "mustMergeOverwrite values append push mustAppend mustPush prepend mustPrepend first mustFirst rest",
    "mustRest last mustLast initial mustInitial reverse mustReverse uniq mustUniq without mustWithout has",
    "mustHas mustSlice concat dig chunk mustChunk bcrypt htpasswd genPrivateKey derivePassword",
    "buildCustomCert genCA genCAWithKey genSelfSignedCert genSelfSignedCertWithKey genSignedCert",
    "genSignedCertWithKey encryptAES decryptAES randBytes uuidv4 semver semverCompare regexMatch",
    "mustRegexMatch regexFindAll mustRegexFindAll regexFind mustRegexFind regexReplaceAll",
    "mustRegexReplaceAll regexReplaceAllLiteral mustRegexReplaceAllLiteral regexSplit mustRegexSplit",
    "regexQuoteMeta fail urlParse urlJoin",
  ]
}
