/**
 * Runs as root where the runtime or the engine is missing. It says what it needs, and is told line by line to
 * `fetch URL` or that `send BYTES` follow. What it fetched is verified before it is unpacked; what the
 * person's own machine sends, which has verified it, is unpacked as it comes. Either is unpacked beside, verified, and
 * renamed into place: a half of it is never seen. One at a time; what a killed one left is swept.
 *
 * Before it stand assignments of: mark, runtime, runtime_sha512, runtime_bytes, engine, options. Nothing here may hold
 * a dollar with a brace, which would be ours, not the shell's.
 */
export const installationScript = String.raw`
umask 022
# What programs say of a failure is read below.
LC_ALL=C; export LC_ALL
base=/opt/cabestan
node=$base/runtime/$runtime/bin/node
main=$base/engine/$engine/engine.mjs
incoming=
loader=

say() { printf '%s\n' "$mark $*"; }
fail() { say failed "$*"; exit 1; }
sweep() {
  [ -z "$loader" ] || kill "$loader" 2>/dev/null
  [ -z "$incoming" ] || rm -rf "$incoming"
}
trap sweep EXIT
trap 'exit 1' HUP INT PIPE TERM

explain() {
  case $2 in
    *'No space left'*|*'Wrote only'*|*'quota exceeded'*) fail disk.full "$base" ;;
    *'Read-only file system'*) fail disk.read-only "$base" ;;
  esac
  fail command.failed "$1" "$(printf '%s' "$2" | tr '\n' ' ')"
}
# What it printed is left in $printed.
try() { printed=$("$@" 2>&1) || explain "$*" "$printed"; }

room() {
  free=$(df -Pk "$base" | { read -r _; read -r _ _ _ free _; printf '%s' $((free / 1024)); })
  [ "$free" -ge "$1" ] || fail disk.full "$base" "$free" "$1"
}

# An authenticated proxy of a company is set once on a server: for every program, or for apt.
proxies() {
  for pair in $(sed -nE "s/^([a-z]+_proxy)=[\"']?([^\"' ]*)[\"']?\$/\1=\2/Ip" /etc/environment 2>/dev/null); do
    export "$pair"
  done
  [ -z "$https_proxy$HTTPS_PROXY$all_proxy$ALL_PROXY" ] || return 0
  http= https=
  command -v apt-config >/dev/null &&
    eval "$(apt-config shell http Acquire::http::Proxy https Acquire::https::Proxy 2>/dev/null)"
  [ -n "$https" ] || https=$http
  case $https in http*) export "https_proxy=$https" "http_proxy=$https" ;; esac
}
tool() {
  for name in curl wget python3; do command -v "$name" >/dev/null && { echo "$name"; return; }; done
}
download() {
  proxies
  case $(tool) in
    curl)
      curl -fsSL --proto =http,https --connect-timeout 10 --max-time 300 --speed-limit 10000 --speed-time 15 \
        --max-filesize "$runtime_bytes" -o "$incoming/file.gz" -- "$1" ;;
    wget) timeout 300 wget -q -T 15 -t 1 -O "$incoming/file.gz" -- "$1" ;;
    python3)
      timeout 300 python3 -c 'import shutil, sys, urllib.request as r
shutil.copyfileobj(r.urlopen(sys.argv[1], timeout=15), open(sys.argv[2], "wb"))' "$1" "$incoming/file.gz" ;;
  esac
}
fetch() {
  { download "$1" >/dev/null 2>"$incoming/reason"; : >"$incoming/done"; } 9>&- &
  loader=$!
  until [ -e "$incoming/done" ]; do
    sleep 0.2
    say progress "$(stat -c %s "$incoming/file.gz" 2>/dev/null || echo 0)" || exit 1
  done
  loader=
  rm -f "$incoming/done"
}
receive_engine() {
  printed=$(head -c "$1" 2>&1 >"$incoming/file.gz") || explain receive "$printed"
}
# Nothing of what is said meanwhile is written to a disk that may be full.
receive_runtime() {
  try mkfifo "$incoming/pipe.gz"
  # What runs beside has no input of its own.
  exec 8<&0
  said=$(
    { head -c "$1" <&8 | tee "$incoming/pipe.gz" | sha512sum; } 9>&- &
    # To its end, also where tar had enough before: a pipe that nobody reads would end the others.
    { unpack "$incoming/pipe.gz"; cat <&7 >/dev/null; } 7<"$incoming/pipe.gz"
    wait
    printf '%s\n%s' "$unpacked" "$printed"
  )
  exec 8<&-
  { read -r sum; read -r unpacked; printed=$(cat); } <<SAID
$said
SAID
}
unpack() {
  printed=$(mkdir "$incoming/runtime" 2>&1 &&
    inflate "$1" | tar -x -C "$incoming/runtime" --no-same-owner --strip-components=1 --occurrence=1 \
      package/bin/node package/LICENSE 2>&1) && unpacked=yes
}
# What apt reads its own files with takes two thirds of the time that gzip takes. It goes by the name's end.
inflate() {
  if [ -x /usr/lib/apt/apt-helper ]; then /usr/lib/apt/apt-helper cat-file "$1"; else gzip -dc <"$1"; fi 2>/dev/null
}

right_runtime() {
  [ ! -e "$incoming/file.gz" ] || sum=$(sha512sum <"$incoming/file.gz")
  [ "$sum" = "$runtime_sha512  -" ]
}
right_engine() {
  gzip -dc <"$incoming/file.gz" >"$incoming/engine.mjs" 2>/dev/null &&
    [ "$(sha256sum <"$incoming/engine.mjs")" = "$engine  -" ]
}
# Asks until it has the right file.
obtain() {
  say need "$*"
  while IFS=' ' read -r how what; do
    rm -rf "$incoming/file.gz" "$incoming/pipe.gz" "$incoming/runtime"
    unpacked=no
    case $how in
      fetch) fetch "$what" ;;
      send) "receive_$1" "$what" ;;
      *) exit 1 ;;
    esac
    "right_$1" 2>/dev/null && return
    say refused "$how" "$(tail -n 1 "$incoming/reason" 2>/dev/null)"
  done
  exit 1
}
# A rename that reaches the disk before the content would survive a crash as an empty file.
settle() {
  try sync "$1/$2"
  try rm -rf "$base/$3"
  try mv -T "$1" "$base/$3"
  sync "$base/$3/.."
}

install_runtime() {
  room 300
  obtain runtime $(tool)
  [ ! -e "$incoming/file.gz" ] || unpack "$incoming/file.gz"
  [ "$unpacked" = yes ] || explain unpack "$printed"
  try chmod 0755 "$incoming/runtime" "$incoming/runtime/bin" "$incoming/runtime/bin/node"
  try "$incoming/runtime/bin/node" --version
  settle "$incoming/runtime" bin/node "runtime/$runtime"
  prune runtime "$runtime"
}
install_engine() {
  room 20
  obtain engine
  try mkdir "$incoming/engine"
  try mv "$incoming/engine.mjs" "$incoming/engine/engine.mjs"
  settle "$incoming/engine" engine.mjs "engine/$engine"
  prune engine "$engine"
}

# The one before stays too, for whoever still works with it.
prune() {
  former=
  for name in $(ls -t "$base/$1"); do
    [ "$name" != "$2" ] || continue
    [ -n "$former" ] || { former=$name; continue; }
    in_use "$base/$1/$name/" || rm -rf "$base/$1/$name"
  done
}
# The path goes to grep by its input: as an argument it would find itself.
in_use() {
  printf '%s\n' "$1" | grep -qsF -f - /proc/[0-9]*/cmdline ||
    printf '%s\n' "$1" | grep -rqsF -f - /etc/systemd/system /run/systemd/system /run/systemd/transient
}

try mkdir -p "$base/runtime" "$base/engine"
try touch "$base/install.lock"
exec 9<"$base/install.lock"
turns=0
until flock -w 2 9; do
  turns=$((turns + 1))
  [ "$turns" -lt 300 ] || fail locked
  say waiting
done
try rm -rf "$base"/incoming.*
try mktemp -d "$base/incoming.XXXXXX"
incoming=$printed
[ -x "$node" ] || install_runtime
[ -r "$main" ] || install_engine
sweep
trap - EXIT HUP INT PIPE TERM
exec 9<&-
say starting
exec "$node" $options "$main" serve
`
