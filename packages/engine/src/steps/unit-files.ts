import { CabestanError } from '@cabestan/protocol/failures'
import type { Host } from '../host/host.ts'
import { endOf, run } from '../host/run.ts'
import { type Candidate, candidates, withCandidate } from './candidate.ts'

/** The directory for an administrator's units and drop-ins; the distribution's are elsewhere and stay untouched. */
export const unitDirectory = '/etc/systemd/system'

export async function reloadSystemd(host: Host): Promise<void> {
  await run(host, ['systemctl', 'daemon-reload'])
}

/**
 * systemd runs a unit without the lines that it does not understand. Only what it says about the file itself
 * counts: a program that is not there yet is a later step's business.
 */
export async function judgeUnitFile(host: Host, unit: string, candidate: Candidate): Promise<void> {
  await withCandidate(host, candidate, async (path) => {
    // This directory is searched first; the colon at the end stands for the default directories.
    const environment = { SYSTEMD_UNIT_PATH: `${candidates}:`, SYSTEMD_COLORS: '0' }
    const argv = ['systemd-analyze', 'verify', '--man=no', unit] as const
    const { code, stdout, stderr } = await host.exec(argv, { environment })
    const objections = objectionsTo(path, unit, `${stdout}${stderr}`)
    if (objections === '') return
    const detail = { argv: [...argv], exitCode: code, tail: endOf(objections) }
    throw new CabestanError('service.invalid', { service: 'systemd' }, { detail })
  })
}

export function objectionsTo(path: string, unit: string, output: string): string {
  const aboutFile = (line: string) => line.includes(`${path}:`)
  const refused = (line: string) =>
    line.includes(unit) && (line.includes('Refusing') || line.includes('bad unit file setting'))
  return output
    .split('\n')
    .filter((line) => aboutFile(line) || refused(line))
    .map((line) => line.replaceAll(`${candidates}/`, ''))
    .join('\n')
}

/** A template has no state of its own, because only its instances run. */
export function isTemplate(unit: string): boolean {
  return unit.includes('@.')
}
