import type { OverlayChange } from '../project/overlay/overlay-changes.ts'
import type { Overlay } from './reporter.ts'
import { fill } from './text/sentence.ts'
import { cut, harmless, harmlessLines } from './text/text-width.ts'
import { wrap } from './text/wrapping.ts'
import type { Voice } from './voice.ts'

/** Which of the project's settings differ in production, each with its reason, and then the module itself. */
export function overlayLines({ files, changes }: Overlay, voice: Voice): string[] {
  const { paint, words, columns } = voice
  const [settings] = files.filter(({ path }) => path.endsWith('/settings.py'))
  return [
    paint.bold(words.project.overlay.title),
    ...changes.flatMap((change) => changeLines(change, voice)),
    '',
    paint.bold(fill(words.project.overlay.module, { file: settings?.path })),
    ...harmlessLines(settings?.content ?? '').map((line) => (line.startsWith('#') ? paint.dim(line) : line)),
    '',
    ...wrap(
      fill(words.project.overlay.beside, { files: files.map(({ path }) => path).join(', ') }),
      columns,
    ).map(paint.dim),
  ]
}

function changeLines({ setting, before, after, why }: OverlayChange, voice: Voice): string[] {
  const { paint, words, columns } = voice
  const shown = (text: string) => cut(harmless(text.replaceAll(/\s+/g, ' ')), columns - 6)
  return [
    `  ${paint.bold(setting)}`,
    ...(before === null ? [] : [`    ${paint.red(`- ${shown(before)}`)}`]),
    ...(after === null ? [] : [`    ${paint.green(`+ ${shown(after)}`)}`]),
    ...wrap(words.overlay[why], columns - 4).map((line) => `    ${paint.dim(line)}`),
  ]
}
