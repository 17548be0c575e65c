import { exitCodes, type Invocation } from '../invocation.ts'
import { fill } from '../report/text/sentence.ts'
import { assertKnown, destroy } from '../sandbox/lifecycle.ts'
import { consentTo } from '../session/consent.ts'
import { usualName } from '../session/servers/sandbox-name.ts'

/** Always asks, because the name may be left out, and what somebody tried there for days exists nowhere else. */
export async function run(invocation: Invocation): Promise<number> {
  const { words, report, interruption } = invocation
  const [name = usualName] = words
  await assertKnown(name)
  if (!(await consentTo(fill(report.voice.words.questions.destroy, { name }), invocation)))
    return exitCodes.failed
  interruption.sentence = report.voice.words.progress.sandbox.left
  await destroy(name, { onProgress: (event) => report.sandbox(name, event) })
  report.idle(name)
  report.note(fill(report.voice.words.status.sandboxDestroyed, { name }))
  return exitCodes.done
}
