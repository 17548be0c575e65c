import { head } from './head.ts'

export interface ApplicationLogs {
  readonly directory: string
}

/** supervisor has the files open: it is told to open the new ones, so no line is lost. */
export function applicationLogs({ directory }: ApplicationLogs): string {
  return `${head('What the programs of the application say, kept for 30 days.')}
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
`
}
