import { expect, it } from 'vitest'
import { groupsOf, groupWithId, parseAccounts } from './accounts.ts'

const accounts = parseAccounts({
  passwd:
    'root:x:0:0:root:/root:/bin/bash\ndeploy:x:1000:1000:,,,:/home/deploy:/bin/bash\ndeploy:x:7:7::/:\n',
  group: 'root:x:0:\nadm:x:4:syslog,deploy\ndeploy:x:1000:\n',
  shadow: 'root:*:19500:0:99999:7:::\ndeploy:!:0:0:99999:7::20000:\n',
})

it('reads users, groups and shadows; the first line of a name counts', () => {
  expect(accounts.users.get('deploy')).toEqual({
    uid: 1000,
    gid: 1000,
    home: '/home/deploy',
    shell: '/bin/bash',
  })
  expect(accounts.shadows.get('deploy')).toEqual({
    password: '!',
    changedOn: 0,
    maxDays: 99_999,
    expiresOn: 20_000,
  })
  expect(accounts.shadows.get('root')?.expiresOn).toBeNull()
  expect(accounts.groups.get('adm')?.members).toEqual(['syslog', 'deploy'])
})

it('knows who is where', () => {
  expect(groupsOf(accounts, 'deploy')).toEqual(expect.arrayContaining(['adm', 'deploy']))
  expect(groupWithId(accounts, 1000)).toBe('deploy')
  expect(groupWithId(accounts, 77)).toBeNull()
})
