import { ReleaseOrder } from '@cabestan/protocol/orders'
import { rootFile } from '../host/root-attributes.ts'

/** The one file that it has on the server besides. */
export const site = '/etc/nginx/conf.d/shop.conf'
const commit = { id: 'a'.repeat(40), subject: 'work', author: 'Anna', at: 1 }
/** Of a small application, as a release is sealed with it. */
export const order = ReleaseOrder.parse({
  commit,
  ...{ ref: 'main', name: 'shop', package: 'cabestan_shop', files: [], environment: {}, needed: [] },
  source: { parts: [{ path: '', commit: commit.id }], large: [], directories: [], repository: null },
  venv: {
    ...{ python: '3.11', requirements: [], beside: [], constraints: [], buildConstraints: [] },
    ...{ complete: false, hashed: false, indexes: [], local: [] },
  },
  build: { frontEnd: null, sentFiles: false, static: false, compress: false, translations: false },
  database: {
    ...{ type: 'none', file: null, seed: null, makeMigrations: [], skipsChecks: true, allowUnsafe: false },
    ...{ maintenance: false, lockSeconds: 5, migrateSeconds: 600, fixtures: [] },
  },
  web: {
    ...{ programs: { blue: 'shop-blue', green: 'shop-green' }, workers: 1, firstWorkers: 1 },
    ...{ stopSeconds: 30, drainSeconds: 10, accessLog: '/var/log/nginx/shop.log' },
  },
  programs: [],
  steps: [
    {
      ...{ kind: 'file', reason: 'app.directory', path: site, content: 'server {}\n' },
      ...rootFile,
    },
  ],
  probe: { host: 'shop.example', scheme: 'http', path: '/', known: true, seconds: 30, watchSeconds: 0 },
  hooks: { before: null, after: null, notifyCommand: null, notifyAddress: null },
  keep: 5,
})
