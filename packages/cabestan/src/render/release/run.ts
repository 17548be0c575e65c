import { head } from '../head.ts'
import { shellWords } from '../shell.ts'

export interface RunView {
  /** The application's name on the server. */
  readonly name: string
  /** The name of the overlay's package. */
  readonly package: string
  /** The directory of manage.py below the source; '' at its top. */
  readonly directory: string
  readonly data: string
}

/** `run` of a release: every command of the application goes through it. */
export function runScript({ name, package: overlay, directory, data }: RunView): string {
  const below = directory === '' ? '' : shellWords([`/${directory}`])
  return `#!/bin/sh
${head(
  'Runs a command in the environment of this release:',
  '    run manage.py COMMAND   a command of Django, with the settings of production',
  '    run COMMAND             anything else, with the programs of its venv first',
  `/srv/${name}/bin/run does so for the release that is live.`,
)}
set -eu

release=$(readlink -f "$0")
release=\${release%/*}

# Who this runs as, and not who came here by sudo.
unset MAIL SUDO_COMMAND SUDO_USER SUDO_UID SUDO_GID
set -a
USER=${name}
LOGNAME=${name}
. "$release/env"
DJANGO_SETTINGS_MODULE=${overlay}.settings
PYTHONPATH=$release/overlay
PYTHONUNBUFFERED=1
CABESTAN_RELEASE=$release
VIRTUAL_ENV=$release/venv
PATH=$VIRTUAL_ENV/bin:/usr/local/bin:/usr/bin:/bin
HOME=${data}
LANG=C.UTF-8
set +a

cd "$release/source"${below}

case \${1-}:\${2-} in
    python:manage.py | python:./manage.py | python3:manage.py | python3:./manage.py) shift ;;
esac
case \${1-} in
    '') echo "usage: $0 COMMAND..." >&2; exit 2 ;;
    manage.py | ./manage.py) shift; exec python -m ${overlay}.manage "$@" ;;
    *) exec "$@" ;;
esac
`
}

export interface ProcessView {
  /** `web`, `worker`. */
  readonly name: string
  readonly argv: readonly string[]
  /** A Celery worker, which needs a name of its own beside another one. */
  readonly isNode: boolean
}

/** `processes/NAME`: the command of that process, which \`run\` starts. */
export function processScript({ name, argv, isNode }: ProcessView): string {
  return `#!/bin/sh
${head(`The process "${name}" of this release; \`run\` gives it its environment.`)}
exec ${shellWords(argv)}${isNode ? ` --hostname "${name}-$CABESTAN_PROCESS@%h"` : ''}
`
}

/** gunicorn with the configuration file beside it. */
export function webScript(application: string): string {
  return `#!/bin/sh
${head('The web process of this release; `run` gives it its environment.')}
exec gunicorn --config "$CABESTAN_RELEASE/gunicorn.conf.py" ${application}
`
}
