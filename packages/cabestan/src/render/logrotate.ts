import { head } from './head.ts'

export interface ApplicationLogs {
  readonly directory: string
  /** Of the application itself, in a directory below that belongs to it. */
  readonly site: { readonly directory: string; readonly user: string }
}

export function applicationLogs({ directory, site }: ApplicationLogs): string {
  return `${head('What the application and its programs say, kept for 30 days.')}
${directory}/*.log {
    daily
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
    rotate 30
    missingok
    notifempty
    compress
    delaycompress
    create 0640 ${site.user} adm
}
`
}
