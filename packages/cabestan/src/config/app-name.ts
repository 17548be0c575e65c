import { AppName } from '@cabestan/protocol/names'
import { isReservedForApplications } from './reserved.ts'

/** A name that the server accepts, as close to the project's as possible. */
export function appName(project: string): string {
  const plain = project
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    // Letters that stand for two, and that Unicode does not decompose.
    .replace(/[œæ]/g, (letter) => (letter === 'œ' ? 'oe' : 'ae'))
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    // Cut at whole words, with room for the name of an environment behind them.
    .replace(/^(.{1,20})(-.*)?$/, '$1')
    .slice(0, 20)
  const names = [plain, `${plain}-site`].filter((name) => AppName.safeParse(name).success)
  return names.find((name) => !isReservedForApplications(name)) ?? 'site'
}
