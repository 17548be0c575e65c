import type { Answer, Place } from '../answer.ts'
import { declaredCommands } from '../processes/declared.ts'
import { placeOf, textOf } from '../python/access.ts'
import type { Value } from '../python/values.ts'
import { placeWith } from '../tree/line-with.ts'
import type { Tree } from '../tree/tree.ts'
import { moduleOf } from '../where/module-name.ts'
import { findModule } from '../where/modules.ts'
import { entryPoints } from '../where/projects.ts'
import type { Where } from '../where/reading.ts'
import { type Purpose, purposeOf } from './purpose-words.ts'

type Kind = 'wsgi' | 'asgi'

/** `shop.wsgi`, or `shop.wsgi:app` where the application has another name. */
export function entryModule(
  tree: Tree,
  where: Where,
  { kind, values }: { kind: Kind; values: ReadonlyMap<string, Value> },
): Answer<string> {
  const setting = values.get(kind === 'wsgi' ? 'WSGI_APPLICATION' : 'ASGI_APPLICATION')
  // Only Django's runserver reads this setting.
  const told = fromCommands(tree, where, kind) ?? fromSetting(tree, where, setting)
  if (told) return told
  const files = entryPoints(tree, where.directory.value ?? '')[kind]
  const [file] = files.toSorted((one, other) => awayFromProduction(one) - awayFromProduction(other))
  const module = file === undefined ? null : moduleOf(where.pythonPath, file)
  if (!file || module === null) return { value: null, certainty: 'derived', places: [] }
  return {
    value: said(module, nameIn(tree.text(file), 'application')),
    certainty: files.length === 1 ? 'derived' : 'guessed',
    places: [placeWith(tree, [file], /^application\b/m) ?? { file }],
  }
}

/** `wsgi/dev.py` beside `wsgi/production.py`, `wsgi_dev.py` beside `wsgi.py`. */
function awayFromProduction(file: string): number {
  const order: readonly Purpose[] = ['production', 'platform', 'neutral']
  const at = order.indexOf(purposeOf(file.replace(/\.py$/, '').replaceAll('/', '.')))
  return at < 0 ? order.length : at
}

/** A name that leads nowhere, left from the project's template, says nothing. */
function fromSetting(tree: Tree, where: Where, setting: Value | undefined): Answer<string> | null {
  const path = textOf(setting)
  if (!path || !/^[\w.]+\.\w+$/.test(path)) return null
  const end = path.lastIndexOf('.')
  return existing(tree, where, {
    module: path.slice(0, end),
    name: path.slice(end + 1),
    place: placeOf(setting),
  })
}

function fromCommands(tree: Tree, where: Where, kind: Kind): Answer<string> | null {
  for (const { words, place, development } of declaredCommands(tree)) {
    const serves = words
      .slice(0, 3)
      .some((word) => /(?:^|\/)(?:gunicorn|uwsgi|daphne|uvicorn|hypercorn|granian)$/.test(word))
    const named =
      serves && !development ? words.find((word) => /^[A-Za-z_][\w.]*:\w+(?:\(\))?$/.test(word)) : undefined
    const [module = '', name = ''] = named?.replace('()', '').split(':') ?? []
    if (module === '' || module.includes('asgi') !== (kind === 'asgi')) continue
    const found = existing(tree, where, { module, name, place })
    if (found) return found
  }
  return null
}

function existing(
  tree: Tree,
  { pythonPath }: Where,
  { module, name, place }: { module: string; name: string; place: Place | null },
): Answer<string> | null {
  const file = findModule(tree, pythonPath, module)
  if (file === null) return null
  return {
    value: said(module, nameIn(tree.text(file), name)),
    certainty: 'stated',
    places: place ? [place] : [],
  }
}

function said(module: string, name: string): string {
  return name === 'application' ? module : `${module}:${name}`
}

/** Some platforms look for `app`, and modules made for them contain nothing else, whatever other files say. */
function nameIn(text: string | null, name: string): string {
  const binds = new RegExp(
    `^\\s*(?:\\w+\\s*=\\s*)*${name}\\s*(?::[^=]+)?=|\\bdef ${name}\\b|\\bimport\\b.*(?:\\b${name}\\b|\\*)`,
    'm',
  )
  const [, made] = /^(\w+)\s*=\s*[\w.]*get_[aw]sgi_application\(/m.exec(text ?? '') ?? []
  return made === undefined || binds.test(text ?? '') ? name : made
}
