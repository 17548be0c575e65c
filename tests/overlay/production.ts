import { expect } from 'vitest'
import type { OverlayCase } from '../../packages/cabestan/src/project/overlay/cases.fixture.ts'
import { secretKey, type Told } from './judge.ts'

/** What only the owner's certificate can put right. */
export const wantsHttps = ['security.W004', 'security.W008', 'security.W012', 'security.W016']

/** What every project has in production, whatever its form. */
export function expectProduction(
  { settings, checks, answers, mails, logs, ...told }: Told,
  each: OverlayCase,
) {
  const { decisions } = each
  expect(settings).toMatchObject({ DEBUG: false, SECRET_KEY: secretKey })
  expect(told.module).toBe('cabestan_disquaire.settings')
  expect(settings['STATIC_ROOT']).toMatch(/\/srv\/disquaire\/releases\/1-abc\/static$/)
  expect(settings['MEDIA_ROOT']).toMatch(/\/srv\/disquaire\/media$/)
  expect(checks.map(([id]) => id).filter((id) => decisions.https || !wantsHttps.includes(id))).toEqual([])
  expect(answers).toMatchObject({
    home: 200,
    stranger: 400,
    secure: decisions.https ? 'https' : 'http',
    missing: 404,
    fail: [500, 500, 500],
    brokenLink: 404,
  })
  expectMails(mails, decisions.admins.length > 0)
  expect(told.withoutMailServer).toEqual({ status: 500, quick: true, mayTryAgain: [true] })
  expectLogs(logs)
}

function expectMails(mails: Told['mails'], brokenLinks: boolean) {
  expect(mails.map(([subject]) => subject.replace(/ on .*/, '')).sort()).toEqual([
    ...(brokenLinks ? ['[Django] Broken INTERNAL link'] : []),
    '[Django] ERROR: ValueError at /fail/',
  ])
  const text = mails.map(([, body]) => body).join('\n')
  expect(text).toContain('POST album: Homogenic')
  expect(text).toContain("raise ValueError('it broke')")
  for (const secret of ['swordfish', 'a-local-password', secretKey]) expect(text).not.toContain(secret)
}

function expectLogs(logs: Told['logs']) {
  const failures = logs['failures.log'] ?? ''
  expect(failures).toMatch(
    / 404 GET \S+\/nowhere\/\?token=\*{8}&page=2 user=- from=198\.51\.100\.7 referer=-\n/,
  )
  expect(failures).toMatch(/ 400 GET other\.example\/ user=- /)
  expect(failures.match(/ 500 POST \S+\/fail\/ /g)).toHaveLength(3)
  expect(Object.values(logs).join('\n')).not.toMatch(/abracadabra|swordfish/)
  expect(logs['site.log']).toContain("raise ValueError('it broke')")
}
