import { describe, expect, it } from 'vitest'
import { settingsOf } from '../data/settings.fixture.ts'
import { checkout } from '../python/checkout.ts'
import { memoryTree } from '../tree/memory-tree.ts'
import { readFrontEnd } from './read-front-end.ts'
import { sitesBeside } from './sites-beside.ts'

type Settings = Parameters<typeof settingsOf>[0]

function read(files: Record<string, string>, settings: Settings = {}, directory = '') {
  const values = settingsOf({ INSTALLED_APPS: ['shop'], ...settings })
  return readFrontEnd(memoryTree({ 'manage.py': '', ...files }), directory, values)
}

function packageJson(scripts: Record<string, string>, more: object = {}): string {
  return JSON.stringify({ scripts, ...more })
}

const vite = packageJson({ dev: 'vite', build: 'vite build' }, { devDependencies: { vite: '5' } })

describe('a front end', () => {
  it('is built by the script that makes the files of production', () => {
    const files = { 'package.json': vite, 'pnpm-lock.yaml': '', '.nvmrc': 'v20.11.1\n' }
    expect(read(files)).toEqual({
      directory: '',
      manager: 'pnpm',
      scripts: ['build'],
      tools: [],
      committed: false,
      node: '20.11.1',
      places: [{ file: 'package.json' }],
    })
  })

  it('is, of two that Django serves, the one whose list of files the pages ask', () => {
    const files = {
      'emails/package.json': packageJson({ build: 'email export --outDir ../static/emails' }),
      'front/package.json': vite,
      'front/vite.config.ts': "export default { build: { outDir: '../static/front' } }",
    }
    const settings = { INSTALLED_APPS: ['shop', 'django_vite'], STATICFILES_DIRS: [`${checkout}/static`] }
    expect(read(files, settings)?.directory).toBe('front')
  })

  it('wants the make that its scripts call', () => {
    const scripts = (build: string) => ({ 'package.json': packageJson({ 'build:static': build }) })
    expect(read(scripts('cd .. && make static-vendor'))?.programs).toEqual(['make'])
    expect(read(scripts('webpack --make'))?.programs).toBeUndefined()
  })

  it('is no script that has Python write something of the code', () => {
    const scripts = (command: string) => read({ 'package.json': packageJson({ 'build-schema': command }) })
    expect(scripts('python manage.py get_graphql_schema > schema.graphql')).toBeNull()
    expect(scripts('vite build && python manage.py compress')?.scripts).toEqual(['build-schema'])
  })

  it('is no package that was collected with the static files', () => {
    const files = { 'collected/cropperjs/package.json': vite }
    expect(read(files, { STATIC_ROOT: `${checkout}/collected` })).toBeNull()
  })

  it('is built in parts where its scripts are parts', () => {
    const scripts = {
      'build:css': 'sass a.scss b.css',
      'build:js': 'esbuild a.js',
      'watch:css': 'sass -w',
      test: 'jest',
    }
    expect(read({ 'package.json': packageJson(scripts) })?.scripts).toEqual(['build:css', 'build:js'])
  })

  it('needs nothing where package.json holds only tools', () => {
    expect(read({ 'package.json': packageJson({ lint: 'eslint .', dev: 'vite' }) })).toBeNull()
    expect(read({ 'package.json': '{ broken' })).toBeNull()
    expect(read({ 'package.json': '[]' })).toBeNull()
  })

  it('needs nothing where what it makes is in git', () => {
    const scripts = packageJson({ build: 'npm run css', css: 'sass scss/main.scss shop/static/main.css' })
    const files = { 'package.json': scripts, 'shop/static/main.css': 'a {}' }
    expect(read(files)).toMatchObject({ committed: true, scripts: [] })
  })

  it('is to be installed where a directory of static files keeps its packages out of git', () => {
    const files = { 'static/package.json': packageJson({}, { dependencies: { jquery: '3' } }) }
    const settings = { STATICFILES_DIRS: [`${checkout}/static/`] }
    const kept = { ...files, '.gitignore': '# ours\nstatic/node_modules/*\n' }
    expect(read(kept, settings)).toMatchObject({ directory: 'static', scripts: [], packagesServed: true })
    expect(read({ ...files, '.gitignore': 'node_modules\n' }, settings)).toBeNull()
    expect(read({ ...kept, 'static/.gitignore': 'node_modules\n' }, {})).toBeNull()
  })

  it('is to be built where git only holds the place of what it makes', () => {
    const files = {
      'package.json': packageJson({ build: 'esbuild a.js --outdir=shop/static/bundles' }),
      'shop/static/bundles/.gitkeep': '',
      'shop/static/bundles/.gitignore': '*',
    }
    expect(read(files)).toMatchObject({ committed: false, scripts: ['build'] })
    const built = { ...files, 'shop/static/bundles/a.js': '' }
    expect(read(built)).toMatchObject({ committed: true, scripts: [] })
  })

  it('is the one that git does not have, of two that Django serves', () => {
    const files = {
      'frontend/package.json': packageJson({ build: 'esbuild a.js --outdir=../static/js' }),
      'static/js/a.js': '',
      'theme/static_src/package.json': packageJson({ build: 'tailwindcss -o ../static/css/dist/a.css' }),
    }
    const settings = { STATICFILES_DIRS: [`${checkout}/static`] }
    expect(read(files, settings)).toMatchObject({ directory: 'theme/static_src', scripts: ['build'] })
    const built = { ...files, 'theme/static/css/dist/a.css': '' }
    expect(read(built, settings)).toMatchObject({ committed: true, scripts: [] })
  })

  it('is built for production where another script of the usual name is for development', () => {
    const dev = { build: 'webpack --config webpack.dev.cjs' }
    const both = { ...dev, 'build:prod': 'webpack --config webpack.prod.cjs' }
    expect(read({ 'package.json': packageJson(both) })?.scripts).toEqual(['build:prod'])
    expect(read({ 'package.json': packageJson(dev) })?.scripts).toEqual(['build'])
  })

  it('holds others together where pnpm is told which, and not where pnpm is only set', () => {
    const files = (workspace: string) => ({ 'package.json': vite, 'pnpm-workspace.yaml': workspace })
    expect(read(files('packages:\n  - apps/*\n'))).toBeNull()
    expect(read(files('overrides:\n  postcss: 8.5.18\n'))?.scripts).toEqual(['build'])
  })

  it('is Django’s where it writes below what the settings serve, wherever it is started', () => {
    const react = packageJson({ build: 'webpack' }, { devDependencies: { gatsby: '5' } })
    const config = "module.exports = { output: { path: path.resolve('./shop/assets/'), publicPath: '/' } }"
    const served = { STATICFILES_DIRS: [`${checkout}/shop/assets`] }
    expect(read({ 'package.json': react, 'webpack.config.js': config }, served)?.scripts).toEqual(['build'])
    expect(read({ 'package.json': react }, served)).toBeNull()
  })

  it('is made by django-tailwind-cli, unless git has what it makes', () => {
    const settings = { INSTALLED_APPS: ['django_tailwind_cli'], STATICFILES_DIRS: [`${checkout}/assets`] }
    expect(read({}, settings)?.commands).toEqual(['tailwind build', 'tailwind remove_cli'])
    expect(read({ 'assets/css/tailwind.css': '' }, settings)?.commands).toBeUndefined()
    const named = { ...settings, TAILWIND_CLI_DIST_CSS: 'app.css' }
    expect(read({ 'assets/app.css': '' }, named)?.commands).toBeUndefined()
    expect(read({ 'assets/css/tailwind.css': '' }, named)?.commands).toBeDefined()
    expect(read({}, { INSTALLED_APPS: ['tailwind'] })?.commands).toBeUndefined()
  })

  it('is another site where Django does not serve it', () => {
    const react = packageJson({ build: 'react-scripts build' }, { dependencies: { 'react-scripts': '5' } })
    const files = { 'frontend/package.json': react }
    expect(read(files)).toBeNull()
    const served = { STATICFILES_DIRS: [`${checkout}/frontend/build/static`] }
    expect(read(files, served)).toMatchObject({ directory: 'frontend', scripts: ['build'] })
    const next = { 'package.json': packageJson({ build: 'next build' }, { dependencies: { next: '15' } }) }
    expect(read(next)).toBeNull()
  })

  it('is wanted where its files go to the static files of Django', () => {
    const files = {
      'assets/package.json': vite,
      'assets/vite.config.ts': `export default { build: { outDir: '../shop/static/dist' } }`,
    }
    expect(read(files)).toMatchObject({ directory: 'assets', scripts: ['build'] })
    expect(read({ 'docs/package.json': vite })).toBeNull()
  })

  it('is wanted where Django asks for its list of files', () => {
    const files = {
      'web/package.json': packageJson(
        { build: 'vue-cli-service build' },
        { devDependencies: { '@vue/cli-service': '5' } },
      ),
    }
    const found = read(files, { INSTALLED_APPS: ['webpack_loader'] })
    expect(found).toMatchObject({ directory: 'web', scripts: ['build'], tools: ['webpack-loader'] })
  })

  it('may need Django’s own tools only', () => {
    expect(read({}, { INSTALLED_APPS: ['compressor'] })).toMatchObject({ scripts: [], tools: ['compressor'] })
  })

  it('stands above the project, or in an application of django-tailwind', () => {
    expect(read({ 'package.json': vite, 'src/manage.py': '' }, {}, 'src')).toMatchObject({ directory: '' })
    const files = {
      'package.json': packageJson({ build: 'prettier' }),
      'theme/static_src/package.json': vite,
    }
    const tailwind = { INSTALLED_APPS: ['tailwind', 'theme'], TAILWIND_APP_NAME: 'theme' }
    expect(read(files, tailwind)).toMatchObject({ directory: 'theme/static_src', tools: ['tailwind'] })
    const inside = { 'site/apps/theme/static_src/package.json': vite }
    // The error pages lie beside the sources of the front end.
    const pages = { DIRS: [`${checkout}/site/apps/theme/static_src`] }
    expect(read(inside, { TAILWIND_APP_NAME: 'site.apps.theme', TEMPLATES: [pages] })).toMatchObject({
      directory: 'site/apps/theme/static_src',
      scripts: ['build'],
    })
  })
})

describe('several front ends', () => {
  const files = { 'shop/js/package.json': vite, 'admin/js/package.json': vite }
  const both = { STATICFILES_DIRS: [`${checkout}/shop/js/dist`, `${checkout}/admin/js/dist`] }

  it('of which one is built, and the others are named', () => {
    expect(read(files, both)).toMatchObject({
      directory: 'admin/js',
      scripts: ['build'],
      others: ['shop/js/package.json'],
    })
    expect(sitesBeside(memoryTree(files), read(files, both))).toEqual([])
  })

  it.each([
    ['Django serves nothing of the other', files, { STATICFILES_DIRS: [`${checkout}/shop/js/dist`] }],
    ['git has what the other makes', { ...files, 'shop/js/dist/a.js': '' }, both],
    [
      'they are one workspace',
      { ...files, 'package.json': packageJson({ build: 'turbo build' }, { workspaces: ['*/js'] }) },
      both,
    ],
    [
      'the one above builds them',
      {
        ...files,
        'package.json': packageJson({ build: 'npm --prefix shop/js run build; cd admin/js && vite build' }),
      },
      both,
    ],
  ])('are none where %s', (_why, tree, settings) => {
    expect(read(tree, settings)?.others).toBeUndefined()
  })
})

describe('a site beside Django', () => {
  const react = packageJson({ build: 'react-scripts build' }, { dependencies: { 'react-scripts': '5' } })
  const vue = packageJson({ build: 'vite build' }, { dependencies: { vue: '3' } })

  function beside(files: Record<string, string>, settings: Settings = {}) {
    return sitesBeside(memoryTree(files), read(files, settings))
  }

  it('is a front end that Django serves nothing of', () => {
    const files = { 'web/package.json': react, 'admin/package.json': vue, 'admin/index.html': '' }
    expect(beside(files)).toEqual(['admin/package.json', 'web/package.json'])
    expect(beside(files, { STATICFILES_DIRS: [`${checkout}/web/build/static`] })).toEqual([
      'admin/package.json',
    ])
  })

  it('is none of styles, of telephones, of examples and of themes', () => {
    const phone = packageJson({ start: 'expo start' }, { dependencies: { expo: '50', 'react-dom': '18' } })
    expect(
      beside({
        'package.json': packageJson(
          { 'build:css': 'tailwindcss -o shop/static/a.css' },
          { devDependencies: { vue: '3' } },
        ),
        'app/package.json': phone,
        'docs/package.json': react,
        'shop/static/theme/package.json': react,
      }),
    ).toEqual([])
  })
})

describe('what webpack begins with', () => {
  const config = (entry: string) =>
    `module.exports = {\n    entry: ${entry},\n    output: { path: 'static/dist' },\n}\n`
  const missing = (entry: string, files: Record<string, string> = {}, build = 'webpack --mode production') =>
    read({
      'package.json': packageJson({ build }),
      'webpack.config.js': config(entry),
      'src/a.ts': '',
      ...files,
    })?.missing

  it('is told where git does not have it', () => {
    expect(missing("{ main: './src/b.js', 'a': './src/a.ts', style: ['./src/c.scss', 'jquery'] }")).toEqual([
      'src/b.js',
      'src/c.scss',
    ])
    expect(missing("'./src/b.js'")).toEqual(['src/b.js'])
  })

  it('is nothing to say of where it is there, or not known', () => {
    expect(missing("{ main: './src/a' }")).toBeUndefined()
    expect(missing("path.resolve(__dirname, 'src/b.js')")).toBeUndefined()
    expect(missing("'./src/b.js'", {}, 'webpack --config webpack.prod.js')).toBeUndefined()
    expect(missing("'./b.js',\n    context: 'src'")).toBeUndefined()
  })
})
