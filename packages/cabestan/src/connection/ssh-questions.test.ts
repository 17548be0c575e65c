import { expect, it } from 'vitest'
import { readQuestion } from './ssh-questions.ts'

const newHost = `The authenticity of host '10.0.0.9 (10.0.0.9)' can't be established.
ED25519 key fingerprint is SHA256:Brh5hqhUT112HhtCrhDNe0+N2c8N3LCGKV6SX6H/arM.
This key is not known by any other names.
Are you sure you want to continue connecting (yes/no/[fingerprint])? `

it.each([
  ["root@10.0.0.9's password: ", { kind: 'password', destination: 'root@10.0.0.9' }],
  ['(root@10.0.0.9) Password: ', { kind: 'password', destination: 'root@10.0.0.9' }],
  ["Enter passphrase for key '/home/ana/my keys/id': ", { kind: 'passphrase', key: '/home/ana/my keys/id' }],
  ['(root@10.0.0.9) Verification code: ', { kind: 'prompt', text: '(root@10.0.0.9) Verification code:' }],
  [
    newHost,
    {
      kind: 'host-key',
      destination: '10.0.0.9',
      key: { algorithm: 'ED25519', fingerprint: 'SHA256:Brh5hqhUT112HhtCrhDNe0+N2c8N3LCGKV6SX6H/arM' },
    },
  ],
  // A batch file on Windows passes only the first line.
  [newHost.split('\n')[0] ?? '', { kind: 'host-key', destination: '10.0.0.9', key: null }],
])('reads %j', (text, question) => {
  expect(readQuestion(text, null)).toEqual(question)
})

it('knows a notice by its hint', () => {
  expect(readQuestion('Confirm user presence for key ED25519-SK SHA256:x', 'none').kind).toBe('notice')
})
