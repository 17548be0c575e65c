import { account } from './en/account.ts'
import { event } from './en/event.ts'
import { issues } from './en/issues.ts'
import { projects } from './en/projects.ts'
import { settings } from './en/settings.ts'
import { shell } from './en/shell.ts'

/** Every text of the pages. If French lacked one of them, `fr.ts` would not compile. */
export const en = { ...shell, ...issues, ...event, ...projects, ...settings, ...account }

export type PageWords = typeof en
