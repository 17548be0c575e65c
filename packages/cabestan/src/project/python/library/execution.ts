import { isThere } from '../../tree/tree.ts'
import { treePathOf } from '../checkout.ts'
import { type Call, type Library, textArgument } from '../expressions/given.ts'
import { literalIn } from '../expressions/literal.ts'
import { note } from '../machine/machine.ts'
import { loadFile } from '../machine/modules.ts'
import { moduleScope } from '../machine/state.ts'
import { parseFile, parsePython } from '../parse/parse.ts'
import type { Module } from '../parse/syntax.ts'
import { absolute, imported } from '../statements/import.ts'
import { run } from '../statements/run.ts'
import { written } from '../things/formatting.ts'
import { concretes, each } from '../things/join.ts'
import { absolutePath } from '../things/paths.ts'
import { type Frame, none, object, type Thing, unknown } from '../things/thing.ts'
import { openPath } from './files.ts'

/** Code that is run by code. */
export const execution: Library = {
  'importlib.import_module': (call) => importModule(call),
  'builtins.__import__': (call) => importModule(call),
  'django.utils.importlib.import_module': (call) => importModule(call),
  'importlib.util.spec_from_file_location': (call) => ({
    ...object('importlib.util.spec'),
    called: true,
    positional: call.positional,
  }),
  // What `spec.loader.exec_module` does is done by now.
  'importlib.util.module_from_spec': (call) => {
    const [spec] = concretes(call.positional[0] ?? none)
    return spec?.type === 'object' ? loadByPath(call, spec.positional) : null
  },
  'imp.load_source': (call) => loadByPath(call, call.positional),
  'django.utils.module_loading.import_string': () => null,
  'builtins.exec': (call) => executeText(call),
  'builtins.eval': (call) => evaluated(call),
  'builtins.compile': (call) => call.positional[0] ?? null,
  'builtins.execfile': (call) => {
    const path = written(call.positional[0])
    return path === null ? unreadable(call) : executeFile(call, path)
  },
  'past.builtins.execfile': (call) => {
    const path = written(call.positional[0])
    return path === null ? unreadable(call) : executeFile(call, path)
  },
}

/** A literal out of the environment (`DEBUG = eval(os.environ['DEBUG'])`) is known all the same. */
function evaluated(call: Call): Thing {
  return each(call.positional[0] ?? none, (one) => {
    if (one.type === 'environment') return one
    const known = one.type === 'text' ? literalIn(call.frame, one.text) : null
    if (known) return known
    note(call.frame.machine, { type: 'executes', what: 'eval', place: call.place })
    return unknown('what eval gives')
  })
}

function importModule(call: Call): Thing | null {
  const name = textArgument(call, 'name', 0)
  if (name === null) return unreadable(call)
  const dots = /^\.*/.exec(name)?.[0].length ?? 0
  if (dots === 0) return imported(call.frame, name, { line: call.line, star: false })
  const full = absolute(call.frame, dots, name.slice(dots))
  return full === null ? null : imported(call.frame, full, { line: call.line, star: false })
}

function loadByPath(call: Call, [name, path]: readonly Thing[]): Thing | null {
  const [called, at] = [written(name), written(path)]
  if (called === null || at === null) return unreadable(call)
  const file = treePathOf(absolutePath(call.frame, at))
  if (file === null || !isThere(call.frame.machine.tree, file)) return openPath(call, at, 'r')
  return loadFile(call.frame, called, { file, line: call.line })
}

/** `exec(open(path).read())`: the text knows which file it came from. */
function executeText(call: Call): Thing {
  const [one] = concretes(call.positional[0] ?? none)
  if (one?.type === 'native' && one.kind === 'file')
    return executeText({ ...call, positional: [one.data['text'] ?? none] })
  if (one?.type !== 'text') return unreadable(call)
  const file = one.place?.file
  const whole = file === undefined ? null : parseFile(call.frame.machine.tree, file)
  const isWhole = whole && call.frame.machine.tree.text(file ?? '') === one.text
  execute(call.frame, isWhole ? whole : parsePython(one.text, call.place.file))
  return none
}

function executeFile(call: Call, path: string): Thing {
  const file = treePathOf(absolutePath(call.frame, path))
  const parsed = file === null ? null : parseFile(call.frame.machine.tree, file)
  if (!parsed) return openPath(call, path, 'r')
  execute(call.frame, parsed)
  return none
}

/** In the names of the module that runs it; its lines are those of its own file. */
export function execute(frame: Frame, parsed: Module): void {
  const { machine } = frame
  if (machine.calls > 20) return
  for (const place of parsed.broken) machine.broken.set(`${place.file}:${place.line}`, place)
  machine.calls += 1
  const scope = moduleScope(frame.scope)
  const { file, own = file } = frame.module
  const module = { ...frame.module, file: parsed.file, own, scope }
  try {
    run({ machine, module, scope, returned: [], decided: [], calledAt: null }, parsed.body)
  } finally {
    machine.calls -= 1
  }
}

function unreadable(call: Call): Thing {
  note(call.frame.machine, { type: 'executes', what: '', place: call.place })
  return unknown('code that is not known')
}
