"""Small kustomizations, each for one behaviour of kustomize, built by kubectl and by redoubt.

usage: kustomize_cases.py REDOUBT KUBECTL

Equal are: whether the build is refused, and else the objects, their order and every value.
"""

import pathlib
import sys
import tempfile

from kustomize_layouts import documents, run

D='apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: %s}\nspec: {template: {spec: {containers: [{name: c, image: nginx}]}}}\n'
CM='apiVersion: v1\nkind: ConfigMap\nmetadata: {name: %s%s}\ndata: {k: v}\n'
def cm(n,ns=None): return CM%(n,', namespace: '+ns if ns else '')
def d(n): return D%n
cases = {}
k='kustomization.yaml'
def c(n,files,root='.'): cases[n]=(root,files)
c('two kustomization files are refused',{k:'resources: []\n','kustomization.yml':'resources: []\n'})
c('an empty kustomization is refused',{k:'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n'})
c('an empty list of resources builds nothing',{k:'resources: []\n'})
c('of a repeated field the last one counts',{k:'resources: [a.yaml]\nnamePrefix: x-\nnamePrefix: y-\n','a.yaml':cm('a')})
c('an unknown field is refused',{k:'foo: bar\n'}); c('an unknown field of an entry is refused',{k:'images: [{foo: x}]\n'})
c('a Component may be the root',{k:'kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\nresources: [a.yaml]\n','a.yaml':cm('a')})
c('y is a boolean in a kustomization',{k:'resources: [y]\n'})
c('a resource outside the directory is refused',{'o/'+k:'resources: [../a.yaml]\n','a.yaml':cm('a')},'o')
c('a patch outside the directory is refused',{'o/'+k:'resources: [b.yaml]\npatches: [{path: ../a.yaml}]\n','o/b.yaml':cm('a'),'a.yaml':cm('a')},'o')
c('a data file outside the directory is refused',{'o/'+k:'configMapGenerator: [{name: x, files: [../a.yaml]}]\n','a.yaml':cm('a')},'o')
c('a replacement outside the directory is refused',{'o/'+k:'resources: [b.yaml]\nreplacements: [{path: ../a.yaml}]\n','o/b.yaml':cm('a'),'a.yaml':'[]\n'},'o')
c('a directory that lists itself is refused',{k:'resources: [.]\n'}); c('a directory that lists its parent is refused',{'o/'+k:'resources: [..]\n',k:'resources: []\n'},'o')
c('two directories that list each other are refused',{'a/'+k:'resources: [../b]\n','b/'+k:'resources: [../a]\n'},'a')
c('wildcards are not expanded',{k:'resources: ["*.yaml"]\n','a.yaml':cm('a')})
c('no namespace and default are one',{k:'resources: [a.yaml, b.yaml]\n','a.yaml':cm('a'),'b.yaml':cm('a','default')})
c('two versions of a kind are two objects',{k:'resources: [a.yaml, b.yaml]\n','a.yaml':d('a'),'b.yaml':d('a').replace('apps/v1','apps/v1beta1')})
c('an object without a name is refused',{k:'resources: [a.yaml]\n','a.yaml':'apiVersion: v1\nkind: ConfigMap\nmetadata: {}\n'})
c('generateName is no name',{k:'resources: [a.yaml]\n','a.yaml':'apiVersion: v1\nkind: ConfigMap\nmetadata: {generateName: x}\n'})
c('a mapping without kind is refused',{k:'resources: [a.yaml]\n','a.yaml':'a: b\n'})
c('apiVersion may be absent',{k:'resources: [a.yaml]\n','a.yaml':'kind: ConfigMap\nmetadata: {name: x}\n'})
c('items of lists stand behind the others',{k:'resources: [a.yaml]\n','a.yaml':'apiVersion: v1\nkind: FooList\nitems:\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: l}}\n---\n'+cm('a')+'---\napiVersion: v1\nkind: List\nitems: null\n'})
c('a kind that ends in List without items is an object',{k:'resources: [a.yaml]\n','a.yaml':'apiVersion: v1\nkind: AllowList\nmetadata: {name: x}\nspec: {}\n'})
c('a repeated key of a resource is refused',{k:'resources: [a.yaml]\n','a.yaml':cm('a')+'data: {}\n'})
c('scalars are those of kyaml',{k:'resources: [a.yaml]\n','a.yaml':cm('a')+'x: 2020-01-01\ny: 1_000\nz: 0o17\nw: 017\nv: 1e10\nu: 1.50\nt: yes\ns: 12:30:45\nr:\nq: {a: }\np: !!binary aGVsbG8=\no: 0x1F\n'})
c('namespace moves what may have one',{k:'namespace: new\nresources: [a.yaml]\n','a.yaml':cm('a')+'---\napiVersion: v1\nkind: Namespace\nmetadata: {name: old}\n---\napiVersion: cert-manager.io/v1\nkind: ClusterIssuer\nmetadata: {name: i}\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: r}\n'})
c('two Namespaces cannot get one name',{k:'namespace: new\nresources: [a.yaml]\n','a.yaml':'apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: b}\n'})
c('the default account and accounts of the build follow the namespace',{k:'namespace: new\nresources: [a.yaml]\n','a.yaml':'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: sa}\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {name: r}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: x}\nsubjects:\n- {kind: ServiceAccount, name: default, namespace: o}\n- {kind: ServiceAccount, name: sa, namespace: default}\n- {kind: ServiceAccount, name: other, namespace: o}\n- {kind: User, name: default}\n'})
c('an APIService gets a namespace for its service',{k:'namespace: new\nresources: [a.yaml]\n','a.yaml':'apiVersion: apiregistration.k8s.io/v1\nkind: APIService\nmetadata: {name: a}\nspec: {group: x}\n'})
c('the outer namespace wins',{k:'namespace: outer\nresources: [b]\n','b/'+k:'namespace: inner\nresources: [a.yaml]\n','b/a.yaml':cm('a')})
c('an account that was never moved is not followed',{k:'namespace: new\nresources: [a.yaml]\n','a.yaml':'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: sa, namespace: new}\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {name: r}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: x}\nsubjects:\n- {kind: ServiceAccount, name: sa}\n'})
pod='apiVersion: v1\nkind: Pod\nmetadata: {name: %s}\nspec: {containers: [{name: c, image: x, envFrom: [{configMapRef: {name: %s}}]}]}\n'
c('references follow every name on the way',{k:'namePrefix: o-\nnameSuffix: -o\nresources: [b]\n','b/'+k:'namePrefix: b-\nnameSuffix: -b\nresources: [a.yaml]\n','b/a.yaml':cm('a')+'---\n'+pod%('p1','a')+'---\n'+pod%('p2','b-a-b')+'---\n'+pod%('p3','o-b-a-b-o')})
c('references do not cross namespaces',{k:'namePrefix: o-\nresources: [a.yaml]\n','a.yaml':cm('a','x')+'---\n'+(pod%('p1','a')).replace('{name: p1}','{name: p1, namespace: y}')})
c('a Service without selector gets one',{k:'commonLabels: {l: v}\nresources: [a.yaml]\n','a.yaml':'apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {type: ExternalName, externalName: x}\n'})
c('commonLabels come last',{k:'labels: [{pairs: {l: v}, includeSelectors: true}]\ncommonLabels: {l: w}\nresources: [a.yaml]\n','a.yaml':d('a')})
for n,i in (('a tag alone drops the digest','nginx:1@sha256:d'),('an image with a registry is another image','docker.io/nginx:1')):
    c(n,{k:'images: [{name: nginx, newTag: "2"}]\nresources: [a.yaml]\n','a.yaml':d('a').replace('image: nginx','image: '+i)})
c('a tag suffix is set twice where two lists lead',{k:'images: [{name: x, tagSuffix: -x}]\nresources: [a.yaml]\n','a.yaml':(pod%('p','q')).replace('image: x','image: x:1')})
c('containers of any kind have images',{k:'images: [{name: x, newTag: "2"}]\nresources: [a.yaml]\n','a.yaml':'apiVersion: foo/v1\nkind: Foo\nmetadata: {name: f}\nspec: {image: x, foo: {containers: [{image: x}]}}\n'})
c('replicas of nothing are refused',{k:'replicas: [{name: z, count: 2}]\nresources: [a.yaml]\n','a.yaml':d('a')})
c('a patch for another name is refused',{k:'patches: [{path: p.yaml}]\nresources: [a.yaml]\n','a.yaml':d('a'),'p.yaml':d('b')})
c('a patch for another version is refused',{k:'patches: [{path: p.yaml}]\nresources: [a.yaml]\n','a.yaml':d('a'),'p.yaml':d('a').replace('apps/v1','apps/v1beta1')})
c('a patch without the namespace is refused',{k:'patches: [{path: p.yaml}]\nresources: [a.yaml]\n','a.yaml':cm('a','x'),'p.yaml':cm('a')})
c('a patch may be several documents',{k:'patches: [{path: p.yaml}]\nresources: [a.yaml]\n','a.yaml':cm('a')+'---\n'+cm('b'),'p.yaml':cm('a')+'---\n'+cm('b')})
c('a patch with a target is one document',{k:'patches: [{path: p.yaml, target: {kind: ConfigMap}}]\nresources: [a.yaml]\n','a.yaml':cm('a')+'---\n'+cm('b'),'p.yaml':cm('a')+'---\n'+cm('b')})
c('no namespace is default for a target',{k:'patches: [{path: p.yaml, target: {namespace: default}}]\nresources: [a.yaml]\n','a.yaml':cm('a'),'p.yaml':cm('a').replace('k: v','z: y')})
for n, title in (('a', 'a patch finds the original name'), ('b-a', 'a patch finds a name on the way'), ('o-b-a', 'a patch does not find the name to come')):
    c(title,{k:'namePrefix: o-\npatches: [{path: p.yaml}]\nresources: [b]\n','b/'+k:'namePrefix: b-\nresources: [a.yaml]\n','b/a.yaml':cm('a'),'p.yaml':cm(n).replace('k: v','z: y')})
c('the namespace to come selects nothing',{k:'namespace: n\npatches: [{path: p.yaml, target: {namespace: n}}]\nresources: [a.yaml]\n','a.yaml':cm('a'),'p.yaml':cm('a').replace('k: v','z: y')})
c('a patch deletes its object',{k:'patches: [{patch: "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, $patch: delete}"}]\nresources: [a.yaml]\n','a.yaml':cm('a')+'---\n'+cm('b')})
c('what is deleted cannot be patched',{k:'patches: [{patch: "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, $patch: delete}"},{patch: "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {z: y}}"}]\nresources: [a.yaml]\n','a.yaml':cm('a')+'---\n'+cm('b')})
def sm(n,obj,patch,target=False): c(n,{k:'patches: [{path: p.yaml%s}]\nresources: [a.yaml]\n'%(', target: {name: a}' if target else ''),'a.yaml':obj,'p.yaml':patch})
sm('replace at the top is lost',cm('a'),cm('a')+'$patch: replace\n')
P='apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: %s}\n'
sm('replace in an element is lost',P%'[{name: c, image: x, args: [q]}]',P%'[{name: c, image: y, $patch: replace}]')
sm('replace in a mapping works',d('a'),'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {template: {$patch: replace, metadata: {labels: {a: b}}}}\n')
sm('replace in a list works',P%'[{name: c, image: x, args: [q]}]',P%'[{$patch: replace}, {name: d, image: z}]')
CR='apiVersion: foo/v1\nkind: Foo\nmetadata: {name: a}\nspec: {l: [{name: x}]}\n'
sm('directives stay in lists of custom resources',CR,CR.replace('{name: x}','{$patch: replace}, {name: y}'))
sm('other directives stay as fields',d('a'),d('a').replace('spec: {template','spec: {$retainKeys: [x], $setElementOrder/containers: [1], template'))
sm('elements of the patch come first',P%'[{name: a},{name: b},{name: c}]',P%'[{name: b},{name: zz},{name: c}]')
sm('value and valueFrom stay side by side',P%'[{name: c, env: [{name: E, valueFrom: {fieldRef: {fieldPath: x}}}]}]',P%'[{name: c, env: [{name: E, value: v}]}]')
S='apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ports: %s}\n'
sm('a port without protocol is another port',S%'[{port: 80}]',S%'[{port: 80, protocol: TCP, targetPort: 1}]'); sm('a port without protocol in the patch is lost',S%'[{port: 80, protocol: TCP}]',S%'[{port: 80, targetPort: 1}]')
sm('an element without its key empties the list',P%'[{name: c, image: x}]',P%'[{image: y}]'); sm('of repeated names the last survives',P%'[{name: a, image: 1},{name: a, image: 2},{name: b}]',P%'[{name: b, image: q}]')
sm('lists of custom resources are replaced',CR,CR.replace('name: x','name: z').replace('metadata: {','metadata: {finalizers: [q], '))
sm('finalizers are a set',cm('a').replace('metadata: {','metadata: {finalizers: [a, b], '),cm('a').replace('metadata: {','metadata: {finalizers: [c], '))
sm('quotes of the object stay',cm('a').replace('k: v','k: "v"'),cm('a').replace('k: v','k: 5'))
sm('a field without a value is lost','apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  volumes:\n  - name: v\n    emptyDir:\n  hostname:\n  x: null\n','apiVersion: v1\nkind: Pod\nmetadata: {name: a, labels: {a: b}}\n')
sm('null is a word in labels of a patch with a target',cm('a').replace('metadata: {','metadata: {labels: {x: y}, '),cm('a').replace('metadata: {','metadata: {labels: {x: null}, '),True)
sm('null removes a label',cm('a').replace('metadata: {','metadata: {labels: {x: y}, '),cm('a').replace('metadata: {','metadata: {labels: {x: null}, '))
def jp(n,obj,ops,field='patches'): c(n,{k:field+':\n- target: {kind: %s, name: a}\n  patch: |\n'%('Deployment' if 'Deployment' in obj else 'ConfigMap' if 'ConfigMap' in obj else 'Foo')+''.join('    '+l+'\n' for l in ops.split('\n'))+'resources: [a.yaml]\n','a.yaml':obj})
jp('replace makes a missing key',cm('a'),'- {op: replace, path: /data/z, value: y}'); jp('remove of a missing key is refused',cm('a'),'- {op: remove, path: /data/z}')
jp('annotations are always there for patches',cm('a'),'- {op: add, path: /metadata/annotations/x, value: y}'); jp('annotations are not there for patchesJson6902',cm('a'),'- {op: add, path: /metadata/annotations/x, value: y}','patchesJson6902')
jp('labels are not there',cm('a'),'- {op: add, path: /metadata/labels/x, value: y}'); jp('a path without a slash loses its first part',cm('a'),'- {op: add, path: data/k, value: y}')
for q, title in (('-1', 'minus one is behind the last'), ('-', 'a dash is behind the last'), ('5', 'an index behind the end is refused'), ('0', 'an index inserts')): jp(title,CR.replace('{name: x}','1'),'- {op: add, path: /spec/l/%s, value: 9}'%q)
jp('large integers lose digits in a JSON patch',cm('a')+'n: 9007199254740993\n','- {op: add, path: /data/z, value: y}')
jp('references follow a rename by patches',cm('a')+'---\n'+pod%('p','a'),'- {op: replace, path: /metadata/name, value: nn}'); jp('references do not follow a rename by patchesJson6902',cm('a')+'---\n'+pod%('p','a'),'- {op: replace, path: /metadata/name, value: nn}','patchesJson6902')
c('equal quotes around a literal go',{k:'configMapGenerator: [{name: x, literals: [\'q="x"\', \'u="y\', "p=\'\'"]}]\n'})
c('values of env files are taken as they are',{k:'configMapGenerator: [{name: x, envs: [e]}]\n','e':'C="q"\nexport E=5\nA=x # c\r\nB\n'})
c('merging finds the name on the way',{k:'resources: [b]\nconfigMapGenerator: [{name: a, behavior: merge, literals: [c=d]}]\n','b/'+k:'namePrefix: b-\nconfigMapGenerator: [{name: a, literals: [a=b]}]\n'})
c('an unknown behavior is create',{k:'configMapGenerator: [{name: x, behavior: frob}]\n'})
c('a generator of another namespace is followed',{k:'configMapGenerator: [{name: a, namespace: ns1}]\nresources: [p.yaml]\n','p.yaml':pod%('p','a')})
c('two candidates with other prefixes are left alone',{k:'resources: [x, y, p.yaml]\n','x/'+k:'namePrefix: x-\nresources: [../b]\n','y/'+k:'namePrefix: y-\nresources: [../b]\n','b/'+k:'resources: [a.yaml]\n','b/a.yaml':cm('a'),'p.yaml':pod%('p','a')})
c('each base keeps its own reference',{k:'resources: [x, y]\n','x/'+k:'namePrefix: x-\nresources: [../b]\n','y/'+k:'namePrefix: y-\nresources: [../b]\n','b/'+k:'resources: [a.yaml]\n','b/a.yaml':cm('a')+'---\n'+pod%('p','a')})
c('a delimiter splits the target',{k:'resources: [a.yaml]\nreplacements:\n'+''.join('- {sourceValue: q, targets: [{select: {kind: ConfigMap}, fieldPaths: [data.x%d], options: {delimiter: /, index: %d}}]}\n'%(i,v) for i,v in enumerate((0,-1,99))),'a.yaml':cm('a').replace('k: v','x0: 1/2, x1: 1/2, x2: 1/2')})
c('a component works twice',{k:'resources: [a.yaml]\ncomponents: [c, c]\n','c/'+k:'kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\nnamePrefix: c-\n','a.yaml':cm('a')})
c('a component merges a generator',{k:'configMapGenerator: [{name: a, literals: [a=b]}]\ncomponents: [c]\n','c/'+k:'kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\nconfigMapGenerator: [{name: a, behavior: merge, literals: [c=d]}]\n'})
c('no namespace comes last',{k:'resources: [a.yaml]\n','a.yaml':'apiVersion: foo/v1\nkind: Zed\nmetadata: {name: a}\n---\napiVersion: foo/v1\nkind: Zed\nmetadata: {name: b, namespace: b}\n'})
c('configurations of a base hold above it',{k:'resources: [b]\nimages: [{name: x, newTag: "2"}]\n','b/'+k:'resources: [a.yaml]\nconfigurations: [c.yaml]\n','b/c.yaml':'images: [{kind: Foo, path: spec/im}]\n','b/a.yaml':'apiVersion: foo/v1\nkind: Foo\nmetadata: {name: f}\nspec: {im: x}\n'})
c('lists of a custom resource are replaced by a patch with a target',{k:'resources: [a.yaml]\npatches: [{target: {kind: Kustomization}, patch: "{apiVersion: x, kind: y, metadata: {name: z}, spec: {patches: [{a: b}]}}"}]\n','a.yaml':'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: k}\nspec: {patches: [{c: d}]}\n'})
c('a text where a path goes on is refused',{k:'resources: [a.yaml]\n','a.yaml':(P%'[{name: c, env: [x]}]')}); c('a text for volumes is refused',{k:'resources: [a.yaml]\n','a.yaml':'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {volumes: text}\n'})
c('a reference without a name is refused',{k:'resources: [a.yaml]\n','a.yaml':'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {serviceAccountName: {a: b}}\n'})
c('labels that are text stay',{k:'resources: [a.yaml]\n','a.yaml':'apiVersion: v1\nkind: Pod\nmetadata: {name: a, labels: text}\n'}); c('labels that are text cannot be set',{k:'resources: [a.yaml]\nlabels: [{pairs: {a: b}}]\n','a.yaml':'apiVersion: v1\nkind: Pod\nmetadata: {name: a, labels: text}\n'})
c('another create for a known path is refused',{k:'resources: [a.yaml]\nlabels: [{pairs: {a: b}, fields: [{path: metadata/labels, create: false}]}]\n','a.yaml':cm('a')})
c('sortOptions need an order',{k:'resources: [a.yaml]\nsortOptions: {}\n','a.yaml':cm('a')}); c('fifo takes no lists',{k:'resources: [a.yaml]\nsortOptions: {order: fifo, legacySortOptions: {orderFirst: [A]}}\n','a.yaml':cm('a')})
c('comments of a patch do no harm',{k:'resources: [a.yaml]\npatches: [{path: p.yaml}]\n','a.yaml':P%'[{name: c}]','p.yaml':'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  affinity: # why\n    x: y\n'})
c('a number is no namespace',{k:'resources: [a.yaml]\nnamespace: 123\n','a.yaml':cm('a')}); c('a number is no tag',{k:'images: [{name: a, newTag: 2}]\n'}); c('a number is no label',{k:'commonLabels: {a: 1}\n'}); c('a text is no count',{k:'replicas: [{name: a, count: "5"}]\n'})
c('names of fields have any case',{k:'Resources: [a.yaml]\nNAMEPREFIX: x-\n','a.yaml':cm('a')}); c('only the first document counts',{k:'resources: [a.yaml]\n---\nfoo: bar\n','a.yaml':cm('a')})
c('local configuration is not printed',{k:'resources: [a.yaml]\n','a.yaml':cm('a').replace('metadata: {','metadata: {annotations: {config.kubernetes.io/local-config: "true"}, ')+'---\n'+cm('b')})
c('anchors and merge keys are resolved',{k:'resources: [a.yaml]\n','a.yaml':'a: &x {k: v}\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, annotations: {x: 1}, labels: {y: 2}}\ndata: {<<: *x, z: y}\n'})
c('an empty patch does nothing',{k:'resources: [a.yaml]\npatches: [{path: p.yaml}]\n','a.yaml':cm('a'),'p.yaml':''})
c('long base64 is broken into lines',{k:'secretGenerator: [{name: s, files: [f]}]\n','f':'x'*200})

V = 'vars: [{name: X, objref: {apiVersion: v1, kind: ConfigMap, name: a}%s}]\n'
c('a variable is put into arguments and annotations',{k:V%''+'namePrefix: p-\nresources: [a.yaml]\n','a.yaml':cm('a')+'---\n'+(P%'[{name: c, args: ["$(X)", "n=$(X)", "$$(X)", "$(Z)"], image: "$(X)"}]').replace('{name: a}','{name: pod, annotations: {n: "$(X)"}}')})
c('a variable of an object that is not there is refused',{k:V%''+'resources: [a.yaml]\n','a.yaml':cm('b')})
c('a variable that two objects match is refused',{k:V%''+'resources: [a.yaml]\n','a.yaml':cm('a')+'---\n'+cm('a','x')})
c('a variable without a value is refused',{k:V%', fieldref: {fieldpath: data.z}'+'resources: [a.yaml]\n','a.yaml':cm('a')})
c('a variable that stands alone keeps its type',{k:V.replace('ConfigMap','Service')%', fieldref: {fieldpath: "spec.ports[0].port"}'+'resources: [a.yaml]\n','a.yaml':S%'[{port: 80, targetPort: "$(X)"}]'})
c('a variable of a base is known above it',{k:'resources: [b, p.yaml]\n','b/'+k:V%''+'nameSuffix: -s\nresources: [a.yaml]\n','b/a.yaml':cm('a'),'p.yaml':P%'[{name: c, args: ["$(X)"]}]'})
c('a variable that two bases declare is refused',{k:'resources: [b, d]\n','b/'+k:V%''+'resources: [a.yaml]\n','b/a.yaml':cm('a'),'d/'+k:V%''+'resources: [a.yaml]\n','d/a.yaml':cm('a','y')})
c('with variables a number in arguments is refused',{k:V%''+'resources: [a.yaml]\n','a.yaml':cm('a')+'---\n'+(P%'[{name: c, args: [5]}]').replace('{name: a}','{name: pod}')})


def main(redoubt, kubectl):
    failed = 0
    for title, (root, files) in cases.items():
        with tempfile.TemporaryDirectory(prefix="case-") as folder:
            for path, text in files.items():
                target = pathlib.Path(folder) / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text)
            place = str(pathlib.Path(folder) / root)
            theirs, ours = run([kubectl, "kustomize", place]), run([redoubt, "render", place, "--color", "never"])
            same = (theirs[0] == 0) == (ours[0] == 0) and (theirs[0] != 0 or documents(theirs[1]) == documents(ours[1]))
            if not same:
                failed += 1
                print(f"FAIL {title}\nkubectl: {theirs[1] or theirs[2]}\nredoubt: {ours[1]}{ours[2]}")
    print(f"{len(cases)} cases, {failed} differ")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
