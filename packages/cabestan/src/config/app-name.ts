import { AppName } from '@cabestan/protocol/names'
import { isReservedForApplications } from './reserved.ts'

/** A name that the server can take, as near to the project's as possible. */
export function appName(project: string): string {
  const plain = project
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    // Letters that are two, and that Unicode does not take apart.
    .replace(/[œæ]/g, (letter) => (letter === 'œ' ? 'oe' : 'ae'))
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    // Whole words, and room for the name of an environment behind them.
    .replace(/^(.{1,20})(-.*)?$/, '$1')
    .slice(0, 20)
  const names = [plain, `${plain}-site`].filter((name) => AppName.safeParse(name).success)
  return names.find((name) => !isReservedForApplications(name)) ?? 'site'
}
