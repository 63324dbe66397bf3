import Diagnostics
import InfisicalModel

/// Targets of both kinds become one list.
struct TargetConversion {
  let namespace: String
  /// The only secret that is read, when there is but one.
  let singleSecret: Located<String>?

  /// The targets; nil when v1beta1 cannot have them.
  func convert(
    _ spec: InfisicalSecretSpec, _ notes: inout FieldNotes
  ) -> [StaticSecretTarget]? {
    if let legacy = spec.legacyTarget, let first = spec.managedKubeSecretReferences.first {
      notes.report(
        Diagnostic(
          .unusableTargets,
          "managedSecretReference cannot be combined with managedKubeSecretReferences",
          at: legacy.span?.startPoint
        ).label(first.span?.startPoint, "the list").help("keep the list"))
      return nil
    }
    var targets: [StaticSecretTarget] = []
    for secret in spec.secretTargets {
      let path = "InfisicalStaticSecret.spec.targets[\(targets.count)]"
      guard let target = secretTarget(secret, path, &notes) else { return nil }
      targets.append(target)
    }
    for map in spec.managedKubeConfigMapReferences {
      let path = "InfisicalStaticSecret.spec.targets[\(targets.count)]"
      guard let target = configMapTarget(map, path, &notes) else { return nil }
      targets.append(target)
    }
    guard !targets.isEmpty else {
      notes.report(
        Diagnostic(.unusableTargets, "the resource has no target", at: spec.span?.startPoint)
          .help("add managedKubeSecretReferences"))
      return nil
    }
    return isUnambiguous(targets, &notes) ? targets : nil
  }

  private func secretTarget(
    _ secret: ManagedSecret, _ path: String, _ notes: inout FieldNotes
  ) -> StaticSecretTarget? {
    var target = StaticSecretTarget()
    target.span = secret.span
    target.name = secret.secretName.map(ObjectName.init)
    target.namespace = secret.secretNamespace.map(NamespaceName.init)
    target.secretType = secret.secretType.value.isEmpty ? "Opaque" : secret.secretType
    if secret.secretType.span == nil {
      notes.defaulted("\(path).secretType", "Opaque", "the default of v1alpha1")
    }
    return finish(&target, secret.creationPolicy, secret.template, path, &notes)
  }

  private func configMapTarget(
    _ map: ManagedConfigMap, _ path: String, _ notes: inout FieldNotes
  ) -> StaticSecretTarget? {
    var target = StaticSecretTarget()
    target.span = map.span
    target.kind = Located(.configMap)
    target.name = map.configMapName.map(ObjectName.init)
    target.namespace = map.configMapNamespace.map(NamespaceName.init)
    return finish(&target, map.creationPolicy, map.template, path, &notes)
  }

  private func finish(
    _ target: inout StaticSecretTarget, _ policy: Located<String>, _ template: LegacyTemplate?,
    _ path: String, _ notes: inout FieldNotes
  ) -> StaticSecretTarget? {
    target.creationPolicy = convert(policy, target, path, &notes)
    if let metadata = template?.metadata {
      var copy = TargetMetadata()
      copy.span = metadata.span
      copy.labels = metadata.labels
      copy.annotations = metadata.annotations
      target.metadata = copy
    }
    let conversion = TemplateConversion(singleSecret: singleSecret, path: "\(path).template")
    guard let result = conversion.convert(template, &notes) else { return nil }
    target.template = result.template
    return target
  }

  private func convert(
    _ policy: Located<String>, _ target: StaticSecretTarget, _ path: String,
    _ notes: inout FieldNotes
  ) -> Located<CreationPolicy> {
    guard policy.span != nil else {
      notes.defaulted("\(path).creationPolicy", "Orphan", "the default of v1alpha1")
      return Located(.orphan)
    }
    guard policy.value == CreationPolicy.owner.rawValue else {
      if policy.value != CreationPolicy.orphan.rawValue {
        notes.changed(policy.span, "v1alpha1 treated every other value as Orphan")
      }
      return Located(.orphan, at: policy.span)
    }
    let place = target.namespace?.value.text ?? namespace
    guard place == namespace else {
      let reason =
        "owner references do not cross namespaces; with Orphan the target is written, and kept when "
        + "the resource is deleted"
      notes.changed(policy.span, reason)
      notes.report(
        Diagnostic(
          .foreignOwner, "a target in namespace `\(place)` cannot be owned from `\(namespace)`",
          at: policy.span
        ).note(reason).help("to keep Owner, move the resource to that namespace"))
      return Located(.orphan, at: policy.span)
    }
    return Located(.owner, at: policy.span)
  }

  private func isUnambiguous(
    _ targets: [StaticSecretTarget], _ notes: inout FieldNotes
  ) -> Bool {
    var seen: [String: SourceSpan?] = [:]
    for target in targets {
      let name = "\(target.namespace?.value.text ?? "")/\(target.name.value.text)"
      if let first = seen[name] {
        notes.report(
          Diagnostic(
            .conflictingTargets, "duplicate target `\(name)`", at: target.name.span
          ).label(first, "first here")
            .help("rename one of them, or write it with a separate resource"))
        return false
      }
      seen[name] = target.name.span
    }
    return true
  }
}
