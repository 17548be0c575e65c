import { realHost } from '../../packages/engine/src/host/real.ts'
import { networkOf } from '../../packages/engine/src/release/venv/network.ts'
import { provideUv } from '../../packages/engine/src/release/venv/uv.ts'

/** Runs on the server: what the first venv there would begin with. */
const host = realHost()
await provideUv(host, await networkOf(host))
