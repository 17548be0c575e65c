import { argument, type Call, type Library, visibleItems } from '../expressions/given.ts'
import { fail } from '../machine/fail.ts'
import { note } from '../machine/machine.ts'
import { callsIn, nameOf } from '../parse/nodes.ts'
import { raiseNamed } from '../statements/raise.ts'
import { written } from '../things/formatting.ts'
import type { Kind } from '../things/kinds.ts'
import { list, native, none, number, object, type Thing, text, unknown } from '../things/thing.ts'
import type { Effect } from '../values.ts'

/** Functions that depend on the machine that they run on, or change something there. */
export const outsideWorld: Library = {
  ...effects('runs', [
    'os.system',
    'os.popen',
    'subprocess.call',
    'subprocess.run',
    'subprocess.Popen',
    'subprocess.check_call',
    'subprocess.check_output',
    'subprocess.getoutput',
    'subprocess.getstatusoutput',
    'commands.getoutput',
    'git.Repo',
  ]),
  ...effects('network', [
    'socket.gethostbyname',
    'socket.gethostbyname_ex',
    'socket.getaddrinfo',
    'socket.getfqdn',
    'socket.create_connection',
    'requests.get',
    'requests.post',
    'requests.put',
    'httpx.get',
    'urllib.request.urlopen',
    'urllib.parse.urlopen',
    'urllib2.urlopen',
    'boto3.client',
    'boto3.resource',
  ]),
  ...effects('sets-up', ['django.setup']),
  'threading.Thread': (call) => begun(call, argument(call, 'target', 1)),
  'threading.Timer': (call) => begun(call, argument(call, 'function', 1)),
  'socket.gethostname': () => unknown('the name of the machine'),
  'platform.node': () => unknown('the name of the machine'),
  'platform.uname': () => unknown('the machine'),
  'platform.system': () => text('Linux'),
  'platform.python_version': () => unknown('the version of Python'),
  'platform.release': () => unknown('the machine'),
  'os.uname': () => unknown('the machine'),
  'os.getpid': () => unknown('the process'),
  'os.getuid': () => unknown('the user'),
  'os.getlogin': () => unknown('the user'),
  'getpass.getuser': () => unknown('the user'),
  'os.cpu_count': () => unknown('the machine'),
  'multiprocessing.cpu_count': () => unknown('the machine'),
  'os.path.expanduser': (call) => home(call),
  'pathlib.Path.home': () => unknown('the home directory'),
  'tempfile.gettempdir': () => text('/tmp'),
  'tempfile.mkdtemp': () => object('tempfile.mkdtemp()'),
  'sys.exit': (call) => ended(call),
  'os._exit': (call) => ended(call),
  'builtins.exit': (call) => ended(call),
  'builtins.quit': (call) => ended(call),
  'time.time': () => unknown('the time'),
  'sys.getrecursionlimit': () => number(1000),
}

function effects(type: Effect['type'], names: readonly string[]): Library {
  return Object.fromEntries(names.map((name) => [name, (call: Call) => seen(call, type, name)]))
}

function seen(call: Call, type: Effect['type'], name: string): Thing {
  const [first] = call.positional
  const argv = first ? visibleItems(first).items.map((item) => written(item) ?? '…') : []
  const what = (first && written(first)) ?? (argv.length > 0 ? argv.join(' ') : name)
  note(call.frame.machine, { type, what, place: call.place })
  const given = ofRepository.test(what) ? endedWithoutRepository(name) : null
  const otherwise = given ?? unknown(`what ${name} gives`)
  const error = raisedWithoutRepository(call, name, what)
  return error === null
    ? otherwise
    : fail(call.frame, { name: error, at: call.place, because: [] }, otherwise)
}

/** A release consists of the files of a commit and is no repository, so git has nothing to report there. */
function raisedWithoutRepository(call: Call, name: string, what: string): string | null {
  if (name === 'git.Repo') return 'InvalidGitRepositoryError'
  const isChecked = argument(call, 'check')
  const raises =
    /^subprocess\.check_/.test(name) ||
    (name === 'subprocess.run' && isChecked?.type === 'boolean' && isChecked.boolean)
  return raises && ofRepository.test(what) ? 'CalledProcessError' : null
}

/** It fails by itself, and its message is not seen: versioneer and similar tools then take another way. */
function endedWithoutRepository(name: string): Thing | null {
  switch (name) {
    case 'subprocess.Popen':
    case 'subprocess.run':
      return native('subprocess.process', {
        returncode: number(128),
        stdout: text('', 'bytes'),
        stderr: unknown('what git says'),
      })
    case 'subprocess.call':
      return number(128)
    default:
      return null
  }
}

export const processKind: Kind = {
  method: (_call, { data }, name) => {
    if (name === 'communicate') return list([data['stdout'] ?? none, data['stderr'] ?? none], 'tuple')
    return /^(?:wait|poll)$/.test(name) ? (data['returncode'] ?? null) : null
  },
}

const ofRepository =
  /^git (?:-\S+ (?:\S+ )?)*(?:rev-parse|describe|log|show|branch|symbolic-ref|tag|status|rev-list|name-rev)\b/

/** What runs beside the settings may never end and is not followed; that it sets Django up shows in its code. */
function begun(call: Call, target: Thing | undefined): Thing | null {
  const body = target?.type === 'function' && Array.isArray(target.body) ? target.body : []
  if (callsIn(body).some(({ callee }) => nameOf(callee) === 'django.setup'))
    note(call.frame.machine, { type: 'sets-up', what: 'threading', place: call.place })
  return null
}

function home(call: Call): Thing | null {
  const path = written(call.positional[0])
  return path !== null && !path.startsWith('~') ? text(path) : unknown('the home directory')
}

function ended(call: Call): Thing {
  raiseNamed(call.frame, 'SystemExit', { at: call.place, because: [] })
  return none
}
