import { isWideSecret } from './wide-names.ts'

/**
 * What a name says of its value:
 * - `secret`: the value goes;
 * - `measure`: a secret's count, length or age: numbers and dates stay, anything else goes;
 * - `cookies`: secret, but of a dictionary the names may stay;
 * - `opaque`: secret where the value looks like one: `sig` is a signal as well;
 * - `address`: goes where the owner wants visitors' addresses gone;
 * - `open`: nothing.
 */
export type NameVerdict = 'secret' | 'measure' | 'cookies' | 'opaque' | 'address' | 'open'

/** Longer names are judged by their letters alone, which errs on the side of taking out. */
const longestName = 128

/**
 * Judged by the words of a name, not by its letters: `auth` in `basicAuth` and `auth_header`, but not in `author`;
 * `token` in `csrfmiddlewaretoken`, but not in `tokenizer`; `card` in `cardNumber`, but not in `discard`.
 * The words that no other word contains (`password`, `secret`, `api_key`…) are found however they are glued.
 */
export function verdictOf(name: string): NameVerdict {
  // The working directory, as every environment has it.
  if (name === 'PWD' || name === 'OLDPWD') return 'open'
  if (name.length > longestName) return roughly.test(name) ? 'secret' : 'open'
  const words = wordsOf(name)
  // What went wrong with it: `TokenExpiredError: jwt expired`, `password_errors`.
  if (words.length > 1 && faults.has(words.at(-1) ?? '')) return 'open'
  const glued = words.join('')
  if (isWideSecret(name)) return 'secret'
  // What a server asks for: `Basic realm="x"`.
  if (glued.endsWith('wwwauthenticate') || glued.endsWith('proxyauthenticate')) return 'open'
  // Of .NET's libraries, wherever one is named: `mscorlib, Version=4.0.0.0, PublicKeyToken=b77a5c561934e089`.
  if (glued === 'publickeytoken') return 'open'
  if (cookie.test(glued)) return measured(words, descriptions, 'cookies')
  if (strong.test(glued)) return measured(words, none, 'secret')
  if (words.some((word, at) => isWeakSecret(word, words, at))) return measured(words, descriptions, 'secret')
  if (glued === 'sig') return 'opaque'
  return isAddress(glued) ? 'address' : 'open'
}

const faults = new Set('error errors exception exceptions warning warnings failure failures'.split(' '))

/** Letters and digits alone, in small letters: names that differ by case and separators only are the same. */
export function gluedName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}

const roughly =
  /pass|secret|token|api.?key|auth|cred|private.?key|session|cookie|csrf|card|pwd|otp|two.?factor/i
const cookie = /cookie/
const strong = anyOf([
  'passw(?:or[dt]|d)|passphrase|passcode|secret(?!ar(?:y|i))|api(?:secret)?key|credential|mysqlpwd|private(?:access)?key|twofactor|[cx]srf',
  '(?:access|secret|signing|encryption|encrypt|master|fernet|shared|storage|account|hmac|ssh)key(?!board|word)|(?:amz|goog|hub|webhook|request)signature|onetimecode|sess(?:ion)?id|connectsid',
  // In French.
  '(?:mot|phrase)depasse|cl[eé]f?(?:d?api|priv[eé]e|d?acc[eè]s|(?:de)?(?:chiffrement|signature))|num[eé]ro(?:de)?carte|carte(?:bancaire|bleue|de?credit)',
  // In Spanish, where `clave` is a key as well, and Catalan.
  'contrase(?:ñ|ni?|ny)a|clave(?:de)?(?:api|privada|acceso|cifrado|firma|seguridad)|credencial|tarjeta(?:de)?(?:credito|crédito|debito|débito)|idsesi[oó]n|c[oó]digo(?:de)?seguridad',
  '^(?:mi|su|nueva|vieja|anterior|repetir|confirmar?|cambiar)?clave(?:s|actual|nueva|anterior|usuario|web|admin|ingreso|confirmaci[oó]n)?$',
  // In Portuguese: nobody's `desenha` is one.
  '(?<!de)senha|palavrapasse|segredo|chave(?:d[ae])?(?:api|privada|acesso|seguran[cç]a|criptografia|assinatura)|credenciais|cart[aã]o(?:de)?(?:credito|crédito|debito|débito)|idsess[aã]o|c[oó]digo(?:de)?seguran[cç]a',
  'n[uú]mero(?:d[aeio]|della?)?(?:tarjeta|cart[aã]o|carta)',
  // In German and Dutch.
  'kennw[oö]rt|geheim|zugangs(?:daten|code)|anmeldedaten|(?:api|privater?|zugriffs|zugangs|sitzungs)schl(?:ü|ue)ssel|sitzungsid|kreditkarte|kartennummer|sicherheitscode|wachtwoord',
  // In Polish, Czech, Slovene, Swedish, Danish, Norwegian, Finnish, Hungarian, Turkish, Croatian, Indonesian and Vietnamese.
  'has[lł][oa]|^[hg]es[lł]o|l[öo]senord|adgangskode|kodeord|passord|salasana|jelsz[oó]|[sş]ifre|lozink[aeu]|zaporka|katasandi|^matkhau',
  // In Italian.
  'segret[oi]|parola(?:d|di)?(?:ordine|accesso)|chiave(?:api|privata|(?:di)?(?:accesso|cifratura|firma))|credenziali|carta(?:di)?credito',
])

function anyOf(names: readonly string[]): RegExp {
  return new RegExp(names.join('|'))
}

function measured(
  words: readonly string[],
  harmless: ReadonlySet<string>,
  verdict: NameVerdict,
): NameVerdict {
  // `sessions: 12` counts them.
  if (verdict === 'secret' && plurals.has(words.at(-1) ?? '')) return 'measure'
  if (words.length < 2) return verdict
  if (words.some((word) => measures.has(word))) return 'measure'
  return harmless.has(words.at(-1) ?? '') ? 'open' : verdict
}

const plurals = new Set(['sessions', 'cards'])

/** `session_count`, `max_tokens`, `password_length`, `token_expires_at`. */
const measures = new Set(
  'count counts length len size total limit max min num age expires expiry expiration expire ttl timeout lifetime duration index offset attempts retries used usage prompt completion at nombre longueur taille duree durée longitud duracion duración tamanho länge laenge lunghezza durata'.split(
    ' ',
  ),
)

/** `auth_backend`, `token_type`, `SESSION_ENGINE`: what something is, not what it holds. Not said of passwords. */
const descriptions = new Set(
  'type backend backends class classes engine middleware method scheme algorithm provider domain samesite secure httponly enabled required name url uri path serializer validators model form view version mode status manager user users group groups permission permissions brand issuer network country check'.split(
    ' ',
  ),
)
const none: ReadonlySet<string> = new Set()

function isWeakSecret(word: string, words: readonly string[], at: number): boolean {
  if (whole.has(word)) return true
  if (word === 'pass') return at === words.length - 1
  if (word === 'sid') return words.length > 1
  if (word.startsWith('auth')) return !/^author(?!i[sz])|^authentic$/.test(word)
  return weak.test(word)
}

const whole = new Set(
  'pwd pw mdp jwt jwts otp totp hotp cvv cvc csc ssn mfa 2fa card cards tarjeta tarjetas cartao cartão token tokens jeton jetons session sessions sess bearer'.split(
    ' ',
  ),
)
const weak =
  /auth$|tokens?$|^token(?:id|key|value|string|hash|data)$|^session|sessions?$|sess(?:id)?$|^card(?:s|nums?|numbers?|nos?|holder|code|cvv|cvc|data|info|id|pan)$|(?:credit|debit|bank|payment)cards?$|^otp|pwd$|^(?:store|key|user|db|root|admin|smtp|mail|proxy|cert)pass$|^cv[vc]|symfony$/

function isAddress(glued: string): boolean {
  return /^(?:http)?x?(?:forwardedfor|realip|clientip|originalforwardedfor)$|^(?:http)?forwarded$|ipaddr(?:ess)?$|^remote(?:addr|ip|host)|connectingip$|^(?:true)?clientip$|^(?:http)?(?:fastly|cf|xcluster|xenvoyexternal)?(?:clientip|connectingip|externaladdress)$|^ip$|^ipv[46]$/.test(
    glued,
  )
}

/** `userPassword2`, `HTTP_X_APIKey` → user password, http x api key. Numbers behind a word say nothing. */
function wordsOf(name: string): string[] {
  const spaced = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
  const words = spaced.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return words.map((word) => word.replace(/(?<=\p{L})\d{1,3}$/u, ''))
}
