import { head } from './head.ts'

/**
 * Rotates earlier than daily at this size: two such files lie there uncompressed, and a small disk has other needs
 * too.
 */
const mostOfALog = '50M'

/**
 * Settings for every log of the server. nginx's own file belongs to its package, but what stands here applies to
 * files that are read later.
 */
export function boundOfLogs(): string {
  return `${head(
    'Each log of this server is moved when it grows past this size, be its day over or not. Read before the',
    'others by its name; a file that says `size` or `maxsize` itself goes by that.',
  )}
maxsize ${mostOfALog}
`
}

/**
 * The package's timer runs once a day. Logs that rotate daily still do, because logrotate remembers when it last did.
 */
export function lookAtLogs(): string {
  return `${head('Often enough for a log that grows fast: the unit has "daily".')}
[Timer]
OnCalendar=
OnCalendar=*:0/5
RandomizedDelaySec=0
AccuracySec=1min
`
}

export interface ApplicationLogs {
  readonly directory: string
  /** Logs that the application writes itself, in a directory of its own. */
  readonly site: { readonly directory: string; readonly user: string }
}

export function applicationLogs({ directory, site }: ApplicationLogs): string {
  return `${head('What the application and its programs say, kept for 30 days, or for as many files of this size.')}
${directory}/*.log {
    daily
    maxsize ${mostOfALog}
    rotate 30
    missingok
    notifempty
    compress
    delaycompress
    create 0640 root adm
    sharedscripts
    postrotate
        # supervisor opens the new files when it gets this signal.
        if systemctl --quiet is-active supervisor.service; then
            systemctl kill --kill-who=main --signal=USR2 supervisor.service
        fi
    endscript
}

# The application opens a new file by itself when the old one was moved.
${site.directory}/*.log {
    su ${site.user} adm
    daily
    maxsize ${mostOfALog}
    rotate 30
    missingok
    notifempty
    compress
    delaycompress
    create 0640 ${site.user} adm
}
`
}
