import type { Place } from '../../answer.ts'
import { applyBare } from '../expressions/call.ts'
import type { Call } from '../expressions/given.ts'
import { ask } from '../machine/environment.ts'
import { tick } from '../machine/machine.ts'
import { scopeOf } from '../machine/state.ts'
import type { Expression } from '../parse/syntax.ts'
import { withInner } from '../parse/walk.ts'
import { lineageOf, outsideBases } from '../things/classes.ts'
import { written } from '../things/formatting.ts'
import { concretes } from '../things/join.ts'
import { entry } from '../things/subscripts.ts'
import {
  type ClassThing,
  type InstanceThing,
  none,
  type Scope,
  scope,
  type Thing,
  text,
} from '../things/thing.ts'
import { type Cast, cast, castNamed, castOf } from './casts.ts'

/** Classes whose fields are read from the environment when an instance is made. */
export function isSettings(of: ClassThing): boolean {
  return outsideBases(of).some((name) => /(?:^|\.)(?:BaseSettings|GoodConf)$/.test(name))
}

export function instantiateSettings(call: Call, instance: InstanceThing): Thing {
  const { of, scope } = instance
  fillFields(call, instance, { of, prefix: optionOf(of, 'env_prefix') ?? '', within: [], given: null })
  for (const [name, thing] of Object.entries(call.named)) {
    if (!name.startsWith('_')) scope.names.set(name, thing)
  }
  return instance
}

/** The settings that fields belong to, and the prefix of their keys. */
interface Owner {
  readonly of: ClassThing
  readonly prefix: string
  /** Models around the fields, the outermost first. */
  readonly within: readonly ClassThing[]
  /** Holds the values that nobody gives. */
  readonly given: InstanceThing | null
}

function fillFields(call: Call, { of: own, scope: { names } }: InstanceThing, owner: Owner): void {
  for (const { scope } of lineageOf(own).toReversed()) {
    for (const [name, { type, place }] of scope.annotations) {
      tick(call.frame.machine)
      if (name === 'model_config' || isClassVariable(type)) continue
      const otherwise = owner.given?.scope.names.get(name) ?? scope.names.get(name)
      names.set(name, { ...fieldOf(call, owner, { name, type, place, scope, default: otherwise }), place })
    }
  }
}

function isClassVariable(annotation: Expression): boolean {
  return withInner(annotation).some((part) => part.type === 'name' && part.name === 'ClassVar')
}

interface Field {
  readonly name: string
  readonly type: Expression
  /** The class may be in another module than the code that makes an instance of it. */
  readonly place: Place
  /** For its class: what its type is called there. */
  readonly scope: Scope
  readonly default: Thing | undefined
}

function fieldOf(call: Call, owner: Owner, field: Field): Thing {
  const { frame } = call
  const { of } = owner
  const described =
    field.default?.type === 'object' && /(?:^|\.)Field$/.test(field.default.name) ? field.default : null
  const said = described ? defaultOf(call, described) : field.default
  const otherwise = said === undefined ? unsaid(of, field.type) : said
  const alias = configured(of, field.name) ?? (described && aliasOf(described))
  const key = alias ?? `${owner.prefix}${field.name}`
  const nested = modelIn(call, { ...owner, prefix: key }, { field, otherwise })
  if (nested) return nested
  if (otherwise?.type === 'instance') return otherwise
  const to = castFrom(field.type)
  const { file, line = 0 } = field.place
  const { thing } = ask(
    { ...frame, module: { ...frame.module, file } },
    {
      key: inWorld(call, key),
      line,
      literal: true,
      cast: isAddress(field.type) ? 'dsn' : castOf(to),
      default: otherwise?.type === 'none' ? null : otherwise,
      raises: otherwise ? null : 'ValidationError',
    },
  )
  return thing.type === 'text' ? cast(call, thing, to) : thing
}

/** `DB__HOST`: part of a model, if the settings define the delimiter. */
function modelIn(
  call: Call,
  owner: Owner,
  { field, otherwise }: { readonly field: Field; readonly otherwise: Thing | null },
): InstanceThing | null {
  const delimiter = optionOf(owner.of, 'env_nested_delimiter')
  const model = delimiter === null ? null : modelOf(field)
  const given = otherwise?.type === 'instance' ? otherwise : null
  if (!model || (otherwise && !given) || owner.within.some(({ scope }) => scope === model.scope)) return null
  const instance: InstanceThing = { type: 'instance', of: model, scope: scope('instance', null) }
  const prefix = `${owner.prefix}${delimiter}`
  fillFields(call, instance, { ...owner, prefix, within: [...owner.within, model], given })
  return instance
}

function modelOf({ type, scope: own }: Field): ClassThing | null {
  if (type.type !== 'name' && !isOptional(type)) return null
  const named = namesIn(type).map((name) => scopeOf(own, name)?.names.get(name))
  return named.find((one): one is ClassThing => one?.type === 'class' && isModel(one)) ?? null
}

function isModel(of: ClassThing): boolean {
  return !isSettings(of) && outsideBases(of).some((name) => /(?:^|\.)BaseModel$/.test(name))
}

/** Before pydantic 2, `name: Optional[str]` is None unless it is given. */
function unsaid(of: ClassThing, type: Expression): Thing | null {
  const isOld = outsideBases(of).some((name) => /^pydantic\.(?:\w+\.)*BaseSettings$/.test(name))
  return isOld && isOptional(type) ? none : null
}

function isOptional(type: Expression): boolean {
  if (type.type === 'subscript') return namesIn(type.object).includes('Optional')
  return type.type === 'binary' && withInner(type).some((part) => part.type === 'none')
}

/** Names match in any case; by custom they are written in capitals. */
function inWorld({ frame }: Call, key: string): string {
  const { environment } = frame.machine.world
  return (
    Object.keys(environment).find((name) => name.toLowerCase() === key.toLowerCase()) ?? key.toUpperCase()
  )
}

/** Null where the field says that it has none: `Field(...)`. */
function defaultOf(
  call: Call,
  { positional, named }: Extract<Thing, { type: 'object' }>,
): Thing | null | undefined {
  const factory = named['default_factory']
  if (factory) return applyBare(call.frame, factory, call.line)
  const given = named['default'] ?? positional[0]
  return given && given.type === 'unknown' && given.why === '...' ? null : given
}

function aliasOf({ named }: Extract<Thing, { type: 'object' }>): string | null {
  const alias = named['validation_alias'] ?? named['env'] ?? named['alias']
  return alias ? firstName(alias) : null
}

/** `fields = {'host': {'env': 'DB_HOST'}}` of pydantic 1. */
function configured(of: ClassThing, field: string): string | null {
  for (const options of optionsOf(of, 'fields')) {
    const own = inDict(options, field)
    const name = own && inDict(own, 'env')
    if (name) return firstName(name)
  }
  return null
}

function inDict(thing: Thing, key: string): Thing | null {
  const [one] = concretes(thing)
  return one?.type === 'dict' ? entry(one, text(key)) : null
}

/** One name, several of which the first counts, or `AliasChoices('a', 'b')`. */
function firstName(names: Thing): string | null {
  if (names.type === 'object') return written(names.positional[0])
  const [one] = concretes(names)
  return one?.type === 'list' ? written(one.items[0]) : written(names)
}

function optionOf(of: ClassThing, name: string): string | null {
  const [option = none] = optionsOf(of, name)
  return option.type === 'none' ? null : written(option)
}

/** From `model_config`, or the inner class `Config`; the nearest first. */
function optionsOf(of: ClassThing, name: string): readonly Thing[] {
  return lineageOf(of).flatMap(({ scope }) => {
    const config = scope.names.get('model_config')
    const [one] = config ? concretes(config) : []
    const inner = scope.names.get('Config')
    const old = inner?.type === 'class' ? inner.scope.names.get(name) : undefined
    return (one?.type === 'object' ? one.named[name] : config && inDict(config, name)) ?? old ?? []
  })
}

function namesIn(annotation: Expression): string[] {
  return withInner(annotation).flatMap((part) =>
    part.type === 'name' || part.type === 'attribute' ? [part.name] : [],
  )
}

function isAddress(annotation: Expression): boolean {
  return namesIn(annotation).some((name) => /(?:Dsn|Url)$/.test(name))
}

function castFrom(annotation: Expression): Cast {
  const names = namesIn(annotation)
  const known = names.map((name) => (name === 'List' || name === 'Sequence' ? 'list' : name)).find(castNamed)
  if (isAddress(annotation)) return 'text'
  const to = known === undefined ? null : castNamed(known)
  return to === 'list' || to === 'dict' || to === 'set' || to === 'tuple' ? 'json' : (to ?? 'text')
}
