# Sourced by bin/*, after runtime.sh: runs a bundle of this checkout where the person stands, built anew when a source is
# newer than it.
run_bundle() {
  bundle=$root/$1
  shift
  [ -d "$root/node_modules" ] || "$root/bin/setup" --libraries
  if [ ! -f "$bundle" ] || [ -n "$(find "$root/packages" -path '*/src/*' -newer "$bundle" -type f -print -quit)" ]; then
    (cd "$root" && node scripts/build.ts)
  fi
  cd "$here"
  exec node "$bundle" "$@"
}
