import { expect, it } from 'vitest'
import { readProject } from '../read.ts'
import { memoryTree } from '../tree/memory-tree.ts'
import { decidedForTests } from './cases.fixture.ts'
import { mailView } from './mail-view.ts'
import { projectSettings } from './project-settings.ts'

/** The sender of the site's mails if this is the login at its mail server. */
function senderFor(user: string | null, settings = '') {
  const tree = memoryTree({
    'manage.py': "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n",
    'shop/__init__.py': '',
    'shop/settings.py': `ROOT_URLCONF = 'shop.urls'\n${settings}`,
  })
  const mail = { host: 'smtp.example', port: 587, security: 'starttls', user, from: null } as const
  const reading = projectSettings(readProject(tree, { start: '', choices: {} }))
  const { senders } = mailView(reading, { ...decidedForTests, domains: ['www.shop.example'], mail })
  return new Map(senders).get('DEFAULT_FROM_EMAIL')
}

it('is the address of the login, as whom alone most servers let it write', () => {
  expect(senderFor('site@shop.example')).toBe("'site@shop.example'")
  expect(senderFor('anna')).toBe("'noreply@shop.example'")
  expect(senderFor(null)).toBe("'noreply@shop.example'")
  expect(senderFor('site@shop.example', "DEFAULT_FROM_EMAIL = 'contact@shop.example'\n")).toBeUndefined()
})
