import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cabestan } from '../harness/command-line.ts'
import { commit, git, shop } from '../harness/git-project.ts'
import { openWebSocket } from '../harness/web-socket.ts'
import { type Ground, type Site, welcome } from './site.ts'

/** Whoever holds a WebSocket meanwhile. */
export function webSockets(ground: Ground, { run, page }: Site): void {
  describe('and whoever holds a WebSocket', () => {
    const saying = (page: string) => ({
      ...welcome(page),
      'requirements.txt': `${shop['requirements.txt']}channels==4.1.0\n`,
      'shop/asgi.py': asgiOf(page),
    })
    const held = () => openWebSocket(ground.server.address, '/chat', 'shop.example')
    beforeAll(async () => {
      git(ground.directory, 'checkout', '--quiet', '-b', 'chatting', 'main')
      const described = readFileSync(join(ground.directory, 'cabestan.yaml'), 'utf8')
      const patient = described.replace('watch: 2s', 'watch: 1s, drain: 10s')
      commit(ground.directory, { ...saying('first chat'), 'cabestan.yaml': patient })
      const deploy = await run('deploy', '--yes')
      expect(deploy.code, deploy.output).toBe(0)
    })
    afterAll(() => git(ground.directory, 'checkout', '--quiet', 'main'))

    it('talks on with the release before, while others get the new one, until the time for it is over', async () => {
      const socket = await held()
      expect(await socket.say('salut')).toBe('first chat: salut')
      commit(ground.directory, saying('second chat'))
      let between: Promise<string[]> | null = null
      const deploy = await cabestan(['deploy', '--yes'], {
        directory: ground.directory,
        onOutput: (text) => {
          if (text.includes('visitors now get release'))
            between ??= Promise.all([socket.say('toujours là ?'), page()])
        },
      })
      expect(deploy.code, deploy.output).toBe(0)
      expect(await between).toEqual(['first chat: toujours là ?', 'second chat'])
      expect(deploy.output).toContain('still open after 10 s, and were cut: 1')
      expect(await socket.ended).toBe(1012)
      const anew = await held()
      expect(await anew.say('re')).toBe('second chat: re')
      anew.close()
      await anew.ended
    })
  })
}

/** Channels, with nothing around it: what it says tells which release speaks. */
const asgiOf = (page: string) => `import os
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application
from django.urls import path

os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')


class Chat(AsyncWebsocketConsumer):
    async def receive(self, text_data=None, bytes_data=None):
        await self.send(text_data='${page}: ' + text_data)


application = ProtocolTypeRouter({
    'http': get_asgi_application(),
    'websocket': URLRouter([path('chat', Chat.as_asgi())]),
})
`
