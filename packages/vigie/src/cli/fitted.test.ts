import { expect, it } from 'vitest'
import { en } from '../words/cli/en.ts'
import { fr } from '../words/cli/fr.ts'
import { fitted } from './fitted.ts'

it('goes on below where it began', () => {
  expect(fitted('  vigie backup FILE   a copy of all the data', 36).split('\n')).toEqual([
    '  vigie backup FILE   a copy of all',
    '                      the data',
  ])
})

it.each([en, fr])('leaves no line of the help for the terminal to break', ({ help }) => {
  expect(fitted(help)).toBe(help)
  const lines = fitted(help, 80).split('\n')
  expect(lines.filter((line) => line.length > 80)).toEqual([])
  expect(lines.join(' ').replace(/ +/g, ' ')).toBe(help.replaceAll('\n', ' ').replace(/ +/g, ' '))
})
