import type { Event, Mechanism } from '../../contract/event.ts'
import { isObject, type Json, type JsonObject } from '../../contract/json.ts'
import type { Reading } from '../reading/reading.ts'
import { firstOf } from '../reading/shapes.ts'
import { readAgent } from './agent.ts'
import { headerOf, readUrl } from './request.ts'
import type { Tag } from './tags.ts'

/** From the outline, whose last part is its tags. */
type Outlined = Pick<Event, 'logger' | 'serverName' | 'transaction' | 'exceptions'>

/** Tags that people search by and clients do not send. Sentry derives the same ones. */
export function derivedTags(event: JsonObject, outline: Outlined, reading: Reading): Tag[] {
  const mechanism = mechanismOf(outline)
  return [
    ['logger', outline.logger],
    ['server_name', outline.serverName],
    ['transaction', outline.transaction],
    [
      'handled',
      mechanism?.isHandled === undefined || mechanism.isHandled === null
        ? null
        : yesOrNo(mechanism.isHandled),
    ],
    ['mechanism', mechanism?.type ?? null],
    ['url', readUrl(event, reading)],
    ...machineTags(event, reading),
  ].filter((tag): tag is [string, string] => Boolean(tag[1])) as Tag[]
}

/** An unhandled error may say so on any of its causes: Node's SDK does on the first. */
function mechanismOf({ exceptions }: Outlined): Mechanism | null | undefined {
  const unhandled = exceptions.find(({ mechanism }) => mechanism?.isHandled === false)
  return (unhandled ?? exceptions[0])?.mechanism
}

function yesOrNo(flag: boolean): string {
  return flag ? 'yes' : 'no'
}

function machineTags(event: JsonObject, reading: Reading): [string, string | null][] {
  const contexts = firstOf(event, 'contexts', 'sentry.interfaces.Contexts')
  const named = (context: string, ...fields: string[]) => nameIn(contexts, context, fields, reading)
  const browser = named('browser', 'name')
  const os = named('client_os', 'name') ?? named('os', 'name')
  const header = browser === null || os === null ? headerOf(event, 'user-agent', reading) : null
  const agent = header === null ? null : readAgent(header)
  return [
    ['browser', browser ?? agent?.browser ?? null],
    ['os', os ?? agent?.os ?? null],
    ['runtime', joined(named('runtime', 'name'), named('runtime', 'version'))],
    ['device', named('device', 'model', 'family')],
  ]
}

function nameIn(
  contexts: Json | undefined,
  name: string,
  fields: readonly string[],
  reading: Reading,
): string | null {
  const context = isObject(contexts) ? contexts[name] : undefined
  return isObject(context) ? reading.word(firstOf(context, ...fields), `contexts.${name}`) : null
}

/** `3.12.4 (main, Jun 1 2026)` is `3.12.4` to people, and so is `ruby 3.12.4`. */
function joined(name: string | null, version: string | null): string | null {
  if (name === null) return null
  const number = version === null ? null : /[^\s(]*\d[^\s(]*/.exec(version)?.[0]
  return number ? `${name} ${number}` : name
}
