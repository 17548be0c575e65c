import { CabestanError } from '@cabestan/protocol/failures'
import type { Configuration, ProcessChoice } from '../config/configuration.ts'
import type { Problem } from '../config/problems.ts'
import { commandOver } from '../project/overlay/command-over.ts'
import { chosenPrograms } from '../project/processes/chosen-programs.ts'
import type { Reading } from '../project/reading.ts'
import type { OverlayView } from '../render/settings/view.ts'
import { dataDirectory } from './application-paths.ts'
import { isBeat, isCeleryWorker, withCelerysPlaces } from './celery-options.ts'

/** A long-running command beside the web process, as it will run. */
export interface ReleaseProgram {
  readonly name: string
  readonly argv: readonly string[]
  readonly count: number
  readonly stopSeconds: number
  readonly stopSignal: 'TERM' | 'INT'
  readonly isCeleryWorker: boolean
  readonly isBeat: boolean
}

export interface ProgramsQuestion {
  readonly reading: Pick<Reading, 'processes'>
  readonly configuration: Pick<Configuration, 'project' | 'name' | 'file'>
  readonly overlay: OverlayView
  /** The numbers that `scale` was told on the server. */
  readonly scale: Readonly<Record<string, number>>
}

/** What was found in the project, with what the owner knows better. */
export function releasePrograms(question: ProgramsQuestion): ReleaseProgram[] {
  const { reading, configuration } = question
  return chosenPrograms(reading.processes, configuration.project).map(({ name, found, choice }) => {
    const command = choice?.command ?? found?.argv ?? missing(name, configuration.file)
    return programOf(name, { command, choice }, question)
  })
}

function missing(name: string, file: string): never {
  const problem: Problem = 'required'
  throw new CabestanError('config.invalid', { file, key: `processes.${name}.command`, problem })
}

interface Chosen {
  readonly command: readonly string[]
  readonly choice: ProcessChoice | null
}

function programOf(
  name: string,
  { command, choice }: Chosen,
  { overlay, scale, configuration }: ProgramsQuestion,
): ReleaseProgram {
  const over = commandOver(command, overlay)
  const told = Object.hasOwn(scale, name) ? scale[name] : undefined
  return {
    name,
    argv: withCelerysPlaces(over, dataDirectory(configuration.name)),
    // Two of them would do everything twice.
    count: isBeat(over) ? Math.min(1, told ?? choice?.count ?? 1) : (told ?? choice?.count ?? 1),
    stopSeconds: choice?.stopSeconds ?? (isCeleryWorker(over) ? tenMinutes : halfAMinute),
    stopSignal: isHuey(over) ? 'INT' : 'TERM',
    isCeleryWorker: isCeleryWorker(over),
    isBeat: isBeat(over),
  }
}

const tenMinutes = 600
const halfAMinute = 30

/** At TERM it would drop what it is doing. */
function isHuey(argv: readonly string[]): boolean {
  return argv.some((word) => /^run_huey$|(?:^|\/)huey_consumer(?:\.py)?$/.test(word))
}
