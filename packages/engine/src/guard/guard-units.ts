import { scriptPath } from './guard-paths.ts'

const head = '# Managed by Cabestan. Goes as soon as somebody has proved that they still get in.'

/**
 * Looks every other second whether the time is over. The script decides, not the timer: so the time can be
 * set anew without systemd, and after a reboot it goes on as if nothing had happened.
 */
export const guardTimer = `${head}
[Unit]
Description=Puts access settings back that nobody has proved

[Timer]
OnActiveSec=1s
OnUnitActiveSec=2s
AccuracySec=100ms

[Install]
WantedBy=timers.target
`

export const guardService = `${head}
[Unit]
Description=Puts access settings back that nobody has proved

[Service]
Type=oneshot
ExecStart=/bin/sh ${scriptPath}
TimeoutStartSec=90
# A line for each look would fill the journal; what is put back has to be in it.
LogLevelMax=notice
SyslogLevel=warning
OOMScoreAdjust=-900
`
