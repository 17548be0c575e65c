import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Event, SecurityReport } from '../packages/vigie/src/contract/event.ts'
import type { Project } from '../packages/vigie/src/contract/project.ts'
import { launchBrowser } from './harness/browser.ts'
import { taken } from './harness/vigie/taken.ts'
import { issuesOf, latestOf, projectOf, startVigie, type Vigie } from './harness/vigie/vigie.ts'
import { keyOf } from './harness/vigie/wire.ts'

/** What browsers report of their own accord, in the shapes of all their ages, from the request to its issue. */
let vigie: Vigie
let project: Project
let projects = 0
beforeAll(async () => {
  vigie = await startVigie()
})
afterAll(() => vigie?.server.stop())
beforeEach(async () => {
  projects += 1
  project = await projectOf(vigie, `security-${projects}`)
})

describe('a security report', () => {
  const page = 'https://shop.example/basket'
  const certificate =
    '-----BEGIN CERTIFICATE-----\nMIIEBDCCAuygAwIBAgIDAjppMA0GCSqGSIb3DQEBBQUAMEIxCzAJ\n-----END CERTIFICATE-----'
  const old = (blocked: string, directive: string) => ({
    'csp-report': {
      ...{ 'document-uri': page, referrer: '', 'violated-directive': directive },
      ...{ 'effective-directive': directive, 'original-policy': "default-src 'self'; report-uri /r" },
      ...{ disposition: 'enforce', 'blocked-uri': blocked, 'status-code': 200, 'script-sample': '' },
    },
  })
  const modern = (blockedURL: string, effectiveDirective: string) => ({
    ...{ age: 12, type: 'csp-violation', url: page, user_agent: 'Mozilla/5.0 Chrome/131.0.0.0' },
    body: {
      ...{ blockedURL, columnNumber: 7, disposition: 'enforce', documentURL: page, effectiveDirective },
      ...{ lineNumber: 31, originalPolicy: "default-src 'self'; report-to main", referrer: '', sample: '' },
      ...{ sourceFile: page, statusCode: 200 },
    },
  })
  const pins = {
    ...{ 'date-time': '2026-11-28T05:00:00Z', hostname: 'shop.example', port: 443 },
    ...{ 'effective-expiration-date': '2027-01-01T00:00:00Z', 'include-subdomains': false },
    ...{ 'noted-hostname': 'shop.example', 'served-certificate-chain': [certificate] },
    ...{
      'validated-certificate-chain': [certificate],
      'known-pins': ['pin-sha256="dUezRu9zOECb901Md727xWltNsj0e6qzGk"'],
    },
  }
  const transparency = {
    'expect-ct-report': {
      ...{ 'date-time': '2026-11-28T05:00:00Z', hostname: 'pay.shop.example', port: 443, scheme: 'https' },
      ...{ 'effective-expiration-date': '2027-01-01T00:00:00Z', 'served-certificate-chain': [certificate] },
      ...{ 'validated-certificate-chain': [certificate], scts: [] },
    },
  }
  const network = {
    ...{ age: 0, type: 'network-error', url: 'https://shop.example/cover.jpg', user_agent: 'Mozilla/5.0' },
    body: {
      ...{ elapsed_time: 18, method: 'GET', phase: 'connection', protocol: 'http/1.1', referrer: page },
      ...{ sampling_fraction: 1, server_ip: '192.0.2.7', status_code: 0, type: 'tcp.reset' },
    },
  }
  const address = (kind = 'security') =>
    `/api/${project.id}/${kind}/?sentry_key=${keyOf(project)}&sentry_release=1.4.2&sentry_environment=production`
  const report = (body: unknown, type: string, kind?: string) =>
    taken(vigie.server, {
      ...{ path: address(kind), body: JSON.stringify(body) },
      headers: { 'content-type': type },
    })

  async function seen(title: string, issues: number): Promise<Event> {
    const found = await issuesOf(vigie, project, issues)
    const issue =
      found.find((each) => each.title === title) ?? expect.fail(found.map((each) => each.title).join())
    return (await latestOf(vigie, issue)).event
  }

  it.each([
    [
      'CSP, as report-uri sends it',
      old('https://evil.example/x.js', 'script-src-elem'),
      'application/csp-report',
      'Blocked script-src-elem from evil.example',
      'csp',
      ['blocked_uri', 'https://evil.example/x.js'],
    ],
    [
      'CSP, as report-to sends it',
      [modern('inline', 'style-src-attr')],
      'application/reports+json',
      'Blocked style-src-attr from inline',
      'csp',
      ['line_number', 31],
    ],
    [
      'HPKP',
      pins,
      'application/json',
      'Public key pinning validation failed for shop.example',
      'hpkp',
      ['known_pins', pins['known-pins']],
    ],
    [
      'Expect-CT',
      transparency,
      'application/expect-ct-report+json',
      'Expect-CT failed for pay.shop.example',
      'expect-ct',
      ['port', 443],
    ],
    [
      'a network error',
      [network],
      'application/reports+json',
      'Network error tcp.reset for shop.example',
      'nel',
      ['phase', 'connection'],
    ],
  ] as const)(
    'of %s is an issue whose event shows all of it',
    async (_what, body, type, title, kind, field) => {
      const { id } = await report(body, type)
      const event = await seen(title, 1)
      expect(event).toMatchObject({ id, release: '1.4.2', environment: 'production' })
      const shown: SecurityReport = event.security ?? expect.fail('no report')
      expect(shown.kind).toBe(kind)
      const [name, value] = field
      expect(shown.fields.find((each) => each.name === name)?.value).toEqual(value)
    },
  )

  it('is the same issue in the old and the new form, and another for what else was blocked', async () => {
    await report(old('https://evil.example/x.js', 'img-src'), 'application/csp-report', 'csp-report')
    await report([modern('https://evil.example/other.png', 'img-src')], 'application/reports+json')
    await report(old('https://other.example/', 'img-src'), 'application/csp-report')
    const issues = await issuesOf(vigie, project, 2)
    const counts = issues.map(({ title, events }) => [title, events]).sort()
    expect(counts).toEqual([
      ['Blocked img-src from evil.example', 2],
      ['Blocked img-src from other.example', 1],
    ])
  })

  it('that a real browser sends of its own accord is an issue for each thing that the page may not do', async () => {
    const page =
      '<!doctype html><p style="color:red">Shop</p><script>1</script><img src="https://evil.example/a">'
    const site = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html')
      const policy = `default-src 'self'; report-uri ${vigie.server.url}${address()}`
      response.setHeader('content-security-policy', policy).end(page)
    }).listen(0, '127.0.0.1')
    await once(site, 'listening')
    const browser = await launchBrowser()
    try {
      const tab = await browser.newPage()
      await tab.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/basket`)
      const issues = await issuesOf(vigie, project, 3)
      expect(issues.map(({ title }) => title).sort()).toEqual([
        'Blocked img-src from evil.example',
        'Blocked script-src-elem from inline',
        'Blocked style-src-attr from inline',
      ])
    } finally {
      await browser.close()
      site.close()
    }
  })

  it('that comes with others in one list, as browsers gather them, is none of it lost', async () => {
    const list = [modern('inline', 'script-src-elem'), modern('https://evil.example/a', 'img-src'), network]
    await report(list, 'application/reports+json')
    const issues = await issuesOf(vigie, project, 3)
    expect(issues.map(({ title }) => title).sort()).toEqual([
      'Blocked img-src from evil.example',
      'Blocked script-src-elem from inline',
      'Network error tcp.reset for shop.example',
    ])
  })
})
