import { exitCodes, type Invocation } from '../invocation.ts'
import { fill } from '../report/text/sentence.ts'
import { destroy } from '../sandbox/lifecycle.ts'
import { usualName } from '../session/servers/sandbox-name.ts'

/** Not asked about: a sandbox is there to be thrown away, and its name was typed. */
export async function run({ words, report, interruption }: Invocation): Promise<number> {
  const [name = usualName] = words
  interruption.sentence = report.voice.words.progress.sandbox.left
  await destroy(name, { onProgress: (event) => report.sandbox(name, event) })
  report.idle(name)
  report.note(fill(report.voice.words.status.sandboxDestroyed, { name }))
  return exitCodes.done
}
