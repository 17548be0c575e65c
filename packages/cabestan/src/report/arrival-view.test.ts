import { describe, expect, it } from 'vitest'
import { firstStepLines, proofLines } from './arrival-view.ts'
import { voice } from './release-view.fixture.ts'

describe('what the public address answers', () => {
  const domain = 'shop.example'

  const proof = {
    domain,
    url: 'http://shop.example/',
    address: '203.0.113.10',
    status: 503,
    front: null,
    problem: null,
    astray: [],
  }

  const told = { isFirst: true }

  it('is no fault of the site where the maintenance page is on', () => {
    const [line] = proofLines(proof, { ...told, isShut: true }, voice)
    expect(line).toBe(
      '! http://shop.example/ shows the maintenance page: `cabestan maintenance off` ends that.',
    )
  })

  it('ends with what to type next, each on a line of its own and with nothing behind it', () => {
    const lines = proofLines({ ...proof, status: 200 }, { isFirst: false, isShut: false }, voice)
    expect(lines.slice(1)).toEqual([
      'What it says: `cabestan logs -f`',
      'Back to the one before: `cabestan rollback`',
    ])
  })

  it('is told of a site whose name leads nowhere yet as well', () => {
    const astray = [{ domain, problem: 'dns-missing' as const, found: [] }]
    const unnamed = { ...proof, astray }
    const [, , shut] = proofLines(unnamed, { ...told, isShut: true }, voice)
    expect(shut).toMatch(/^! .* shows the maintenance page: `cabestan maintenance off` ends that\.$/)
    const [, , unwell] = proofLines({ ...unnamed, status: 500 }, { ...told, isShut: false }, voice)
    expect(unwell).toMatch(/^! .* answers 500; .* does not work yet\.$/)
    const well = proofLines({ ...unnamed, status: 200 }, { ...told, isShut: false }, voice)
    expect(well.join('\n')).not.toContain('answers 200')
  })

  it('names each domain that leads elsewhere, below what the one that was asked answers', () => {
    const astray = [
      { domain: 'www.shop.example', problem: 'dns-missing', found: [] },
      { domain: 'shop.fr', problem: 'dns-elsewhere', found: ['198.51.100.7'] },
    ] as const
    const lines = proofLines({ ...proof, status: 200, astray }, { ...told, isShut: false }, voice)
    expect(lines.slice(0, 3)).toEqual([
      '✓ http://shop.example/ answers 200',
      '! www.shop.example is not known to DNS yet. Have it lead to 203.0.113.10.',
      '! shop.fr leads to 198.51.100.7, and not to 203.0.113.10, where the site is. Change its DNS record.',
    ])
    expect(lines.join('\n')).not.toContain('curl')
  })

  it('tells how to ask it by its address where its own name leads elsewhere', () => {
    const astray = [{ domain: 'shop.example', problem: 'dns-missing', found: [] }] as const
    const lines = proofLines({ ...proof, status: 200, astray }, { ...told, isShut: false }, voice)
    expect(lines[0]).toMatch(/^! shop\.example is not known/)
    expect(lines[1]).toContain('`curl -H "Host: shop.example" http://203.0.113.10/`')
    expect(lines.slice(2).join(' ')).toContain('the line `203.0.113.10 shop.example` in the hosts file')
  })

  it.each([
    [500, true, '! http://shop.example/ answers 500: visitors of the front page see an error'],
    [500, false, '! http://shop.example/ answers 500: visitors of the front page see an error'],
    [404, true, 'http://shop.example/ answers 404: the project has no page there. One that works: http'],
    [404, false, null],
    [302, true, null],
  ])('is also what the front page answers, %i, where another proved the site', (front, isFirst, said) => {
    const other = { ...proof, url: 'http://shop.example/login/', status: 200, front }
    const lines = proofLines(other, { isFirst, isShut: false }, voice)
    const found = lines.find((line) => line.includes('http://shop.example/ ')) ?? null
    expect(found?.slice(0, said?.length) ?? null).toBe(said)
  })

  it('is one where it is not', () => {
    const [line] = proofLines(proof, { ...told, isShut: false }, voice)
    expect(line).toMatch(/^! .* answers 503; .* does not work yet\.$/)
  })
})

describe('what is left to do when the first release is live', () => {
  const first = { superuser: true, fixtures: [] }

  it('is an administrator to make, where nobody is there yet', () => {
    expect(firstStepLines({ ...first, seed: null }, voice).join(' ')).toBe(
      'Make yourself an administrator: `cabestan run -- manage.py createsuperuser`',
    )
  })

  it('is the passwords to change, where the database came out of git', () => {
    const lines = firstStepLines({ ...first, seed: 'src/db.sqlite3' }, voice).join(' ')
    expect(lines).toContain('begins with the accounts of src/db.sqlite3')
    expect(lines).toContain('`cabestan run -- manage.py changepassword NAME`')
  })
})
