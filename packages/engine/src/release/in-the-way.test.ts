import { beforeEach, expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { namesOfOthers } from './in-the-way.ts'
import { placesOf } from './places.ts'

let host: MemoryHost
beforeEach(() => {
  host = new MemoryHost()
})

const site = (name: string, text: string) => {
  host.files.seed(`/etc/nginx/sites-available/${name}`, text)
  host.files.seedLink(`/etc/nginx/sites-enabled/${name}`, `/etc/nginx/sites-available/${name}`)
}

it('the names of all sites that nginx serves are known, except those of the application itself', async () => {
  site('shop', 'server {\n    server_name shop.example;\n}\n')
  site('blog', 'server {\n    server_name blog.example *.blog.example;\n    # server_name old.example;\n}\n')
  site(
    'by-hand',
    'server { listen 80; server_name hand.example\n  www.hand.example; }\nserver { server_name _; }\n',
  )
  host.files.seedLink('/etc/nginx/sites-enabled/gone', '/etc/nginx/sites-available/gone')
  expect(await namesOfOthers(host, placesOf('shop'))).toEqual([
    { name: 'blog.example', site: 'blog' },
    { name: '*.blog.example', site: 'blog' },
    { name: 'hand.example', site: 'by-hand' },
    { name: 'www.hand.example', site: 'by-hand' },
  ])
})

it('a server without nginx has none', async () => {
  expect(await namesOfOthers(host, placesOf('shop'))).toEqual([])
})
