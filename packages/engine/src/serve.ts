import { CabestanError, toFailure } from '@cabestan/protocol/failures'
import { jsonLine, readJsonLines } from '@cabestan/protocol/lines'
import {
  type EngineHello,
  type Method,
  methods,
  type ParsedParams,
  protocolVersions,
  type Reply,
  Request,
} from '@cabestan/protocol/messages'
import { answers } from './answers.ts'
import type { ConnectedCaller } from './caller.ts'
import type { Host } from './host/host.ts'
import { Sight } from './settled.ts'

export interface Wire {
  readonly input: AsyncIterable<Uint8Array>
  readonly write: (line: string) => void
}

/** Answers a command line until that closes its end. Its input is never trusted to be well formed. */
export async function serve(host: Host, wire: Wire): Promise<number> {
  const say = (message: Reply | EngineHello) => wire.write(jsonLine(message))
  const sight = new Sight()
  say(hello())
  try {
    for await (const line of readJsonLines(wire.input)) {
      const request = Request.safeParse(line)
      if (!request.success)
        throw new CabestanError('protocol.garbage', { start: JSON.stringify(line).slice(0, 200) })
      // Not awaited, because a second question may come while a run is followed.
      void answer(request.data, { host, sight, say })
    }
    return 0
  } catch (thrown) {
    say({ id: -1, failure: toFailure(thrown) })
    return 1
  }
}

function hello(): EngineHello {
  return {
    cabestan: 'engine',
    versions: [...protocolVersions],
    engine: import.meta.dirname.split('/').at(-1) ?? '',
    runtime: process.versions.node,
  }
}

interface Peer extends Pick<ConnectedCaller, 'host' | 'sight'> {
  readonly say: (reply: Reply) => void
}

async function answer({ id, method, params }: Request, { say, ...of }: Peer): Promise<void> {
  try {
    say({ id, result: await callMethod(method, params, { ...of, onEvent: (event) => say({ id, event }) }) })
  } catch (thrown) {
    say({ id, failure: toFailure(thrown) })
  }
}

async function callMethod<M extends Method>(
  method: M,
  params: unknown,
  caller: ConnectedCaller,
): Promise<unknown> {
  const parsed = methods[method].params.safeParse(params)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const start = `${method} ${issue?.path.join('.')}: ${issue?.message}`
    throw new CabestanError('protocol.garbage', { start })
  }
  return answers[method](parsed.data as ParsedParams<M>, caller)
}
