import type { ReleaseStage } from '@cabestan/protocol/releases'
import type { Server } from './sandbox.ts'

/**
 * A command that root runs on the server the moment a stage of the next run begins. It waits there and not here: most
 * stages are over before a word of them has come this far.
 */
export async function atStage(server: Server, stage: ReleaseStage, command: string): Promise<void> {
  const script = `until grep -qs '"stage-started","stage":"${stage}"' $(find /var/lib/cabestan/runs -name events.jsonl -newer /run/at-stage); do
  sleep 0.02
done
${command}`
  await server.sh('cat > /run/at-stage.sh', script)
  await server.sh(
    'touch /run/at-stage; systemctl stop at-stage 2>/dev/null; systemd-run --quiet --collect --unit=at-stage sh /run/at-stage.sh',
  )
}
