import { CabestanError } from '@cabestan/protocol/failures'
import type { Bootstrap } from './bootstrap.ts'

/** Prompts of sudo, and of sudo-rs, which Ubuntu has since 25.10. */
const forbidden = /not in the sudoers file|is not allowed to|may not run sudo|afraid I can't do that/i

/**
 * sudo wants a password: asked for once, given when sudo prompts for it. A second prompt means that it was
 * wrong, and more attempts could lock the account.
 */
export async function giveSudoPassword(bootstrap: Bootstrap, user: string): Promise<void> {
  const { session, ports, mark, unattended } = bootstrap
  const values = { host: session.destination, user }
  const failed = (code: 'sudo.missing' | 'sudo.password-wrong') =>
    new CabestanError(code, values, { detail: { tail: session.log.tail() } })
  if (unattended || forbidden.test(session.log.tail())) throw failed('sudo.missing')

  const question = { kind: 'sudo-password', destination: session.destination, user } as const
  const password = await session.patience.during(ports.secret(question))
  if (!password) throw new CabestanError('usage.question', { ...values, question: 'sudo-password' })

  let prompts = 0
  session.log.onChange = () => {
    if (forbidden.test(session.log.tail())) session.abort(failed('sudo.missing'))
    if (session.log.count(`${mark} password`) === prompts) return
    prompts += 1
    if (prompts > 1) session.abort(failed('sudo.password-wrong'))
    else session.write(`${password.reveal()}\n`).catch(() => {})
  }
  session.stage = 'sudo'
  await session.write('given\n')
}
