import type { Place } from '../answer.ts'
import { readOwnCode } from '../dependencies/code/own-code.ts'
import { reachedFiles } from '../dependencies/code/reached-files.ts'
import type { Finding } from '../findings/finding.ts'
import { shownPath, treePathOf } from '../python/checkout.ts'
import { parseFile } from '../python/parse/parse.ts'
import { lineWith, placeWith } from '../tree/line-with.ts'
import { sourcePaths } from '../tree/source-paths.ts'
import type { Tree } from '../tree/tree.ts'
import { filesBeside } from './files-beside.ts'
import type { SettingsQuestion } from './settings-question.ts'
import { isPlatform } from './switch-options.ts'

/** Whether the settings can be imported in production, and the side effects of importing them. */
export function judgeImport(question: SettingsQuestion): Finding[] {
  return [
    ...broken(question),
    ...takenOver(question),
    ...setsUp(question),
    ...raises(question),
    ...keysNeeded(question),
    ...filesBeside(question),
    ...effects(question),
    ...platform(question),
  ]
}

/** Merge marks, and syntax of Python 2. Anything else that the parser does not know may be newer than the parser. */
const noPython3 =
  /^(?:<{7} |={7}$|>{7} )|^[ \t]*(?:print[ \t]+["']|exec[ \t]+["']|except[ \t]+\w+[ \t]*,[ \t]*[a-z]\w{0,4}[ \t]*:|raise[ \t]+\w+[ \t]*,)/

/** In any file that the site loads: then nothing starts. */
function broken({ tree, where, settings }: SettingsQuestion): Finding[] {
  const code = readOwnCode(tree, sourcePaths(tree), where.pythonPath)
  for (const { path } of reachedFiles(code, settings.files)) {
    const isBroken = (parseFile(tree, path)?.broken ?? []).length > 0
    const line = isBroken ? lineWith(tree, path, noPython3) : null
    if (line === null) continue
    const values = { file: path, line: String(line) }
    return [
      {
        code: 'settings.broken',
        severity: 'error',
        wants: 'change',
        places: [{ file: path, line }],
        values,
      },
    ]
  }
  return []
}

/** dynaconf replaces Django's settings by an object of its own, and so overrides any overlay. */
function takenOver({ tree, settings: { files } }: SettingsQuestion): Finding[] {
  return files.flatMap((file): Finding[] => {
    const line = lineWith(tree, file, /^[^#'"]*\bDjangoDynaconf\(/)
    if (line === null) return []
    const places = [{ file, line }]
    return [
      { code: 'settings.taken-over', severity: 'error', wants: 'change', places, values: { by: 'dynaconf' } },
    ]
  })
}

/**
 * Django keeps the settings that it was set up with, and its connections are made from them. The overlay has a plain call
 * wait until they are whole; a thread does not wait, nor does code that goes on with what Django then has.
 */
function setsUp({ tree, settings: { effects } }: SettingsQuestion): Finding[] {
  const [first] = effects.filter(
    ({ type, what, place }) => type === 'sets-up' && (what === 'threading' || usesDjango(tree, place)),
  )
  if (!first) return []
  const places = [first.place]
  return [{ code: 'settings.sets-up', severity: 'error', wants: 'change', places, values: {} }]
}

function usesDjango(tree: Tree, { file, line = 0 }: Place): boolean {
  const behind = tree.text(file)?.split('\n').slice(line) ?? []
  return behind.some((each) =>
    /^\s*(?:from|import)\s|\.objects\b|\bcall_command\(|\bget_(?:user_)?model\(/.test(each),
  )
}

function raises({ settings: { effects } }: SettingsQuestion): Finding[] {
  const [first] = effects.filter(({ type }) => type === 'raises')
  if (!first) return []
  const { file, line } = first.place
  const command = effects.find(
    ({ type, what, place }) =>
      type === 'runs' && /^git\b/.test(what) && place.file === file && place.line === line,
  )
  const found = command
    ? ({ code: 'settings.no-repository', values: { command: command.what } } as const)
    : ({ code: 'settings.raises', values: { what: first.what } } as const)
  return [{ ...found, severity: 'error', wants: 'change', places: [first.place] }]
}

/** All at once, because giving one after the other would take the whole evening. */
function keysNeeded(question: SettingsQuestion): Finding[] {
  const wanting = question.environment.filter(({ name }) => question.wanted.includes(name))
  const names = new Set(wanting.map(({ name }) => name))
  const beside = (question.beside ?? []).filter((name) => !names.has(name))
  if (names.size + beside.length === 0) return []
  const said = beside.length > 0 ? [{ file: 'cabestan.yaml' }] : []
  const places = onEachLine([...wanting.flatMap(({ places: [place] }) => place ?? []), ...said])
  const keys = [...names, ...beside]
  const mails = wanting.filter(({ role }) => role === 'email' || role === 'email-url')
  const mailed = mails.map(({ name }) => name)
  const first = keys.find((name) => !mailed.includes(name)) ?? keys[0] ?? ''
  const values = {
    keys: keys.join(', '),
    first,
    ...(mailed.length > 0 ? { mails: mailed.join(', ') } : {}),
  }
  return [{ code: 'settings.keys-needed', severity: 'error', wants: 'question', places, values }]
}

/** One line often reads several. */
function onEachLine(places: readonly Place[]): Place[] {
  return [...new Map(places.map((place) => [`${place.file}:${place.line}`, place])).values()]
}

/** The expression in the code, where nothing more is known. */
const pythonOf: Readonly<Record<string, string>> = {
  runs: 'subprocess',
  network: 'socket',
  executes: 'exec()',
  opens: 'open()',
  writes: 'open()',
}

/** Directories get created and git is installed, but what uses the network may never return. */
function effects({ settings }: SettingsQuestion): Finding[] {
  const telling = settings.effects.filter(({ type }) => /^(?:runs|network|executes|opens|writes)$/.test(type))
  if (telling.length === 0) return []
  const what = [
    ...new Set(
      telling.map(
        (effect) => treePathOf(effect.what) ?? (shownPath(effect.what) || (pythonOf[effect.type] ?? '')),
      ),
    ),
  ]
    .slice(0, 5)
    .join(', ')
  return [
    {
      code: 'settings.effects',
      severity: 'note',
      places: telling.map(({ place }) => place).slice(0, 10),
      values: { what },
    },
  ]
}

function platform({ environment, settings, tree }: SettingsQuestion): Finding[] {
  const keys = environment.filter(({ name }) => isPlatform(name))
  const heroku = placeWith(tree, settings.files, /^[^#\n]*\bdjango_(?:on_)?heroku\b/m)
  const names = [...keys.map(({ name }) => name), ...(heroku ? ['django-heroku'] : [])]
  if (names.length === 0) return []
  const places = [...keys.flatMap((key) => key.places), ...(heroku ? [heroku] : [])]
  return [
    {
      code: 'settings.platform',
      severity: 'note',
      places: places.slice(0, 10),
      values: { names: names.slice(0, 6).join(', ') },
    },
  ]
}
