/**
 * The first thing that runs on a server, as whoever logged in: says what it finds, gains root and becomes the
 * engine, or, where something is missing, a shell that waits for the installation script.
 *
 * Before it stand assignments of: mark, runtime, engine, options. Each line that it says begins with the
 * mark, because a .bashrc may have said something before. Nothing here may hold a dollar with a brace, which
 * would be ours, not the shell's.
 */
export const greetingScript = String.raw`
umask 022
cd /
unset NODE_OPTIONS NODE_PATH ENV BASH_ENV
say() { printf '%s\n' "$mark $*"; }

ID= VERSION_ID= systemd=no
[ -r /etc/os-release ] && . /etc/os-release
[ -n "$ID" ] || ID=unknown
[ -n "$VERSION_ID" ] || VERSION_ID=unknown
[ -d /run/systemd/system ] && systemd=yes

node=/opt/cabestan/runtime/$runtime/bin/node
main=/opt/cabestan/engine/$engine/engine.mjs
if [ -x "$node" ] && [ -r "$main" ]; then
  set -- "$node" $options "$main" serve
else
  set -- sh -c "printf '%s\n' '$mark ready'; read -r bytes; eval \"\$(head -c \$bytes)\""
fi

# The line before ours may lack its end.
printf '\n'
say hello "$(uname -m)" "$ID" "$VERSION_ID" "$systemd" "$(id -un)"
[ "$(id -u)" = 0 ] && exec "$@"

command -v sudo >/dev/null || { say no-sudo; exit 1; }
why=$(LC_ALL=C sudo -n true 2>&1) && exec sudo -n -- "$@"
printf '%s\n' "$why" >&2
case $why in *'must have a tty'*) say no-terminal; exit 1 ;; esac
say password
IFS= read -r answer && [ "$answer" = given ] || exit 0
exec env LC_ALL=C sudo -S -p "$mark password" -- "$@"
`

/** Safe for every login shell (sh, bash, zsh, fish, csh): single quotes, and nothing that any of them expands. */
export function greetingCommand(bytes: number): string {
  return `exec sh -c 'eval "$(head -c ${bytes})"'`
}
