import { lastName, nameOf } from '../python/parse/nodes.ts'
import type { ClassDefinition, Expression, FunctionDefinition, Module } from '../python/parse/syntax.ts'
import { type Definition, definitionAt } from '../where/definition.ts'
import { decoratorVerdict } from './decorators.ts'
import { functionVerdict, methodBreaks, redirectTarget } from './function-view.ts'
import { answers, fails, login, perhaps, type Verdict } from './route.ts'
import { lacksTemplate } from './templates.ts'
import type { UrlWorld } from './url-world.ts'

/** A class with all its base classes, its own first. */
interface Lineage {
  readonly own: readonly { readonly definition: ClassDefinition; readonly module: Module }[]
  /** Base classes from other packages: `django.views.generic.ListView`. */
  readonly foreign: readonly string[]
}

const maxClasses = 30

export function classVerdict(world: UrlWorld, found: Definition, asked: 'as_view' | 'list'): Verdict {
  const lineage = lineageOf(world, found)
  if (guarded(lineage)) return login
  const permissions = attributeOf(lineage, 'permission_classes')
  if (isApi(lineage)) return apiVerdict(world, lineage, { permissions, asked })
  const get = methodOf(lineage, 'get')
  if (get) return functionVerdict(get, world.values)
  return broken(world, lineage) ? fails : genericVerdict(world, lineage)
}

function lineageOf(world: UrlWorld, found: Definition): Lineage {
  const own: Lineage['own'][number][] = []
  const foreign: string[] = []
  const queue: Definition[] = [found]
  for (let next = queue.shift(); next && own.length < maxClasses; next = queue.shift()) {
    if (next.type === 'foreign') foreign.push(next.name)
    if (next.type !== 'class') continue
    const { definition, module } = next
    own.push({ definition, module })
    for (const base of definition.arguments.filter(({ name }) => name === null))
      queue.push(definitionAt(world, module, base.value) ?? { type: 'foreign', name: nameOf(base.value) })
  }
  return { own, foreign }
}

function guarded({ own, foreign }: Lineage): boolean {
  const names = [
    ...foreign.map((name) => name.slice(name.lastIndexOf('.') + 1)),
    ...own.map(({ definition }) => definition.name),
  ]
  if (
    names.some((name) =>
      /Required|UserPassesTest|StaffOnly|LoginMixin|PermissionMixin|AccessMixin/.test(name),
    )
  )
    return true
  return own.some(
    ({ definition }) =>
      definition.decorators.some((one) => decoratorVerdict(methodDecorator(one)) === 'login') ||
      dispatchGuarded(definition),
  )
}

/** `@method_decorator(login_required, name='dispatch')` */
function methodDecorator(decorator: Expression): Expression {
  const inner =
    decorator.type === 'call' && lastName(decorator.callee) === 'method_decorator'
      ? decorator.arguments[0]?.value
      : null
  return inner?.type === 'list' || inner?.type === 'tuple'
    ? (inner.items[0] ?? decorator)
    : (inner ?? decorator)
}

function dispatchGuarded(definition: ClassDefinition): boolean {
  return definition.body.some(
    (one) =>
      one.type === 'function' &&
      /^(?:dispatch|get)$/.test(one.name) &&
      one.decorators.some((decorator) => decoratorVerdict(methodDecorator(decorator)) === 'login'),
  )
}

function methodOf({ own }: Lineage, name: string): FunctionDefinition | null {
  for (const { definition } of own)
    for (const one of definition.body) if (one.type === 'function' && one.name === name) return one
  return null
}

function attributeOf({ own }: Lineage, name: string): Expression | null {
  for (const { definition } of own)
    for (const one of definition.body)
      if (one.type === 'assign' && one.targets.some((target) => nameOf(target) === name)) return one.value
  return null
}

function broken(world: UrlWorld, lineage: Lineage): boolean {
  return ['dispatch', 'setup', 'get_queryset', 'get_context_data', 'get_initial', 'get_form_kwargs'].some(
    (name) => {
      const method = methodOf(lineage, name)
      return method !== null && methodBreaks(method, world.values)
    },
  )
}

const pages =
  /(?:^|\.)(?:TemplateView|ListView|FormView|CreateView|LoginView|SignupView|PasswordResetView|SearchView|FilterView|SingleTableView|WizardView|\w*WizardView|RegistrationView|HealthCheckView|SpectacularSwaggerView|SpectacularRedocView)$/
const objects =
  /(?:^|\.)(?:DetailView|UpdateView|DeleteView|SingleObjectMixin|DateDetailView|Token\w+View|LogoutView|ArchiveIndexView|\w*ArchiveView)$/

function genericVerdict(world: UrlWorld, lineage: Lineage): Verdict {
  const { foreign } = lineage
  if (foreign.some((name) => /(?:^|\.)RedirectView$/.test(name)))
    return {
      type: 'redirects',
      to: redirectTarget(attributeOf(lineage, 'url') ?? attributeOf(lineage, 'pattern_name') ?? undefined),
    }
  if (foreign.some((name) => objects.test(name))) return fails
  const allowEmpty = attributeOf(lineage, 'allow_empty')
  if (allowEmpty?.type === 'boolean' && !allowEmpty.boolean) return fails
  if (!foreign.some((name) => pages.test(name))) return perhaps
  const template = attributeOf(lineage, 'template_name')
  return template !== null && lacksTemplate(world, [template]) ? perhaps : answers
}

function isApi({ own, foreign }: Lineage): boolean {
  return [...foreign, ...own.map(({ definition }) => definition.name)].some((name) =>
    /(?:^|\.)(?:\w*APIView|\w*ViewSet|\w*ModelViewSet)$/.test(name),
  )
}

/** A view of Django REST framework, whose permissions come from its settings where it names none. */
function apiVerdict(
  world: UrlWorld,
  lineage: Lineage,
  { permissions, asked }: { permissions: Expression | null; asked: 'as_view' | 'list' },
): Verdict {
  if (permissions ? !allowsAnybody(permissions) : defaultsToLogin(world)) return login
  const names = [...lineage.foreign, ...lineage.own.map(({ definition }) => definition.name)]
  const method = methodOf(lineage, asked === 'list' ? 'list' : 'get')
  if (method) return functionVerdict(method, world.values)
  if (broken(world, lineage)) return fails
  const lists = asked === 'list' ? /(?:ModelViewSet|ListModelMixin)$/ : /List(?:Create)?APIView$/
  return names.some((name) => lists.test(name)) ? answers : fails
}

function allowsAnybody(permissions: Expression): boolean {
  const items =
    permissions.type === 'list' || permissions.type === 'tuple' ? permissions.items : [permissions]
  return items.every((item) => /AllowAny|OrReadOnly|ReadOnly/.test(JSON.stringify(item)))
}

function defaultsToLogin({ values }: UrlWorld): boolean {
  const framework = values.get('REST_FRAMEWORK')
  if (framework?.type !== 'dict') return false
  const [, permissions] =
    framework.entries.find(([key]) => key.type === 'text' && key.text === 'DEFAULT_PERMISSION_CLASSES') ?? []
  if (permissions?.type !== 'list') return false
  return permissions.items.some((item) => item.type !== 'text' || !/AllowAny|ReadOnly/.test(item.text))
}
