import type { SignedInDevice } from '../../../contract/account.ts'
import { devices, revokeDevice, revokeOthers } from '../../api/calls.ts'
import { Failed, Loading } from '../../parts/empty.tsx'
import { Stranger } from '../../parts/stranger.tsx'
import { When } from '../../parts/when.tsx'
import { useApp } from '../../state/app.ts'
import { useDoing } from '../../state/use-form.ts'
import { useLoad } from '../../state/use-load.ts'
import { agentName } from './agent-name.ts'

export function DevicesPart() {
  const { words } = useApp()
  const doing = useDoing()
  const load = useLoad('', devices)
  if (load.failure) return <Failed failure={load.failure} onRetry={load.reload} />
  if (!load.value) return <Loading />
  const revoke = (act: () => Promise<unknown>) => doing(act, words.devices.revoked).then(load.reload)
  return (
    <>
      <p class="quiet">{words.devices.what}</p>
      <ul class="cards">
        {load.value.map((device) => (
          <Device key={device.id} device={device} onRevoke={() => revoke(() => revokeDevice(device.id))} />
        ))}
      </ul>
      {load.value.length > 1 && (
        <button type="button" class="button" onClick={() => revoke(revokeOthers)}>
          {words.devices.revokeOthers}
        </button>
      )}
    </>
  )
}

function Device({ device, onRevoke }: { device: SignedInDevice; onRevoke: () => void }) {
  const { words } = useApp()
  return (
    <li class="card">
      <div>
        <p title={device.agent}>
          <b>
            <Stranger text={agentName(device.agent) ?? (device.agent || words.devices.unknown)} />
          </b>{' '}
          {device.isThis && <span class="badge badge-new">{words.devices.this}</span>}
        </p>
        <p class="quiet">
          {device.address} · {words.devices.seen} <When at={device.lastSeen} /> · {words.devices.since}{' '}
          <When at={device.createdAt} />
        </p>
      </div>
      {!device.isThis && (
        <button type="button" class="button" onClick={onRevoke}>
          {words.devices.revoke}
        </button>
      )}
    </li>
  )
}
