import type { Secret } from '@cabestan/protocol/secret'
import type { Confirmation, ConnectionPorts, SecretQuestion } from '../../connection/ports.ts'
import type { Invocation } from '../../invocation.ts'

export type PortsFor = (server: string) => ConnectionPorts

/** Each server reports under its own name; what the person answered is shared by all. */
export function connectionPorts(
  { questions, report, environment, self, options }: Invocation,
  { permitted, over }: Pick<ConnectionPorts, 'permitted' | 'over'>,
): PortsFor {
  const passphrases = new Map<string, Promise<Secret | null>>()
  // Where nobody sits, a key that is made here would be lost with the machine, and nobody could log in any more.
  const isAgreed = ({ kind }: Confirmation) =>
    kind === 'make-key' && options.yes === true && questions.possible
  const secret = (question: SecretQuestion): Promise<Secret | null> => {
    if (question.kind !== 'passphrase') return questions.secret(question)
    const known = question.again ? undefined : passphrases.get(question.key)
    const answer = known ?? questions.secret(question)
    passphrases.set(question.key, answer)
    return answer
  }
  return (server) => ({
    secret: (question) => permitted.then(() => secret(question)),
    confirm: (question) => permitted.then(() => (isAgreed(question) ? true : questions.confirm(question))),
    progress: (event) => report.connection(server, event),
    permitted,
    over,
    environment,
    engine: self.engine,
    self: { node: self.node, main: self.main },
  })
}
