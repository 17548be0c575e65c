import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { output } from '../../../packages/cabestan/src/sandbox/exec.ts'
import { bundle } from '../command-line.ts'
import { type Lender, lend } from './lender.ts'
import { windowsPrograms } from './programs.ts'

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A computer with Windows, as far as Wine is one: Windows' own Node runs the command line there. */
export interface WindowsLaptop {
  /** As this computer sees it: `…/drive_c/users/Élodie Dupont`. */
  readonly home: string
  /** What ssh would start for its questions, as Windows sees it. */
  readonly main: string
  /** Where its programs lie, for this computer. */
  readonly programs: string
  /** What this computer's programs were started for. */
  readonly lender: Lender
  /** In a directory of the person's own; the words as Windows has them. */
  run(directory: string, program: string, words?: readonly string[], options?: RunOptions): Promise<Ended>
  cabestan(directory: string, words: readonly string[], options?: RunOptions): Promise<Ended>
  leave(): Promise<void>
}

interface RunOptions {
  readonly environment?: Readonly<Record<string, string>>
}

const person = 'Élodie Dupont'

/** `sshConfiguration`: what this computer's ssh has for its own there. */
export async function windowsLaptop(sshConfiguration: string): Promise<WindowsLaptop> {
  const programs = await windowsPrograms()
  const directory = await mkdtemp(join(tmpdir(), 'cabestan-windows-'))
  const wine = { WINEPREFIX: join(directory, 'wine'), WINEDEBUG: '-all', DISPLAY: '' }
  await output(['wine', 'wineboot', '--init'], { environment: wine })
  await output(['wine', 'winecfg', '-v', 'win10'], { environment: wine })
  const home = join(wine.WINEPREFIX, 'drive_c/users', person)
  await mkdir(join(home, 'AppData/Local/Temp'), { recursive: true })
  const config = join(directory, 'ssh_config')
  await writeFile(config, sshConfiguration)
  const lender = await lend({ directory, wine, programs: { ssh: ['ssh', '-F', config] } })
  // As `npm install --global` lays it.
  const installed = join(home, 'AppData/Roaming/npm/node_modules/cabestan/dist')
  await cp(dirname(bundle), installed, { recursive: true })
  const launcher = join(directory, 'launcher.cjs')
  await writeFile(launcher, launcherText)
  // Nothing of this computer's: Windows has no HOME.
  const inherited = { PATH: process.env['PATH'], ...wine, ...environmentOf(programs, lender) }
  const run: WindowsLaptop['run'] = (place, program, words = [], { environment } = {}) =>
    withFiles(directory, (out, err) =>
      spawn('wine', ['node', windowsPath(launcher), program, ...words], {
        cwd: place,
        env: { ...inherited, ...environment },
        stdio: ['ignore', out, err],
      }),
    )
  const dist = `C:\\users\\${person}\\AppData\\Roaming\\npm\\node_modules\\cabestan\\dist`
  return {
    home,
    main: `${dist}\\main.mjs`,
    programs,
    lender,
    run,
    cabestan: (place, words, options) => run(place, 'node', [`${dist}\\cabestan.mjs`, ...words], options),
    async leave() {
      await output(['wineserver', '--kill'], { environment: wine }).catch(() => {})
      await lender.close()
      await rm(directory, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** Wine takes the name of this computer's user for the person's, whatever it is told. */
const launcherText = `const { spawnSync } = require('node:child_process')
const home = 'C:\\\\users\\\\${person}'
const local = home + '\\\\AppData\\\\Local'
Object.assign(process.env, {
  USERPROFILE: home,
  HOMEPATH: home.slice(2),
  LOCALAPPDATA: local,
  APPDATA: home + '\\\\AppData\\\\Roaming',
  TEMP: local + '\\\\Temp',
  TMP: local + '\\\\Temp',
})
const [program, ...words] = process.argv.slice(2)
process.exitCode = spawnSync(program, words, { stdio: 'inherit' }).status ?? 255
`

function environmentOf(programs: string, lender: Lender): Record<string, string> {
  const authorities = process.env['NODE_EXTRA_CA_CERTS']
  return {
    // In which Wine reads the words that it is given.
    LC_ALL: 'C.UTF-8',
    WINEPATH: windowsPath(programs),
    CABESTAN_LANG: 'en',
    NO_COLOR: '1',
    CABESTAN_TEST_LENDER: String(lender.port),
    ...(authorities ? { NODE_EXTRA_CA_CERTS: windowsPath(authorities) } : {}),
  }
}

/** This computer's disk is there too. */
function windowsPath(path: string): string {
  return `Z:${path.replaceAll('/', '\\')}`
}

/** A pipe of this computer is none of Windows', and Node there refuses it. */
async function withFiles(
  directory: string,
  start: (out: number, err: number) => ChildProcess,
): Promise<Ended> {
  const place = await mkdtemp(join(directory, 'said-'))
  const files = [join(place, 'out'), join(place, 'err')] as const
  const [out, err] = await Promise.all(files.map((file) => open(file, 'w')))
  if (!out || !err) throw new Error('no file for what is said')
  const [code] = await once(start(out.fd, err.fd), 'close')
  await Promise.all([out.close(), err.close()])
  const [stdout, stderr] = await Promise.all(files.map((file) => readFile(file, 'utf8')))
  await rm(place, { recursive: true })
  return { code, stdout: stdout ?? '', stderr: stderr ?? '' }
}
