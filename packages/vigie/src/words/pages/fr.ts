import type { PageWords } from './en.ts'
import { account } from './fr/account.ts'
import { event } from './fr/event.ts'
import { issues } from './fr/issues.ts'
import { projects } from './fr/projects.ts'
import { settings } from './fr/settings.ts'
import { shell } from './fr/shell.ts'

export const fr: PageWords = { ...shell, ...issues, ...event, ...projects, ...settings, ...account }
