import { stepId } from '@cabestan/protocol/steps'
import { describe, expect, it } from 'vitest'
import { byHand } from './by-hand/by-hand.ts'
import { explanation, explanations } from './explanation.ts'
import { exampleStep, exampleSteps } from './steps.fixture.ts'
import { asTyped } from './text/shell-words.ts'
import { voiceIn } from './voice.ts'

const english = voiceIn('en')

describe.each(['en', 'fr'] as const)('in %s', (language) => {
  it.each(exampleSteps.map((step) => [step.kind, step] as const))(
    '%s says why, by hand, instead, undone',
    (_, step) => {
      const voice = voiceIn(language)
      const text = explanation(step, voice).join('\n')
      const { plan } = voice.words
      for (const label of [plan.why, plan.hand, plan.instead, plan.undone])
        expect(text).toContain(`\n  ${label}`)
      expect(text).toContain('$ sudo')
      expect(text).not.toMatch(/\{[a-zA-Z]+\}/)
    },
  )
})

it('asks for nothing by hand where nothing is set', () => {
  const none = { ...exampleStep('postgres-server'), settings: {} }
  const text = explanation(none, english).join('\n')
  expect(text).not.toMatch(/By hand|sudoedit/)
})

describe('by hand', () => {
  const typed = (kind: Parameters<typeof exampleStep>[0]) =>
    byHand(exampleStep(kind)).map((move) => (move.type === 'edit' ? `edit ${move.path}` : asTyped(move.argv)))

  it('is what the guides say', () => {
    expect(typed('package')).toEqual([
      'sudo apt-get update',
      'sudo apt-get install --no-install-recommends nginx ufw',
    ])
    expect(typed('user')).toEqual([
      "sudo adduser --disabled-password --gecos '' --shell /bin/bash deploy",
      'sudo gpasswd --add deploy adm',
    ])
    expect(typed('postgres-role')).toEqual([
      `sudo -u postgres psql -c 'CREATE USER "disquaire";'`,
      `sudo -u postgres psql -c 'ALTER ROLE "disquaire" SET client_encoding TO '\\''utf8'\\'';'`,
    ])
    expect(typed('supervisor-program')).toEqual([
      'edit /etc/supervisor/conf.d/disquaire.conf',
      'sudo supervisorctl reread',
      'sudo supervisorctl update',
      'sudo supervisorctl status',
    ])
  })

  it('shows no secret, only that there is one', () => {
    const text = explanation(exampleStep('environment-file'), english).join('\n')
    expect(text).toContain('SECRET_KEY=[secret]')
    expect(text).toContain('ENV=PRODUCTION')
  })
})

describe('all steps', () => {
  it('stand with their part, their name to type and their reason', () => {
    const lines = explanations(exampleSteps, english)
    expect(lines).toContain('Firewall')
    expect(lines.join('\n')).toContain('  Firewall (firewall:server)\n      Only ssh and the web')
    expect(lines.filter((line) => line.startsWith('  ') && !line.startsWith('   '))).toHaveLength(
      exampleSteps.length,
    )
    // Steps with the same reason tell it once.
    const reasons = lines.join('\n').split('The application runs as a user of its own')
    expect(reasons.length).toBeLessThan(3)
    expect(new Set(exampleSteps.map(stepId)).size).toBe(exampleSteps.length)
  })
})
