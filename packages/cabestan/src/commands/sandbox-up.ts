import { exitCodes, type Invocation } from '../invocation.ts'
import { up } from '../sandbox/lifecycle.ts'
import { sshConfigLine } from '../sandbox/ssh.ts'
import { usualName } from '../session/servers/sandbox-name.ts'

export async function run({ words, options, report, interruption }: Invocation): Promise<number> {
  const [name = usualName] = words
  const { suite } = options
  interruption.sentence = report.voice.words.progress.sandbox.left
  const sandbox = await up(name, {
    ...(suite ? { suite } : {}),
    onProgress: (event) => report.sandbox(name, event),
  })
  report.idle(name)
  report.sandboxes([{ ...sandbox, sshConfiguration: await sshConfigLine(name) }], 'ready')
  return exitCodes.done
}
