import { head } from './head.ts'

export interface CommandsView {
  /** The application's name, which is also its user's. */
  readonly name: string
  readonly home: string
  readonly sockets: string
  readonly logs: string
  readonly locks: string
  /** The log that supervisor itself writes. */
  readonly supervisorLog: string
}

/** bin/run: for commands that a person types on the server. */
export function runCommand({ name, home }: CommandsView): string {
  return `#!/bin/sh
${head(
  `Runs a command in the environment of the live release of ${name}, as its user:`,
  `    ${home}/bin/run manage.py showmigrations`,
)}
run=${home}/live/release/run

case $(id -un) in
    ${name}) ;;
    root) exec setpriv --reuid=${name} --regid=${name} --init-groups -- ${home}/bin/run "$@" ;;
    *) exec sudo ${home}/bin/run "$@" ;;
esac
[ -x "$run" ] || { echo "$0: ${name} has no release yet" >&2; exit 1; }
exec "$run" "$@"
`
}

/** bin/process: what supervisor starts. It is the same for all releases, so that a release changes no program. */
export function processCommand({ name, home, sockets, supervisorLog }: CommandsView): string {
  return `#!/bin/sh
${head(
  `What supervisor runs for ${name}: its web process in one of two colours, or another process.`,
  '    process web blue        process worker 1',
)}
set -u
name=$1
which=$2
# supervisor takes this for a good end, and leaves the program alone until somebody starts it.
not_its_turn=77

if [ "$name" = web ]; then
    starting=${sockets}/starting-$which
    [ ${home}/live -ef "${home}/colours/$which" ] || [ -e "$starting" ] || exit $not_its_turn
    release=$(readlink -f "${home}/colours/$which/release")
    export CABESTAN_SOCKET="${sockets}/$which.sock"
    # As many workers as \`cabestan scale\` said; where memory is short, the mark says with how many to begin.
    CABESTAN_WORKERS=$(sed -n 's/^web=//p' ${home}/scale 2> /dev/null)
    [ -s "$starting" ] && read -r CABESTAN_WORKERS < "$starting"
    export CABESTAN_WORKERS
else
    # Where memory is short it leaves its own to the release that is being made, and comes back by itself after so long.
    resting=${sockets}/resting-$name
    while [ -n "$(find "$resting" -newermt '10 minutes ago' 2> /dev/null)" ]; do sleep 0.5; done
    release=$(readlink -f ${home}/live/release)
    export CABESTAN_PROCESS="$which"
    [ -x "$release/processes/$name" ] || exit $not_its_turn
fi

# Whatever falls over at its start is not to take the whole machine with it.
mark=${sockets}/started-$name-$which
[ -z "$(find "$mark" -newermt '5 seconds ago' 2> /dev/null)" ] || sleep 3
# Which process it becomes, and how many there were: whoever means it to start takes the mark away first, so a second
# one tells that the one before fell over.
starts=$(sed -n 2p "$mark" 2> /dev/null)
case $starts in '' | *[!0-9]*) starts=0 ;; esac
# Whom supervisor was told to stop (\`supervisorctl restart\`, or \`update\` after its file was changed) did not.
itself=" (stopped|exited): \${SUPERVISOR_PROCESS_NAME:-} "
ended=$(tail -n 200 ${supervisorLog} 2> /dev/null | grep -E "$itself" | tail -n 1)
case $ended in *' stopped: '*) starts=0 ;; esac
printf '%s\\n' $$ $((starts + 1)) > "$mark"

exec "$release/run" "$release/processes/$name"
`
}

/** bin/schedule: what cron starts. */
export function scheduleCommand({ name, home, logs, locks }: CommandsView): string {
  return `#!/bin/sh
${head(
  `What cron runs for ${name}: a command that never runs twice at once, and whose output is kept.`,
  '    schedule NAME COMMAND...',
)}
name=$1
shift
# Before the first release there is nothing to run.
[ -x ${home}/live/release/run ] || exit 0
log="${logs}/schedule-$name.log"
# As all logs here: root's, for those in adm to read and for nobody else.
[ -e "$log" ] || install --mode=0640 --group=adm /dev/null "$log"
exec >> "$log" 2>&1

say() {
    echo "[$(date '+%Y-%m-%d %H:%M:%S %z')] $*"
}

# The command holds the lock too: it stays when this script alone is killed.
exec 9> "${locks}/schedule-$name"
if ! flock --nonblock 9; then
    say 'left out: the run before goes on'
    exit 0
fi
say "$*"
${home}/bin/run "$@"
code=$?
say "ended with $code"
exit $code
`
}
