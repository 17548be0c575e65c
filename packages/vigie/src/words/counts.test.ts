import { describe, expect, it } from 'vitest'
import { en } from './pages/en.ts'
import { fr } from './pages/fr.ts'

describe('what is counted', () => {
  it.each([
    [en, ['event', 'user'], ['events', 'users']],
    [fr, ['événement', 'utilisateur'], ['événements', 'utilisateurs']],
  ] as const)('has its singular and its plural', (words, one, several) => {
    expect([words.issues.events(1), words.issues.users(1)]).toEqual(one)
    expect([words.issues.events(2), words.issues.users(2)]).toEqual(several)
  })

  it('agrees with its verb', () => {
    expect([en.issue.forgotten(1), en.event.modulesCount(1)]).toEqual([
      'The details of 1 event went for the disk budget; it still counts.',
      '1 package installed',
    ])
  })

  it('so has what was not kept', () => {
    expect([1, 2].map(en.status.categories.profile)).toEqual(['profile', 'profiles'])
    expect([1, 2].map(fr.status.categories.unknown)).toEqual([
      'enregistrement de nature inconnue',
      'enregistrements de nature inconnue',
    ])
  })

  it('so has the wait after wrong passwords', () => {
    expect(en.failures.lockedFor(1)).toContain(' 1 second.')
    expect(fr.failures.lockedFor(1)).toContain('1 seconde.')
    expect(fr.failures.lockedFor(2)).toContain('2 secondes.')
  })
})
