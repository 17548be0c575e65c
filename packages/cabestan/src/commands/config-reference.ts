import { editorSchema } from '../config/json-schema.ts'
import { reference } from '../config/reference.ts'
import { exitCodes, type Invocation } from '../invocation.ts'

/** Every key with comments. Programs get the schema instead, on one line like all their output. */
export async function run({ out, report, options }: Invocation): Promise<number> {
  out.write(options.json ? `${JSON.stringify(editorSchema())}\n` : reference(report.voice.language))
  return exitCodes.done
}
