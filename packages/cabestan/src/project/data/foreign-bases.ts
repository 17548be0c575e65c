import { type Call, nameOf } from '../python/parse/nodes.ts'
import type { ClassDefinition, Expression, Module } from '../python/parse/syntax.ts'
import { definitionAt } from '../where/definition.ts'
import type { Modules } from './installed-apps.ts'

/** Packages whose classes are called models without being Django's. */
const otherModels =
  /^(pydantic|ninja|sqlmodel|sqlalchemy|peewee|mongoengine|factory|graphene|graphene_django|elasticsearch|elasticsearch_dsl|django_elasticsearch_dsl|rest_framework|import_export|enum|typing|abc|collections|dataclasses)\b/

const otherThings =
  /(Manager|QuerySet|Choices|Mixin|Enum|Error|Exception|Warning|Forms?|Admin|View|Field|Serializer|Config|Factory|Schema|Meta|Type|Index|Func|Lookup|Signal|Workflow|Filter|Command)$/

/** The final base classes of a class, in Django and other packages, by their full names. */
export function foreignBases(modules: Modules, module: Module, definition: ClassDefinition): string[] {
  const found: string[] = []
  const seen = new Set<ClassDefinition>([definition])
  const waiting = basesOf(definition).map((base) => ({ base, module }))
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { base, module } = next
    // `six.with_metaclass(Meta, models.Model)`, but not `type(models.Model)`, which makes a metaclass
    if (base.type === 'call' && !asksForType(base))
      waiting.push(...base.arguments.map(({ value }) => ({ base: value, module })))
    const definition = definitionAt(modules, module, base)
    if (definition?.type === 'foreign') found.push(definition.name)
    else if (!definition && /(^|\.)models\.Model$/.test(nameOf(base))) found.push('django.db.models.Model')
    if (definition?.type !== 'class' || seen.has(definition.definition)) continue
    seen.add(definition.definition)
    const inner = basesOf(definition.definition)
    waiting.push(...inner.map((base) => ({ base, module: definition.module })))
  }
  return found
}

function asksForType({ callee, arguments: given }: Call): boolean {
  return nameOf(callee) === 'type' && given.length === 1
}

function basesOf(definition: ClassDefinition): Expression[] {
  return definition.arguments
    .filter(({ name, star }) => name === null && star === '')
    .map(({ value }) => value)
}

/** Names that can only be models. */
export function isDjangosModel(name: string): boolean {
  return /^django\.(contrib\.gis\.)?db\.models(\.base)?\.Model$|^django\.contrib\.auth\.(models|base_user)\.Abstract(Base)?User$/.test(
    name,
  )
}

/**
 * Whether a class of another package is a model of Django, as far as its name tells: packages that offer models
 * to inherit from keep them in `models`, or say Model, Page, Plugin or Abstract in their name.
 */
export function isForeignModel(name: string): boolean {
  if (isDjangosModel(name)) return true
  if (/^django\.(contrib\.gis\.)?db\./.test(name) || otherModels.test(name)) return false
  if (name === 'django.contrib.auth.models.PermissionsMixin') return true
  const last = name.slice(name.lastIndexOf('.') + 1)
  if (otherThings.test(last)) return false
  if (/(^|\.)\w*models?\./.test(name)) return true
  return /(Model|ModelBase|_Node|Page|Plugin|Snippet|Orderable)$|^Abstract[A-Z]/.test(last)
}
