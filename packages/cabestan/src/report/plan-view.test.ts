import type { ChangeItem } from '@cabestan/protocol/changes'
import { isSettled, type Plan, type PlannedChange } from '@cabestan/protocol/plans'
import { type StepKindName, stepId } from '@cabestan/protocol/steps'
import { describe, expect, it } from 'vitest'
import { planLines } from './plan-view.ts'
import { paintFor } from './screen.ts'
import { exampleStep } from './steps.fixture.ts'
import { voiceIn } from './voice.ts'

const voice = voiceIn('en')
const whole = { whole: true, why: false }

describe('a plan', () => {
  it('shows each part once, files as diffs and the rest as lists', () => {
    const plan = planWith([
      change('package', [{ type: 'list', what: 'packages', subject: '', add: ['nginx'], remove: [] }]),
      change('user', [{ type: 'action', action: 'create', subject: 'deploy' }]),
      change('file', [
        { type: 'text', path: '/etc/nginx/sites-available/catch-all', before: 'a\nb\n', after: 'a\nc' },
        {
          type: 'value',
          subject: '/etc/nginx/sites-available/catch-all',
          name: 'mode',
          before: '0600',
          after: '0644',
        },
      ]),
    ])
    expect(planLines(plan, voice, whole).join('\n')).toBe(
      [
        'nginx',
        '  + Packages nginx, ufw',
        '      + package nginx',
        '  ~ File /etc/nginx/sites-available/catch-all',
        '      @@ -1,2 +1,2 @@',
        '       a',
        '      -b',
        '      +c',
        '      \\ no line end at the end of the file',
        '      mode: 0600 → 0644',
        '',
        'Access',
        '  + User deploy',
        '',
        '2 to create, 1 to change, 0 to remove, 7 right already',
      ].join('\n'),
    )
  })

  it('names each key that gets in although the list has it no more, also where nothing changes', () => {
    const owners = ['crepes', 'vinyle'].map((app) => ({ app, environment: 'production' }))
    const plan = { ...planWith([]), keptKeys: [{ key: 'ssh-ed25519 …7Pu anna@laptop', by: owners }] }
    const lines = planLines(plan, voice, whole).join(' ').replaceAll(/\s+/g, ' ')
    expect(lines).toContain(
      'The key ssh-ed25519 …7Pu anna@laptop is not on your list and still gets in, for crepes (production), vinyle (production)',
    )
  })

  it('measures in the units of the language', () => {
    const path = '/swapfile'
    const items: ChangeItem[] = [
      { type: 'value', subject: path, name: 'size', before: '512 MB', after: '1024 MB' },
    ]
    const lines = (language: 'en' | 'fr') =>
      planLines(planWith([change('swap', items)]), voiceIn(language), whole).join('\n')
    expect(lines('en')).toContain('size: 512 MB → 1024 MB')
    expect(lines('fr')).toContain('512 Mo → 1024 Mo')
  })

  it('marks what was changed by hand, and gives reasons when asked', () => {
    const firewall = change('firewall', [
      { type: 'list', what: 'rules', subject: 'server', add: ['22/tcp'], remove: [] },
    ])
    const lines = planLines(planWith([{ ...firewall, drift: true }]), voice, { whole: true, why: true })
    expect(lines).toContain('  ~ Firewall (changed by hand)')
    expect(lines.join('\n')).toContain('      Only ssh and the web are meant for the world.')
    expect(lines.at(-1)).toBe('1 of them was changed by hand since the last run.')
  })

  it('creates no database by starting the server that holds it, and says so in short as well', () => {
    const start = { type: 'action', action: 'start', subject: 'postgresql@15-main.service' } as const
    const lines = planLines(planWith([change('postgres-database', [start])]), voice, {
      ...whole,
      whole: false,
    })
    expect(lines.slice(1, 3)).toEqual(['  ~ Database disquaire', '      start postgresql@15-main.service'])
  })

  it('counts, in short, instead of showing', () => {
    const items: ChangeItem[] = [{ type: 'text', path: '/etc/x', before: 'a\n', after: 'b\nc\n' }]
    const lines = planLines(planWith([change('file', items)]), voice, { whole: false, why: false })
    expect(lines).toContain('      /etc/x +2 −1 lines')
  })

  it('says whether a service runs and starts with the server, in the words of the language', () => {
    const items: ChangeItem[] = [
      { type: 'value', subject: 'nginx.service', name: 'enabled', before: 'disabled', after: 'enabled' },
      { type: 'value', subject: 'nginx.service', name: 'running', before: 'inactive', after: 'active' },
    ]
    const lines = (language: 'en' | 'fr') =>
      planLines(planWith([change('service', items)]), voiceIn(language), { whole: true, why: false })
    expect(lines('en').slice(2, 4)).toEqual(['      starts at boot: no → yes', '      runs: no → yes'])
    expect(lines('fr').slice(2, 4)).toEqual([
      '      démarre avec le serveur\u00a0: non → oui',
      '      tourne\u00a0: non → oui',
    ])
  })

  it('leaves out, in short, the details of what is new', () => {
    const items: ChangeItem[] = [
      { type: 'value', subject: 'nginx.service', name: 'enabled', before: null, after: 'enabled' },
      { type: 'value', subject: 'nginx.service', name: 'running', before: 'inactive', after: 'active' },
    ]
    const lines = planLines(planWith([change('service', items)]), voice, { whole: false, why: false })
    expect(lines.slice(0, 3)).toEqual(['nginx', '  + Service nginx.service', ''])
  })

  it('names what is no longer described, and what an interrupted run left', () => {
    const step = exampleStep('logrotate')
    const plan = {
      ...planWith([]),
      removals: [{ id: stepId(step), step }],
      unsettled: ['nginx' as const],
      guarded: true,
    }
    const lines = planLines(plan, voice, whole)
    expect(lines).toContain('  - Log rotation disquaire')
    expect(lines).toContain('  ~ nginx still has to read its new configuration')
    expect(lines.at(-1)).toBe('0 to create, 0 to change, 1 to remove, 10 right already')
    expect(isSettled(plan)).toBe(false)
  })

  it('says in one line that nothing would change', () => {
    expect(planLines(planWith([]), voice, whole)).toEqual(['Nothing to change: the server is as described.'])
    expect(planLines({ ...planWith([]), recorded: false }, voiceIn('fr'), whole)).toEqual([
      'Le serveur est conforme ; seul ce que Cabestan en a noté n’est pas à jour.'.replace(' ;', '\u00a0;'),
    ])
  })

  it('lets no file of the server write to the terminal', () => {
    const items: ChangeItem[] = [{ type: 'text', path: '/etc/x', before: '\u001b[2Jboo\n', after: null }]
    expect(planLines(planWith([change('file', items)]), voice, whole).join('\n')).not.toContain('\u001b')
  })

  it('is coloured where colours are', () => {
    const plan = planWith([change('user', [{ type: 'action', action: 'create', subject: 'deploy' }])])
    expect(planLines(plan, voiceIn('en', paintFor(true)), whole)[1]).toBe(
      '  \u001b[32m+\u001b[39m User deploy',
    )
  })
})

function change(kind: StepKindName, items: ChangeItem[]): PlannedChange {
  const step = exampleStep(kind)
  return { id: stepId(step), step, change: { items }, drift: false }
}

function planWith(changes: PlannedChange[]): Plan {
  return {
    changes,
    removals: [],
    unsettled: [],
    guarded: false,
    recorded: true,
    checked: 10,
    milliseconds: 1,
  }
}
