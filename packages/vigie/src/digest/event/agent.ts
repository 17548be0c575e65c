export interface Agent {
  readonly browser: string | null
  readonly os: string | null
}

type Row = readonly [name: string, pattern: RegExp]

// The order matters, because most browsers also name others.
const browsers: readonly Row[] = [
  ['bot', /bot\b|crawl|spider|slurp|facebookexternalhit|monitor|uptime/i],
  ['Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Opera', /\b(?:OPR|Opera)[/ ]/],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Electron', /\bElectron\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Chrome|CriOS|Chromium|HeadlessChrome)\//],
  ['Safari', /\bVersion\/[\d.]+.*\bSafari\//],
  ['Internet Explorer', /\bMSIE |\bTrident\//],
  ['curl', /^curl\//],
  ['Python', /^(?:python-requests|python-urllib|python-httpx|aiohttp|Python)/i],
  ['Go', /^Go-http-client\//],
  ['okhttp', /^okhttp\//],
]

const systems: readonly Row[] = [
  ['Windows', /\bWindows\b/],
  ['iOS', /\b(?:iPhone|iPad|iPod)\b/],
  ['Android', /\bAndroid\b/],
  ['Chrome OS', /\bCrOS\b/],
  ['macOS', /\bMac OS X\b|\bMacintosh\b/],
  ['Linux', /\bLinux\b|\bX11\b/],
]

/** Families only, which is what people search by. Versions would make a thousand tags. */
export function readAgent(header: string): Agent {
  return { browser: nameIn(browsers, header), os: nameIn(systems, header) }
}

function nameIn(rows: readonly Row[], header: string): string | null {
  return rows.find(([, pattern]) => pattern.test(header))?.[0] ?? null
}
