import { type Fields, objectIn } from '../body/json.ts'

/** What Unreal's reporter says about a crash, as an event. What the game itself set for Sentry takes precedence. */
export function eventOfContext(xml: string): Fields {
  const said = sectionOf(xml, 'RuntimeProperties')
  const engine = sectionOf(xml, 'EngineData')
  const { __sentry: own = '', ...game } = sectionOf(xml, 'GameData')
  const { CallStack: stack, PCallStack: portable, ErrorMessage: message, Modules: _, ...rest } = said
  return {
    platform: 'native',
    level: levelOf(said),
    sdk: { name: 'unreal.crashreporter', version: said['CrashReportClientVersion'] ?? '' },
    user: { id: said['LoginId'] ?? null, username: said['UserName'] ?? null },
    ...(message ? { logentry: { formatted: message } } : {}),
    ...(stack || portable ? { stacktrace: { frames: stack || portable } } : {}),
    contexts: {
      os: { raw_description: said['Misc.OSVersionMajor'] ?? null },
      gpu: { name: engine['RHI.AdapterName'] ?? said['Misc.PrimaryGPUBrand'] ?? null },
      ...{ game, unreal: rest },
    },
    ...objectIn(own),
  }
}

/** As in Sentry: a failed check is an error, and something after which the game went on is a warning. */
function levelOf(said: Texts): string {
  const is = (name: string) => /^(?:1|true)$/i.test(said[name] ?? '')
  return is('IsEnsure') ? 'warning' : is('IsAssert') ? 'error' : 'fatal'
}

type Texts = Readonly<Record<string, string>>

/** `<Name>text</Name>` inside an element; elements that contain others are left out. */
function sectionOf(xml: string, name: string): Texts {
  const [, inner = ''] = xml.split(new RegExp(`</?${name}>`), 2)
  const found = [...inner.matchAll(/<([\w.]{1,80})>([^<]*)<\/\1>/g)].slice(0, 200)
  return Object.fromEntries(
    found
      .map(([, key = '', text = '']) => [key, plain(text).trim()] as const)
      .filter(([, text]) => text !== ''),
  )
}

const entities: Texts = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function plain(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,4}));/gi, (whole, decimal, hex, name) => {
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
    if (name !== undefined) return entities[name] ?? whole
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
