import Foundation

/// `redoubt migrate` of 10,000 resources against readers and writers of the same files.
enum MigrationBench {
  static let files = 500
  static let resourcesInFile = 20

  /// Writes the input: every method, comments, templates; a few connections and identities.
  static func write(to folder: String, files: Int = files) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for file in 0..<files {
      var text = ""
      for index in 0..<resourcesInFile {
        text += resource(file * resourcesInFile + index)
        if index + 1 < resourcesInFile { text += "---\n" }
      }
      try Data(text.utf8).write(
        to: URL(fileURLWithPath: "\(folder)/f\(String(format: "%04d", file)).yaml"))
    }
  }

  /// Reads with PyYAML's C loader, writes with its C dumper.
  static let python = """
    import pathlib, sys, yaml
    source, target = map(pathlib.Path, sys.argv[1:])
    target.mkdir(exist_ok=True)
    for path in sorted(source.iterdir()):
        documents = list(yaml.load_all(path.read_bytes(), Loader=yaml.CSafeLoader))
        with open(target / path.name, "w") as out:
            yaml.dump_all(documents, out, Dumper=yaml.CSafeDumper, sort_keys=False)
    """

  private static func resource(_ number: Int) -> String {
    let method =
      number % 2 == 0
      ? """
          universalAuth:
            # One identity for each team.
            credentialsRef:
              secretName: credentials-\(number % 7)
              secretNamespace: team-\(number % 7)
      """
      : """
          kubernetesAuth:
            identityId: 2d3b6c1e-0000-4000-8000-00000000000\(number % 5)
            serviceAccountRef:
              name: infisical
              namespace: team-\(number % 7)
      """
    return """
      apiVersion: secrets.infisical.com/v1alpha1
      kind: InfisicalSecret
      metadata:
        name: service-\(number)
        namespace: team-\(number % 7)
        labels:
          app: service-\(number)
          team: team-\(number % 7)
      spec:
        hostAPI: https://secrets.example.com/api # behind the VPN
        syncConfig:
          resyncInterval: 1m
          instantUpdates: false
        authentication:
      \(method)
            secretsScope:
              projectId: 5cdc4fec-f541-413c-b0bc-4c15572e421e
              envSlug: prod # the only one
              secretsPath: "/service-\(number)"
              recursive: false
        managedKubeSecretReferences:
          - secretName: service-\(number)-env
            secretNamespace: team-\(number % 7)
            creationPolicy: Owner
            template:
              includeAllSecrets: false
              data:
                DATABASE_URL: "postgres://{{ .USER.Value }}:{{ .PASSWORD.Value }}@db/service"
                API_KEY: "{{ .API_KEY.Value }}"

      """
  }
}
