import { editorSchema } from '../config/json-schema.ts'
import { exitCodes, type Invocation } from '../invocation.ts'

/** For editors, which can then complete and check cabestan.yaml. */
export async function run({ out }: Invocation): Promise<number> {
  out.write(`${JSON.stringify(editorSchema(), null, 2)}\n`)
  return exitCodes.done
}
