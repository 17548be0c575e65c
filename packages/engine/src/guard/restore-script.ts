import { guardDirectory, servicePath, timerLink, timerName, timerPath } from './guard-paths.ts'

/** How long somebody has after a reboot to give the proof that the reboot interrupted. */
const secondsAfterBoot = 25

/**
 * A program of its own for the worst day: it needs neither the engine nor Node, and may be interrupted and run
 * again at any point.
 */
export const restoreScript = `#!/bin/sh
# Managed by Cabestan. Puts the settings by which people get in back to what they were before a change that
# nobody proved, once its time is over. \`sh ${guardDirectory}/restore now\` does it at once.
PATH=/usr/sbin:/usr/bin:/sbin:/bin
LC_ALL=C.UTF-8
export PATH LC_ALL
cd ${guardDirectory} || exit 0
exec 9>lock
flock 9

main() {
  if [ ! -e armed ] && [ ! -e restoring ]; then
    clean
  elif [ "$1" = now ] || [ -e restoring ] || is_due; then
    # Of this and a proof that comes at the same moment, one renames the file.
    [ -e restoring ] || mv armed restoring || return
    restore
    mv restoring restored
    sync .
    clean
  fi
}

is_due() {
  read -r boot seconds pid started < deadline || return 0
  uptime=$(cut -d. -f1 /proc/uptime)
  if [ "$boot" != "$(cat /proc/sys/kernel/random/boot_id)" ]; then
    # Rebooted since: the work has ended with that, and the time begins anew.
    echo "$(cat /proc/sys/kernel/random/boot_id) $((uptime + ${secondsAfterBoot})) 0 0" > deadline.new
    mv deadline.new deadline
    return 1
  fi
  # While the work goes on nobody can prove anything yet; if it died, nobody will.
  [ "$pid" != 0 ] && [ "$(start_of "$pid")" != "$started" ] && return 0
  [ "$uptime" -ge "$seconds" ]
}

start_of() {
  sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20
}

restore() {
  echo 'Nobody has proved that they still get in: the former settings come back.' >&2
  while read -r number path; do
    put_back "$number" "$path"
  done < manifest
  if grep -q ' /etc/ufw/' manifest; then restore_firewall; fi
  if grep -q ' /etc/ssh/' manifest; then restore_ssh; fi
}

put_back() {
  directory=$(dirname "$2")
  if [ "$1" = - ]; then
    case $2 in
      # A package brought these in the meantime, and needs them.
      /etc/ufw/* | /etc/default/ufw) ;;
      *) rm -rf "$2" ;;
    esac
  else
    mkdir -p "$directory"
    # Hidden and with a dot in it: neither sshd nor sudo takes it for one of theirs.
    new=$directory/.cabestan-restore
    rm -rf "$new"
    cp -a -T "saved/$1" "$new" || return
    [ -L "$new" ] || sync "$new"
    if [ -d "$2" ] && [ ! -L "$2" ]; then rm -rf "$2"; fi
    mv -f -T "$new" "$2"
  fi
  if [ -d "$directory" ]; then sync "$directory"; fi
}

restore_firewall() {
  [ -e /etc/ufw/ufw.conf ] || return
  if grep -q '^- /etc/ufw/ufw.conf$' manifest; then
    sed -i 's/^ENABLED=.*/ENABLED=no/' /etc/ufw/ufw.conf
  fi
  init=/usr/lib/ufw/ufw-init
  [ -x "$init" ] || init=/lib/ufw/ufw-init
  "$init" force-stop
  unhook_firewall iptables
  unhook_firewall ip6tables
  if grep -qi '^ENABLED="\\{0,1\\}yes' /etc/ufw/ufw.conf; then
    "$init" start
    # Rather open than shut.
    iptables -S INPUT | grep -q 'ufw-before-input' || "$init" force-stop
  fi
}

# ufw hooks its chains in only where it finds none of them. Where somebody flushed the tables they are there,
# but nothing leads to them, and ufw would refuse every packet.
unhook_firewall() {
  "$1" -S | sed -n 's/^-A \\(INPUT\\|OUTPUT\\|FORWARD\\) -j \\(ufw.*\\)/\\1 \\2/p' | while read -r chain target; do
    "$1" -D "$chain" -j "$target"
  done
  "$1" -X ufw-before-logging-input 2>/dev/null
  "$1" -X ufw6-before-logging-input 2>/dev/null
}

restore_ssh() {
  mkdir -p /run/sshd
  # A daemon that is told to read a bad file dies; the one that runs still has its former settings.
  /usr/sbin/sshd -t || return
  if systemctl is-active --quiet ssh.socket; then
    systemctl daemon-reload
    systemctl stop ssh.service
    systemctl restart ssh.socket
  elif systemctl is-active --quiet ssh.service || systemctl is-enabled --quiet ssh.service; then
    systemctl reset-failed ssh.service
    systemctl reload-or-restart ssh.service || systemctl restart ssh.service
  fi
}

clean() {
  systemctl stop ${timerName}
  rm -f ${timerLink} ${timerPath} ${servicePath}
  systemctl daemon-reload
  rm -rf saved manifest deadline state.json
  sync .
}

main "\${1-}"
`
