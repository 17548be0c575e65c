import { exitCodes, type Invocation } from '../invocation.ts'
import { fill } from '../report/text/sentence.ts'
import { down } from '../sandbox/lifecycle.ts'
import { usualName } from '../session/servers/sandbox-name.ts'

export async function run({ words, options, report, interruption }: Invocation): Promise<number> {
  const [name = usualName] = words
  interruption.sentence = report.voice.words.progress.sandbox.left
  await down(name, { hard: options.hard === true, onProgress: (event) => report.sandbox(name, event) })
  report.idle(name)
  report.note(fill(report.voice.words.status.sandboxDown, { name }))
  return exitCodes.done
}
