const nothing = -1
/** Nothing is found, but there are letters beyond Latin-1: halves of surrogate pairs perhaps. */
export const nothingButWide = -2

/**
 * Where in a text something that is to go could begin. All beginnings are looked for at once, a step a letter: bit n of
 * a state says that the letters up to here could be the first n of one (Baeza-Yates and Gonnet's Shift-And). That is
 * as quick as the quickest regular expression, never goes back, and what it finds by mistake costs a look, no more.
 * Answers with eight times the place of the last letter, and 1 of a name, 2 of a value, 4 where a letter beyond Latin-1
 * came by: no object, for it is called for each text of each event. Negative where there is none.
 */
export function findBeginning(text: string, from: number): number {
  let names = 0
  let values = 0
  let all = 0
  const end = text.length
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at)
    const letter = Math.min(code, 0xff)
    all |= code
    names = ((names << 1) | nameTable.starts) & (nameTable.letters[letter] ?? 0)
    values = ((values << 1) | valueTable.starts) & (valueTable.letters[letter] ?? 0)
    const ended = (names & nameTable.ends) | (values & valueTable.ends)
    if (ended !== 0)
      return (
        at * 8 +
        ((names & nameTable.ends) === 0 ? 0 : 1) +
        ((values & valueTable.ends) === 0 ? 0 : 2) +
        (all > 0xff ? 4 : 0)
      )
  }
  return all > 0xff ? nothingButWide : nothing
}

/**
 * Three letters of each word that can make a name a secret's. In a class stand letters of several words. A small letter
 * stands for a capital as well, a capital for itself alone, as keys have them: those are rarer.
 */
const nameBeginnings = [
  '[pw][aw][sd]', // password, passphrase, mot de passe, Passwort; pwd
  '[sk]e[csgnñy]', // secret, session; segreto, senha, contraseña; key, Kennwort
  'aut', // auth
  'c[ral][eré]', // credential, card, carte; clé
  '[tj][owe][kot]', // token, two factor; jeton, tarjeta; wachtwoord
  'coo', // cookie
  's[ri][fdg]', // csrf, xsrf; sid; signature
  '[cjmpo2][vwfdtq][vctap=:"\']', // cvv, cvc, jwt, mfa, 2fa, mdp, pw=; otp; rabbitmqctl
  '[aeli][sf][lrz]', // hasło, heslo; jelszó, şifre
  '[lhi]av', // clave, chave, chiave
  '\\0',
]

const valueBeginnings = [
  '[: "\'][/\\\\-][/apuwxk]', // user:password@ behind ://, :\\/\\/ or //; -p password
  '[ehA][yfvK][j_s-]', // JWT; hf_ of Hugging Face, hvs. of Vault; PMAK-, NRAK-, key- of Mailgun, PuTTY-User-Key-
  '[ad][ksbcria][iacodzp][ai]', // AKIA… of AWS, AIza of Google, dapi of Databricks
  '[gsrwq][hkglin][pous_r.t-]', // ghp_, github_pat_, glpat-, sk_live_, sk-, SG., whsec_, shpat_, sntrys_; sqlplus
  '[xnpb][opyeabx][xmpask-]', // xoxb-, npm_, pypi-, bearer, basic, pbkdf2_, GOCSPX-
  '[$y{][a2156ySM][raby$2SHMD]', // $argon2, $2b$, $6$, {SSHA}, {MD5}; ya29
  '[-\\\\%][-u4567cde][0-9a-fup]', // -----BEGIN, \u0070, %70, %C3, %D0; --user, --proxy-user
  '\\d\\d\\d\\d', // card numbers
  '[r@dAi][t oTg][ cbopTd][ipy_3]', // insert into, @tcp(, identified by; dop_ and doo_ of DigitalOcean, ATATT3 of Atlassian, figd_
  'SK', // of Twilio
]

interface Table {
  readonly starts: number
  readonly ends: number
  /** For each letter, at which places of which beginnings it may stand. */
  readonly letters: Int32Array
}

/**
 * ASCII, and what the beginnings have beyond it. Not all of Latin-1: V8 would compile so long a loop, and a server that
 * nobody sends anything would keep 5 MB of its compiler in memory.
 */
const asked = [...Array(128).keys(), ...[...'éÉñÑ'].map((letter) => letter.charCodeAt(0))]

const nameTable = tableOf(nameBeginnings)
const valueTable = tableOf(valueBeginnings)

function tableOf(beginnings: readonly string[]): Table {
  const letters = new Int32Array(256)
  let starts = 0
  let ends = 0
  let bit = 0
  for (const beginning of beginnings) {
    starts |= 1 << bit
    for (const place of beginning.match(/\[[^\]]+\]|\\.|./g) ?? [])
      setLetters(letters, new RegExp(place), bit++)
    ends |= 1 << (bit - 1)
  }
  if (bit > 32) throw new RangeError('The beginnings do not fit into one number')
  return { starts, ends, letters }
}

function setLetters(letters: Int32Array, place: RegExp, bit: number): void {
  for (const code of asked) {
    const letter = String.fromCharCode(code)
    if (place.test(letter) || place.test(letter.toLowerCase()))
      letters[code] = (letters[code] ?? 0) | (1 << bit)
  }
}
