import { reference } from '../config/reference.ts'
import { exitCodes, type Invocation } from '../invocation.ts'

/** Every key with comments. */
export async function run({ out, report }: Invocation): Promise<number> {
  out.write(reference(report.voice.language))
  return exitCodes.done
}
