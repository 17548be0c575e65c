import { head } from './head.ts'

/** Where a day is too long: two of this size lie there uncompressed, and on a small disk others need room too. */
const mostOfALog = '50M'

/** Every log of the server, nginx’s own too, whose file is the package’s: what stands here holds for what is read after it. */
export function boundOfLogs(): string {
  return `${head(
    'Each log of this server is moved when it grows past this size, be its day over or not. Read before the',
    'others by its name; a file that says `size` or `maxsize` itself goes by that.',
  )}
maxsize ${mostOfALog}
`
}

/** The package looks once a day. What is moved daily is moved daily all the same: logrotate knows when it did so last. */
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
  /** Of the application itself, in a directory below that belongs to it. */
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
