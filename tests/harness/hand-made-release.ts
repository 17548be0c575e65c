import type { ReleaseFile } from '@cabestan/protocol/orders'
import type { Server } from './sandbox.ts'

/**
 * A release without Django: what the server's steps and a release's own files need to be tried on, laid where the
 * engine would lay it. Debian's own gunicorn runs it.
 */
export interface HandMadeRelease {
  readonly number: number
  readonly colour: 'blue' | 'green'
  /** As the command line renders them. */
  readonly files: readonly ReleaseFile[]
  /** Files below the release: static files, a home page, … */
  readonly more?: Readonly<Record<string, string>>
}

export async function layRelease(server: Server, release: HandMadeRelease): Promise<void> {
  const { number, colour, files, more = {} } = release
  const directory = `/srv/disquaire/releases/${number}-abcdef${number}`
  const plain = Object.entries({ ...python(number), ...more }).map(([path, content]) => ({
    ...{ path, content, executable: false },
  }))
  await server.sh(`mkdir -p ${directory}/static ${directory}/home`)
  for (const { path, content, executable } of [...files, ...plain]) {
    const file = `${directory}/${path}`
    await server.sh(
      `mkdir -p "$(dirname '${file}')"; cat > '${file}'; chmod ${executable ? '0755' : '0644'} '${file}'`,
      content,
    )
  }
  await server.sh(`cd ${directory}; chown -R root:disquaire .; chmod 0711 .; chmod 0640 env; chmod -R o-rwx source
    chmod -R a+rX static home
    ln -sfn ../../releases/${number}-abcdef${number} /srv/disquaire/colours/${colour}/release`)
}

/** One rename, as the engine does it. */
export async function makeLive(server: Server, colour: 'blue' | 'green'): Promise<void> {
  await server.sh(`cd /srv/disquaire; ln -sfn colours/${colour} live.new; mv -T live.new live`)
}

function python(number: number): Record<string, string> {
  return {
    env: `SECRET_KEY='a secret with $ and "quotes"'\nRELEASE=${number}\n`,
    'source/worker.py': worker,
    'overlay/cabestan_disquaire/__init__.py': '',
    'overlay/cabestan_disquaire/manage.py': manage,
    'overlay/cabestan_disquaire/wsgi.py': wsgi,
  }
}

const wsgi = `import json, os, pwd

def application(environ, start_response):
    path = environ['PATH_INFO']
    body = environ['wsgi.input'].read()
    told = {key: value for key, value in environ.items() if key.startswith(('HTTP_', 'REMOTE_'))}
    told.update(release=os.environ['RELEASE'], user=pwd.getpwuid(os.getuid()).pw_name, read=len(body),
                scheme=environ['wsgi.url_scheme'], pid=os.getpid(), method=environ['REQUEST_METHOD'])
    start_response('200 OK', [('Content-Type', 'application/json')])
    return [json.dumps(told).encode()]
`

const manage = `import os, sys
print('manage.py', *sys.argv[1:], os.environ['DJANGO_SETTINGS_MODULE'])
`

/** Counts as fast as a busy worker prints, into supervisor's log and into one of the application's own. */
const worker = `import logging, logging.handlers, os, signal, sys, time
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
log = logging.getLogger()
log.setLevel('INFO')
log.addHandler(logging.handlers.WatchedFileHandler('/var/log/disquaire/site/site.log'))
for number in range(10**9):
    print(number, flush=True)
    log.info(number)
    time.sleep(0.005)
`
