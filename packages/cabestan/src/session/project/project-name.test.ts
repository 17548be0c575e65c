import { expect, it } from 'vitest'
import { projectName } from './project-name.ts'

it.each([
  ['/home/anna/disquaire', '', 'disquaire'],
  ['C:\\Users\\anna\\disquaire', 'backend', 'disquaire'],
  ['/home/anna/disquaire', 'backend', 'disquaire'],
  ['/home/anna/disquaire', 'src/server', 'disquaire'],
  ['/home/anna/transcendence', 'srcs/backend', 'transcendence'],
  ['/home/anna/monorepo', 'apps/api', 'monorepo'],
  ['/home/anna/monorepo', 'crepes/backend', 'crepes'],
  ['/home/anna/monorepo', 'apps/crepes', 'crepes'],
  ['/home/anna/disquaire', 'Django Project', 'disquaire'],
  ['/home/anna/disquaire', 'webapp', 'disquaire'],
  ['/home/anna/disquaire', 'my_site', 'disquaire'],
  ['/home/anna/monorepo', 'webcrepes', 'webcrepes'],
])('%s, %s: %s', (top, directory, name) => {
  expect(projectName(top, directory, { isAlone: true })).toBe(name)
})

it.each([
  ['apps/api', 'monorepo-api'],
  ['apps/crepes', 'crepes'],
  ['crepes/backend', 'crepes-backend'],
  ['', 'monorepo'],
])('beside another project, %s: %s', (directory, name) => {
  expect(projectName('/home/anna/monorepo', directory, { isAlone: false })).toBe(name)
})
