import { exitCodes, type Invocation } from '../invocation.ts'
import { list } from '../sandbox/lifecycle.ts'

export async function run({ report }: Invocation): Promise<number> {
  report.sandboxes(await list(), 'list')
  return exitCodes.done
}
