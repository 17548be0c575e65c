import { describe, expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { parseConfig, readDirectives, withInclude } from './sshd-config.ts'
import { parseEffective } from './sshd-effect.ts'

const keywords = ['permitrootlogin', 'passwordauthentication']
const debian = '# Head\n\nInclude /etc/ssh/sshd_config.d/*.conf\n\nPermitRootLogin yes\n'

describe('the Include', () => {
  it('is left as the distribution has it', () => {
    expect(withInclude(debian, keywords)).toBe(debian)
    const relative = debian.replace('/etc/ssh/sshd_config.d/*.conf', 'sshd_config.d/*.conf')
    expect(withInclude(relative, keywords)).toBe(relative)
  })

  it('is put above the first word of an old image, below its comments', () => {
    expect(withInclude('# Head\n\nPort 22\nPermitRootLogin yes\n', keywords)).toBe(
      '# Head\n\nInclude /etc/ssh/sshd_config.d/*.conf\n\nPort 22\nPermitRootLogin yes\n',
    )
    expect(withInclude('', keywords)).toBe('Include /etc/ssh/sshd_config.d/*.conf\n\n')
  })

  it('reads ours before a word on the same keyword that stands above the others', () => {
    const above = `PasswordAuthentication yes\n${debian}`
    const mended = withInclude(above, keywords)
    expect(mended).toBe(`Include /etc/ssh/sshd_config.d/00-cabestan.conf\n\n${above}`)
    expect(withInclude(mended, keywords)).toBe(mended)
    expect(withInclude(`Port 2222\n${debian}`, keywords)).toBe(`Port 2222\n${debian}`)
  })

  it('does not count below a Match, nor for other files', () => {
    const conditional = 'Port 22\nMatch User anna\nInclude /etc/ssh/sshd_config.d/*.conf\n'
    expect(withInclude(conditional, keywords)).toMatch(/^Include .*\*\.conf\n\nPort 22\n/)
    const other = 'Include /etc/ssh/others/*.conf\nInclude /etc/ssh/sshd_config.d/.*.conf\n'
    expect(withInclude(other, keywords)).toMatch(/^Include \/etc\/ssh\/sshd_config\.d\/\*\.conf\n/)
  })
})

describe('what sshd reads', () => {
  it('is followed through its files, in order, with the place of each word', async () => {
    const { files } = new MemoryHost()
    files.seed(
      '/etc/ssh/sshd_config',
      `${debian}Match User root\n  PermitRootLogin=yes\nMatch all\nUsePAM yes\n`,
    )
    files.seed('/etc/ssh/sshd_config.d/50-cloud-init.conf', '# by cloud-init\nPasswordAuthentication "yes"\n')
    files.seed('/etc/ssh/sshd_config.d/00-cabestan.conf', 'PasswordAuthentication no\n')
    files.seed('/etc/ssh/sshd_config.d/.hidden.conf', 'PasswordAuthentication no\n')
    const found = (await readDirectives(files)).map(
      ({ path, line, keyword, conditional }) =>
        `${path.replace('/etc/ssh/', '')}:${line} ${keyword}${conditional ? ' sometimes' : ''}`,
    )
    expect(found).toEqual([
      'sshd_config.d/00-cabestan.conf:1 passwordauthentication',
      'sshd_config.d/50-cloud-init.conf:2 passwordauthentication',
      'sshd_config:5 permitrootlogin',
      'sshd_config:6 match sometimes',
      'sshd_config:7 permitrootlogin sometimes',
      'sshd_config:8 match',
      'sshd_config:9 usepam',
    ])
  })

  it('ends where files include each other', async () => {
    const { files } = new MemoryHost()
    files.seed('/etc/ssh/sshd_config', 'Include /etc/ssh/sshd_config\nPort 22\n')
    expect((await readDirectives(files)).length).toBeLessThan(20)
  })

  it('has neither comments nor empty words', () => {
    expect(parseConfig('#Port 22\n\n  \nPort\nPort 2222\n', { path: '/x' })).toEqual([
      { path: '/x', line: 5, keyword: 'port', value: '2222', conditional: false },
    ])
  })
})

it('joins the values of a keyword that sshd -T repeats', () => {
  expect(parseEffective('port 22\nallowusers anna\nallowusers bob\n').get('allowusers')).toBe('anna bob')
})
