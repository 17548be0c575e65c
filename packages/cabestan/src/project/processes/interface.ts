import type { Answer, Place } from '../answer.ts'
import { callsIn, lastName, nameOf, textOf } from '../python/parse/nodes.ts'
import type { Module } from '../python/parse/syntax.ts'
import { withInner } from '../python/parse/walk.ts'
import { placeWith } from '../tree/line-with.ts'
import { fileNameOf, sourcePaths } from '../tree/source-paths.ts'
import type { DeclaredCommand } from './declared.ts'
import { hasApp, type ProcessesInput } from './input.ts'
import { modulesWith } from './source.ts'

type Interface = Answer<'wsgi' | 'asgi'>

/**
 * Asynchronous views alone run under both; websockets, and what an asgi.py mounts beside Django, under ASGI only.
 * Whoever has put Daphne before Django's own runserver has never seen the project run otherwise.
 */
export function readInterface(input: ProcessesInput, declared: readonly DeclaredCommand[]): Interface {
  const routed = routedPlace(input)
  if (routed) return { value: 'asgi', certainty: 'derived', places: [routed] }
  const servers = declared.filter(({ words, development }) => !development && served(words) !== null)
  const [server] = servers
  if (server) return { value: served(server.words), certainty: 'stated', places: [server.place] }
  const wsgi = placesWith(input, /^[^#\n]*(?:get_wsgi_application|WSGIHandler)/m)
  const asgi = placesWith(input, /^[^#\n]*get_asgi_application/m)
  const only = asgi.length > 0 && (wsgi.length === 0 || hasApp(input, 'daphne'))
  return { value: only ? 'asgi' : 'wsgi', certainty: 'derived', places: only ? asgi : wsgi }
}

function placesWith(input: ProcessesInput, pattern: RegExp): Place[] {
  return modulesWith(input, pattern).flatMap(({ file }) => placeWith(input.tree, [file], pattern) ?? [])
}

/** A router with more than http in it, or another application around Django's. */
function routedPlace(input: ProcessesInput): Place | null {
  for (const module of modulesWith(
    input,
    /ProtocolTypeRouter|FastAPI\(|Starlette\(|socketio\.ASGIApp|URLRouter/,
  )) {
    if (!isBesideDjango(input, module)) continue
    const call = callsIn(module.body).find((one) => {
      const name = lastName(one.callee)
      if (name === 'ProtocolTypeRouter')
        return one.arguments.some(({ value }) =>
          withInner(value).some((part) => part.type === 'text' && part.text !== 'http'),
        )
      return /^(?:FastAPI|Starlette)$/.test(name) || nameOf(one.callee) === 'socketio.ASGIApp'
    })
    if (call) return { file: module.file, line: call.line }
  }
  return hasApp(input, 'channels') && modulesWith(input, /WebsocketConsumer|route_class/).length > 0
    ? { file: input.settingsFiles[0] ?? '' }
    : null
}

/** `ProtocolTypeRouter({'websocket': …})`, even if it is one of several: which one is used need not be known here. */
export function routesSocketsAlone(input: ProcessesInput): boolean {
  const routers = modulesWith(input, /ProtocolTypeRouter/).flatMap((module) =>
    callsIn(module.body).filter((call) => lastName(call.callee) === 'ProtocolTypeRouter'),
  )
  const protocols = routers.map((call) =>
    call.arguments.flatMap(({ value }) =>
      value.type === 'dict' ? value.entries.map(({ key }) => textOf(key ?? undefined)) : [null],
    ),
  )
  return protocols.some(
    (each) => each.includes('websocket') && !each.includes('http') && !each.includes(null),
  )
}

/**
 * An application of another framework that contains Django or is mounted in asgi.py; not one of the project's own.
 */
function isBesideDjango({ tree }: ProcessesInput, { file }: Module): boolean {
  const text = tree.text(file) ?? ''
  if (/ProtocolTypeRouter|URLRouter|get_asgi_application|WSGIMiddleware/.test(text)) return true
  const name = fileNameOf(file).replace(/\.py$/, '')
  const entries = sourcePaths(tree).filter((path) => fileNameOf(path) === 'asgi.py')
  return name === 'asgi' || entries.some((path) => importsOf(tree.text(path) ?? '').includes(name))
}

function importsOf(text: string): readonly string[] {
  return [...text.matchAll(/^\s*(?:from|import)\s+([\w.]+)(?:\s+import\s+(\w+))?/gm)].flatMap(
    ([, module = '', name = '']) => [...module.split('.'), name],
  )
}

function served(words: readonly string[]): 'wsgi' | 'asgi' | null {
  const line = words.join(' ')
  const [server = ''] = words
    .slice(0, 3)
    .flatMap(
      (word) =>
        /(?:^|\/)(gunicorn|uwsgi|daphne|uvicorn|hypercorn|granian|waitress-serve)$/.exec(word)?.[1] ?? [],
    )
  if (/^(?:daphne|uvicorn|hypercorn)$/.test(server)) return 'asgi'
  if (server === 'gunicorn' || server === 'granian') return /uvicorn|asgi/i.test(line) ? 'asgi' : 'wsgi'
  return server === '' ? null : 'wsgi'
}
