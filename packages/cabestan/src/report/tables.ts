import type { SandboxRow } from './reporter.ts'
import { fill } from './text/sentence.ts'
import { size } from './text/size.ts'
import { padEnd, widthOf } from './text/text-width.ts'
import { labelled, wrap } from './text/wrapping.ts'
import type { Voice } from './voice.ts'

export function sandboxLines(
  sandboxes: readonly SandboxRow[],
  how: 'list' | 'ready',
  voice: Voice,
): string[] {
  const { words, paint } = voice
  if (how === 'ready') return sandboxes.flatMap((sandbox) => readyLines(sandbox, voice))
  if (sandboxes.length === 0) return [paint.sentence(words.status.noSandboxes)]
  return aligned(
    sandboxes.map(({ name, suite, state, address }) => [
      paint.bold(name),
      state === 'running'
        ? paint.green(words.status.sandboxStates.running)
        : paint.dim(words.status.sandboxStates.stopped),
      address,
      paint.dim(suite),
    ]),
  )
}

function readyLines(
  { name, address, sshConfiguration }: SandboxRow,
  { words, paint, columns }: Voice,
): string[] {
  const ready = wrap(fill(words.status.sandboxReady, { name, address }), columns - 2)
  return [
    ...labelled(`${paint.green('✓')} `, ready.map(paint.sentence), 2),
    ...(sshConfiguration
      ? [
          '',
          paint.sentence(words.status.sandboxLine),
          ...sshConfiguration
            .trimEnd()
            .split('\n')
            .map((line) => paint.dim(`  ${line}`)),
        ]
      : []),
  ]
}

/** Where the file lies and what is in it, because somebody is about to send it to strangers. */
export function diagnosisLines(
  file: string,
  content: readonly (readonly [name: string, bytes: number])[],
  { words, paint, language }: Voice,
): string[] {
  return [
    fill(words.status.diagnosed, { file: paint.bold(file) }),
    words.status.diagnosedContent,
    ...aligned(content.map(([name, bytes]) => [`  ${name}`, paint.dim(size(bytes, language))])),
  ]
}

export function aligned(rows: readonly (readonly string[])[]): string[] {
  const columns = rows[0]?.map((_, index) => Math.max(...rows.map((row) => widthOf(row[index] ?? '')))) ?? []
  return rows.map((row) =>
    row
      .map((cell, index) => padEnd(cell, columns[index] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

/**
 * A table that a narrow screen would break keeps its columns in line, and does without the least important of them:
 * `optional` names them, the first to go first. Where nobody knows how wide it is shown, all of it is told.
 */
export function fitting(
  rows: readonly (readonly string[])[],
  optional: readonly number[],
  voice: Voice,
  margin = 0,
): string[] {
  const lines = aligned(rows)
  const [first, ...rest] = optional
  if (first === undefined || hasRoom(lines, voice, margin)) return lines
  const without = rows.map((row) => row.toSpliced(first, 1))
  return fitting(
    without,
    rest.map((index) => (index > first ? index - 1 : index)),
    voice,
    margin,
  )
}

export function hasRoom(lines: readonly string[], { room }: Voice, margin: number): boolean {
  return lines.every((line) => widthOf(line) <= room - margin)
}
