import { expect, it } from 'vitest'
import { appName } from './app-name.ts'

it.each([
  ['mon été', 'mon-ete'],
  ['Œuvre', 'oeuvre'],
  ['Les Lettres_Persanes', 'les-lettres-persanes'],
  ['3 petits tours', 'petits-tours'],
  ['nginx', 'nginx-site'],
  ['商店', 'site'],
])('“%s” is called %s on the server', (project, name) => expect(appName(project)).toBe(name))
