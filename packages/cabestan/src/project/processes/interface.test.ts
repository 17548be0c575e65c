import { describe, expect, it } from 'vitest'
import { memoryTree } from '../tree/memory-tree.ts'
import { apps, read } from './processes.fixture.ts'
import { readProcesses } from './read-processes.ts'

describe('the interface', () => {
  it('is not that of another application in the same repository', () => {
    const files = {
      'shop/wsgi.py': 'get_wsgi_application()',
      'agents/server.py': 'app = FastAPI()',
      'shop/asgi.py': 'application = get_asgi_application()',
    }
    expect(read(files).interface.value).toBe('wsgi')
    const mounted = { ...files, 'shop/asgi.py': 'from agents.server import app\napplication = app' }
    expect(read(mounted).interface.value).toBe('asgi')
  })

  it('is not that of the script of a package beside the project', () => {
    const interfaceBeside = (files: Record<string, string>) =>
      readProcesses({
        tree: memoryTree({
          'src/api/start.sh': 'uvicorn api.main:app\n',
          'src/web/manage.py': '',
          'src/web/shop/wsgi.py': 'get_wsgi_application()',
          ...files,
        }),
        directory: 'src/web',
        pythonPath: ['src/web'],
        settingsFiles: [],
        values: new Map(),
      }).interface.value
    expect(interfaceBeside({})).toBe('asgi')
    expect(interfaceBeside({ 'src/api/pyproject.toml': '' })).toBe('wsgi')
    expect(
      interfaceBeside({ 'src/web/bin/start.sh': 'daphne shop.asgi\n', 'src/web/pyproject.toml': '' }),
    ).toBe('asgi')
  })

  it('is not that of another site, whose Dockerfile serves a module beside itself', () => {
    const files = {
      'shop/wsgi.py': 'get_wsgi_application()',
      'shop/asgi.py': 'get_asgi_application()',
      'quotes/Dockerfile': 'CMD ["uvicorn", "app.main:app", "--workers", "4"]\n',
    }
    expect(read(files).interface.value).toBe('asgi')
    expect(read({ ...files, 'quotes/app/main.py': 'app = make()' }).interface.value).toBe('wsgi')
    const own = { ...files, 'app/main.py': 'app = get_asgi_application()' }
    expect(read(own).interface.value).toBe('asgi')
  })

  it('is ASGI for websockets, and for nothing less', () => {
    const asgi = (router: string) => ({
      'shop/asgi.py': `application = ${router}`,
      'shop/wsgi.py': 'get_wsgi_application()',
    })
    expect(read(asgi(`ProtocolTypeRouter({'http': x, 'websocket': y})`)).interface.value).toBe('asgi')
    expect(read(asgi(`ProtocolTypeRouter({'http': get_asgi_application()})`)).interface.value).toBe('wsgi')
    expect(read({ Procfile: 'web: uvicorn shop.asgi:application' }).interface.value).toBe('asgi')
    expect(read({ 'shop/asgi.py': 'application = get_asgi_application()' }).interface.value).toBe('asgi')
  })

  it('is where Django’s application is asked for, and not where that was commented out', () => {
    const files = {
      'shop/wsgi.py': '# from a import get_wsgi_application\n\nfrom b import get_wsgi_application\n',
    }
    expect(read(files).interface.places).toEqual([{ file: 'shop/wsgi.py', line: 3 }])
  })

  it('is ASGI where Daphne stands before runserver, unless production says otherwise', () => {
    const both = {
      'shop/asgi.py': 'application = get_asgi_application()',
      'shop/wsgi.py': 'application = get_wsgi_application()',
    }
    const stated = { ...both, Procfile: 'web: gunicorn shop.wsgi' }
    expect(read(both, apps('daphne')).interface.value).toBe('asgi')
    expect(read(both, apps('channels')).interface.value).toBe('wsgi')
    expect(read(stated, apps('daphne')).interface.value).toBe('wsgi')
  })
})
