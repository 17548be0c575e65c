import { expect, it } from 'vitest'
import { css, type Site } from './site.ts'

/** Files that nginx serves: static ones, pages, and what visitors uploaded. */
export function files({ page, told, as }: Site): void {
  it.each([
    [`/${css}`, 'public, max-age=31536000, immutable'],
    ['/static/app.1a2b3c4d.chunk.js', 'public, max-age=31536000, immutable'],
    ['/static/0a1b2c3d4e/logo.svg', 'public, max-age=31536000, immutable'],
    ['/static/css/site.css', 'public, max-age=60'],
    ['/static/build-20240102.css', 'public, max-age=60'],
    ['/static/.hidden', 'public, max-age=60'],
  ])('has its static file %s kept: %s', async (path, lifetime) => {
    const { status, headers } = await page(path)
    expect({ status, lifetime: headers['cache-control'] }).toEqual({ status: 200, lifetime })
  })

  it('is served compressed where somebody compressed it', async () => {
    const packed = await page(`/${css}`, { headers: { 'accept-encoding': 'gzip' } })
    expect(packed).toMatchObject({ body: 'not gzip, but not the plain file either\n' })
    expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' })
    expect((await page(`/${css}`)).body).toBe('one {}\n')
    expect((await page('/static/none.css')).status).toBe(404)
  })

  it('has a home page and static pages before the application', async () => {
    expect([(await page('/')).body, (await page('/docs/')).body]).toEqual([
      'the home page\n',
      'the documentation\n',
    ])
    expect((await told('/docs/other')).release).toBe('1')
  })

  it('shows what visitors uploaded, and lets nobody else see where', async () => {
    await as(
      'disquaire',
      `sh -c 'mkdir /srv/disquaire/media/covers; echo cover > /srv/disquaire/media/covers/a.txt'`,
    )
    const { body, headers } = await page('/media/covers/a.txt')
    expect({ body, nosniff: headers['x-content-type-options'] }).toEqual({
      body: 'cover\n',
      nosniff: 'nosniff',
    })
    expect((await page('/media/covers/')).status).toBe(403)
  })

  it.each([
    ['page.html', true],
    ['drawing.svg', true],
    ['feed.atom', true],
    ['report.pdf', false],
    ['photo.jpg', false],
  ])('lets %s of a visitor run nothing as the site', async (name, isSandboxed) => {
    await as('disquaire', `sh -c 'echo content > /srv/disquaire/media/${name}'`)
    const { status, headers } = await page(`/media/${name}`)
    expect(status).toBe(200)
    if (isSandboxed) {
      const [first, ...allowed] = String(headers['content-security-policy']).split(' ')
      expect(first).toBe('sandbox')
      expect(allowed).not.toContain('allow-same-origin')
    } else expect(headers['content-security-policy']).toBeUndefined()
  })
}
