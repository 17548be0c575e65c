import type { ChangeItem } from '@cabestan/protocol/changes'
import { diffCount, diffLines } from './diff-lines.ts'
import { fill, fillCounted } from './text/sentence.ts'
import { inUnits } from './text/size.ts'
import { harmless } from './text/text-width.ts'
import type { Voice } from './voice.ts'

export interface ChangeStyle {
  /** Whether diffs and lists are shown in full or only their size. */
  readonly whole: boolean
  /** The line above has said this already. */
  readonly about: string
}

const longList = 6

/** One difference in words, or as a diff. */
export function changeItemLines(
  item: ChangeItem,
  voice: Voice,
  style: ChangeStyle = { whole: true, about: '' },
): string[] {
  switch (item.type) {
    case 'text':
      return textLines(item, voice, style)
    case 'value':
      return [valueLine(item, voice, style)]
    case 'list':
      return listLines(item, voice, style)
    case 'action':
      return [fill(voice.words.changes.actions[item.action], { subject: harmless(item.subject) })]
  }
}

type Item<T extends ChangeItem['type']> = Extract<ChangeItem, { type: T }>

function textLines(item: Item<'text'>, voice: Voice, style: ChangeStyle): string[] {
  const { paint } = voice
  const path = style.about.includes(item.path) ? [] : [harmless(item.path)]
  if (style.whole) return [...path, ...diffLines(item, voice)]
  const { added, removed } = diffCount(item)
  const size = [
    added > 0 ? paint.green(`+${added}`) : '',
    removed > 0 ? paint.red(`−${removed}`) : '',
    paint.dim(fillCounted(voice.words.plan.lines, Math.max(added, removed))),
  ]
  return [[...path, ...size.filter((each) => each)].join(' ')]
}

function valueLine(item: Item<'value'>, { words, paint, language }: Voice, style: ChangeStyle): string {
  const state = (value: string) => (isState(item) ? words.changes.states[value] : undefined)
  const shown = (value: string) =>
    state(value) ?? harmless(item.name === 'size' ? inUnits(value, language) : value)
  const name = item.key ?? words.changes.values[item.name]
  const subject = isSaid(item.subject, style) ? '' : `${harmless(item.subject)} `
  const after = paint.green(item.after === null ? words.changes.none : shown(item.after))
  const from = item.before === null ? '' : `${paint.red(shown(item.before))} ${paint.dim('→')} `
  return `${subject}${name}${paint.dim(words.changes.colon)} ${from}${after}`
}

function isState({ name }: Item<'value'>): boolean {
  return name === 'running' || name === 'enabled'
}

function isSaid(subject: string, style: ChangeStyle): boolean {
  return style.about.includes(subject) || subject === 'server'
}

function listLines(item: Item<'list'>, voice: Voice, style: ChangeStyle): string[] {
  const { paint, words } = voice
  const what = words.changes.lists[item.what]
  const line = (sign: string) => (each: string) => `${sign} ${what} ${shortened(each, item.what)}`
  // A name on both sides has another value.
  const both = new Set(item.add.filter((each) => item.remove.includes(each)))
  const alone = (names: readonly string[]) => names.filter((each) => !both.has(each))
  const lines = [
    ...alone(item.add).map(line('+')).map(paint.green),
    ...[...both].map(line('~')).map(paint.yellow),
    ...alone(item.remove).map(line('-')).map(paint.red),
  ]
  if (style.whole || lines.length <= longList) return lines
  const hidden = lines.length - longList + 1
  return [...lines.slice(0, longList - 1), paint.dim(fillCounted(words.plan.hiddenLines, hidden))]
}

/** The middle of a key tells nobody anything. */
function shortened(entry: string, what: Item<'list'>['what']): string {
  const text = harmless(entry)
  if (what !== 'keys') return text
  const [type = '', body = '', ...comment] = text.split(' ')
  return [type, body.length > 24 ? `${body.slice(0, 8)}…${body.slice(-8)}` : body, ...comment].join(' ')
}
