import type { MemoryHost } from '../host/memory.ts'
import { privateFile } from '../host/root-attributes.ts'
import { markers, statePath } from './guard-paths.ts'

/** The real script is tried on real servers; this stand-in only does what the files of the guard say. */
export function withGuard(host: MemoryHost): MemoryHost {
  host
    .program('cp', async (argv, _options, { files }) => {
      await files.write(argv.at(-1) ?? '', (await files.readText(argv.at(-2) ?? '')) ?? '', privateFile)
      return {}
    })
    .program('find', () => ({}))
    .program('systemctl', () => ({}))
    .program('sh', async ([, , now], _options, { files }) => {
      if (now) await files.rename(markers.armed, markers.restored)
      await files.remove(statePath)
      return {}
    })
  host.files.seed('/etc/passwd', 'root:x:0:0::/root:/bin/bash\ndeploy:x:1000:1000::/home/anna:/bin/bash\n')
  host.files.seed('/home/anna/.ssh/authorized_keys', 'key')
  host.files.seed('/proc/sys/kernel/random/boot_id', 'boot\n')
  host.files.seed('/proc/uptime', '100.5 300.0\n')
  host.files.seed(`/proc/${process.pid}/stat`, `1 (a ) b) S ${Array(18).fill(0).join(' ')} 4711 0\n`)
  host.files.seedDirectory('/etc/systemd/system/timers.target.wants')
  host.files.seedDirectory('/var/lib')
  return host
}
