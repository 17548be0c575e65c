import type { Commit } from '@cabestan/protocol/releases'
import { gitOutput } from '../project/tree/git.ts'

/** How a commit is described to people: what it does, whose it is, and how old. */
export async function commitDetails(top: string, id: string): Promise<Commit> {
  const argv = ['log', '-1', '--no-show-signature', '--no-mailmap', '--format=%at%x00%an%x00%s', id, '--']
  const settings = ['i18n.logOutputEncoding=UTF-8']
  const output = (await gitOutput(top, argv, { settings })).toString().replace(/\r?\n$/, '')
  const [seconds = '', author = '', subject = ''] = output.split('\0')
  return {
    id,
    subject: subject.slice(0, 500),
    author: author.slice(0, 200),
    at: (Number(seconds) || 0) * 1000,
  }
}
