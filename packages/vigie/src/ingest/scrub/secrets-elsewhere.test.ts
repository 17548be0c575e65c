import { describe, expect, test } from 'vitest'
import { compileRules } from './rules.ts'
import { scrub } from './scrub.ts'

const rules = compileRules([])
const F = '[filtered]'
const secret = 'Hunter2x'

function cleaned(text: string): unknown {
  return (scrub({ extra: { text } }, rules) as { extra: { text: unknown } }).extra.text
}

function takesOut(texts: readonly string[]): void {
  test.each(texts)('%s', (text) => {
    expect(cleaned(text)).toBe(text.replaceAll(secret, F))
  })
}

describe('names in other alphabets and languages', () => {
  takesOut([
    'Неверный пароль: Hunter2x',
    '{"Пароль": "Hunter2x", "имя": "Ада"}',
    'секретный_ключ=Hunter2x&токен=Hunter2x&b=2',
    '用户密码：Hunter2x，用户名：ada',
    '密碼=Hunter2x&令牌=Hunter2x',
    'パスワード: Hunter2x',
    '비밀번호=Hunter2x&이름=kim',
    'كلمة المرور: Hunter2x',
    'رمز عبور = Hunter2x',
    'סיסמה: Hunter2x',
    'κωδικός πρόσβασης: Hunter2x',
    'รหัสผ่าน: Hunter2x',
    'पासवर्ड: Hunter2x',
    'mật khẩu: Hunter2x',
    'hasło: Hunter2x, haslo=Hunter2x, heslo: Hunter2x, geslo=Hunter2x',
    'lösenord: Hunter2x; şifre: Hunter2x; sifre=Hunter2x; jelszó: Hunter2x',
    '%D0%BF%D0%B0%D1%80%D0%BE%D0%BB%D1%8C=Hunter2x&a=b',
    '%E5%AF%86%E7%A0%81=Hunter2x',
    '{"\\u043f\\u0430\\u0440\\u043e\\u043b\\u044c": "Hunter2x", "\\u5bc6\\u7801": "Hunter2x"}',
    'password：Hunter2x',
  ])
})

describe('command lines', () => {
  takesOut([
    'mysql -u root -pHunter2x shop',
    "sshpass -p 'Hunter2x' ssh -p 22 ada@host",
    'docker login -u ada -p Hunter2x registry.example.org',
    'mongodump -u ada -p Hunter2x',
    'tool -u ada -p Hunter2x',
    'redis-cli -h host -a Hunter2x ping',
    'curl -u ada:Hunter2x https://host/',
    'sqlcmd -S host -U sa -P Hunter2x',
    'ldapsearch -D cn=ada -w Hunter2x',
    'smbclient -U ada%Hunter2x //host/share',
    'xfreerdp /u:ada /p:Hunter2x',
    'keytool -storepass Hunter2x -alias a',
    'htpasswd -b /etc/nginx/.htpasswd ada Hunter2x',
    '/usr/bin/htpasswd -cbBC 10 /etc/nginx/.htpasswd ada Hunter2x; nginx -t',
    'htpasswd -nbB ada "Hunter2x" failed',
    "Command '['htpasswd', '-b', '/etc/x', 'ada', 'Hunter2x']' returned non-zero exit status 1",
    'curl --user ada:Hunter2x https://host/',
    "curl -X POST --user 'ada:Hunter2x' https://host/",
    'curl --proxy-user=ada:Hunter2x https://host/',
    '["curl","--user","ada:Hunter2x","https://host"]',
    'sudo rabbitmqctl add_user ada Hunter2x',
    'rabbitmqctl -n rabbit@host change_password ada Hunter2x && true',
    'sqlplus -S ada/Hunter2x@//host:1521/shop @report.sql',
    "subprocess.run(['sqlplus', 'ada/Hunter2x@shop'])",
    "Command '['mysql', '-u', 'root', '-pHunter2x']' returned non-zero exit status 1",
    "Command '['pg_dump', '--password', 'Hunter2x']' returned",
    '["sshpass","-p","Hunter2x","ssh"]',
    "ALTER USER ada IDENTIFIED BY 'Hunter2x'",
    'CREATE USER ada IDENTIFIED BY Hunter2x',
    "CREATE USER ada IDENTIFIED WITH mysql_native_password BY 'Hunter2x'",
  ])

  test('as lists', () => {
    const argv = ['mysql', '-u', 'root', '-pHunter2x', 'shop']
    expect(scrub({ extra: { argv } }, rules)).toEqual({
      extra: { argv: ['mysql', '-u', 'root', `-p${F}`, 'shop'] },
    })
  })

  test.each([
    [['sshpass', '-p', secret, 'ssh']],
    [['curl', '--user', secret, '-s'].map((word) => word.replace(secret, `ada:${secret}`))],
    [['htpasswd', '-b', '/etc/my users', 'ada', secret]],
    [['sudo', '/usr/sbin/rabbitmqctl', 'add_user', 'ada', secret]],
    [['sqlplus', `ada/${secret}@shop`]],
  ])('as a list: %j', (argv) => {
    const clean = argv.map((word) => word.replace(secret, F))
    expect(scrub({ extra: { argv } }, rules)).toEqual({ extra: { argv: clean } })
  })
})

describe('tables', () => {
  takesOut([
    '| user | password |\n| --- | --- |\n| ada | Hunter2x |\n| bob | Hunter2x |',
    ' id | password \n----+----------\n  1 | Hunter2x\n(1 row)',
    'user,password,mail\nada,Hunter2x,a@example.org',
    'user\ttoken\tpassword\nada\tHunter2x\tHunter2x',
    '| password | Hunter2x |',
    'password\tHunter2x\nuser\tada',
    '<tr><th>password</th><td>Hunter2x</td></tr><tr><th>user</th><td>ada</td></tr>',
  ])
})

describe('addresses', () => {
  takesOut([
    'next=https%3A%2F%2Fada%3AHunter2x%40host%2Fp',
    '{"url":"https:\\/\\/ada:Hunter2x@host\\/p"}',
    'src="//ada:Hunter2x@host/p"',
    'dial ada:Hunter2x@tcp(host:3306)/shop failed',
    'https://hooks.slack.com/services/Hunter2x',
    'https://discord.com/api/webhooks/123456789012345678/Hunter2x',
    'https://api.telegram.org/bot123456789:Hunter2x/sendMessage'.replace('/sendMessage', ' failed'),
    'Cookie2 connect.sid=Hunter2x',
    'oracle://ada:Hunter2x@host:1521/shop',
    'jdbc:oracle:thin:ada/Hunter2x@//host:1521/shop',
    'no answer of jdbc:oracle:oci:ada/Hunter2x@shop',
    'connection = oracledb.connect("ada/Hunter2x@host/shop")',
  ])

  test('signatures of addresses, but not signals', () => {
    expect(cleaned('https://h/c?sv=1&sig=abcDEF0123456789%2Babc%3D&se=2')).toBe(
      `https://h/c?sv=1&sig=${F}&se=2`,
    )
    expect(cleaned('sig=11, sig: SIGSEGV')).toBe('sig=11, sig: SIGSEGV')
  })
})

describe('other ways to write a value', () => {
  takesOut([
    'password -> Hunter2x',
    'Password for ada is Hunter2x',
    'password:\n  - Hunter2x',
    'password: |\n  Hunter2x',
    '<password><![CDATA[Hunter2x]]></password>',
    '<wsse:Password Type="x">Hunter2x</wsse:Password>',
    'a%253Dpassword%253DHunter2x%2526b%253D2',
    'user=ada pw=Hunter2x',
    'password=<Hunter2x>',
  ])

  test('digests', () => {
    const header = 'Authorization: Digest username="ada", response="0123456789abcdef"\nHost: h'
    expect(cleaned(header)).toBe(`Authorization: ${F}\nHost: h`)
  })
})

const keys = [
  'sk-proj-abcdefghijklmnopqrstuvwx0123456789',
  'sk-ant-api03-abcdefghijklmnop-qrstuvwx0123456789',
  'gsk_abcdefghijklmnopqrstuvwxyz0123456789',
  'hf_abcdefghijklmnopqrstuvwxyzABCDEFGH',
  'hvs.CAESIabcdefghijklmnopqrstuv0',
  'shpat_0123456789abcdef0123456789abcdef',
  'ya29.a0AfH6SMBabcdefghijklmnopqrstuvwxyz',
  'GOCSPX-abcdefghijklmnopqrstuvwxyz01',
  'sntryu_0123456789abcdef0123456789abcdef',
  'xapp-1-A0123-123-0123456789abcdef',
  'glsa_abcdefghijklmnopqrstuvwxyz012345_01234567',
  '$6$saltsalt$abcdefghijklmnopqrstuvwxyz0123456789',
  'dop_v1_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
  'doo_v1_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
  'dapi0123456789abcdef0123456789abcdef',
  'PMAK-0123456789abcdef01234567-0123456789abcdef0123456789abcdef01',
  'NRAK-ABCDEFGHIJKLMNOPQRSTUVWXYZ1',
  'figd_abcdefghijklmnop-qrstuvwxyz0123456789ABCD',
  'ATATT3xFfGF0abcdefghijkLMNOPqrstuvwxyz0123456789=ABCDEF01',
  'SKabcdef0123456789abcdef0123456789',
  'key-3ax6xnjp29jd6fds4gc373sgvjxteol0',
  '{SSHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g3bW1lc2FsdA==',
  '{SHA512}W6ph5Mm5Pz8GgiULbPgzG37mj9g3bW1lc2FsdA==',
  '{MD5}Xr4ilOzQ4PCOq3aQ0qbuaQ==',
]

test.each(keys)('takes out keys of providers: %s', (key) => {
  expect(String(cleaned(`got ${key} here`))).not.toContain(key.slice(10, 30))
  expect(String(cleaned(key))).not.toContain(key.slice(10, 30))
})

test('takes out a password’s hash whole where its name stands before it', () => {
  expect(cleaned('userPassword: {SSHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g3==\ncn: ada')).toBe(
    `userPassword: ${F}\ncn: ada`,
  )
})

describe('keys of PuTTY', () => {
  const head = 'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: ada\nPublic-Lines: 1\nAAAA\n'
  const key = `${head}Private-Lines: 1\nHunter2x\nPrivate-MAC: 0123456789abcdef`

  test.each([
    ['whole', `read ${key}\nnext`, `read ${F}\nnext`],
    ['in JSON', JSON.stringify({ key, a: 1 }), `{"key":"${F}","a":1}`],
    ['cut off', key.slice(0, -30), F],
    [
      'only named',
      'PuTTY-User-Key-File-2 is of the older format',
      'PuTTY-User-Key-File-2 is of the older format',
    ],
  ])('%s', (_, text, clean) => {
    expect(cleaned(text)).toBe(clean)
  })
})

test('leaves a card’s brand, and what Stripe has for tests', () => {
  const innocent = {
    card: 'visa',
    payment_card: 'Mastercard',
    token: 'tok_visa',
    source_token: 'tok_mastercard_debit',
  }
  expect(scrub({ extra: { innocent } }, rules)).toEqual({ extra: { innocent } })
})

test('takes out keys whose head has blanks', () => {
  const key = '---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nabc\n---- END SSH2 ENCRYPTED PRIVATE KEY ----'
  expect(cleaned(`${key} b`)).toBe(`---- BEGIN SSH2 ENCRYPTED PRIVATE KEY${F} b`)
})

const kept = [
  'TokenExpiredError: jwt expired',
  'JsonWebTokenError: invalid signature',
  'SessionNotCreatedException: session not created',
  'Unexpected token: punc (})',
  'password: This field is required.',
  'password: must be at least 8 characters',
  "Access denied for user 'ada'@'localhost' (using password: YES)",
  'session: closed, secret: not found, jwt: malformed, Authorization: required',
  'secrets "db-creds" not found',
  'Bearer realm="api"',
  'WWW-Authenticate: Basic realm="x"',
  'npm_lifecycle_event_prepublish_only_script',
  'sessions: 12, card_brand=visa, cvc_check: pass',
  'Targets may be identified by their name, or identified by the name of a role',
  'const sig = util_1.encoding.base64Encode(envelope.signatures[0].sig)',
  'token = next(tokens)',
  'ssh -p 2222 ada@host; docker run -p 8080:80 nginx; mkdir -p /srv/app; ps -p 123',
  'mysql -u root -P 3306 shop; mongo -port 27017; curl -u; sudo -u postgres psql; unzip -p a.zip b',
  'npm --prefix a; tsc -p tsconfig.json; git add -p',
  '密码错误, 用户名或密码错误：admin, パスワードが違います：山田, 비밀번호가 틀립니다: kim',
  'Пароль не подходит: ada; секретарь: Иван',
  '| name | size |\n| --- | --- |\n| a | 12 |',
  'Missing: user, password\nPlease, log in',
  'card: visa, card=mastercard; card: Visa ending in 4242',
  'No such token: tok_visa',
  "No such token: 'tok_visa'",
  'htpasswd -c /etc/nginx/.htpasswd ada; htpasswd -b',
  'rabbitmqctl list_users; rabbitmqctl add_user ada; sqlplus / as sysdba; sqlplus @report.sql',
  'curl --user-agent Mozilla https://host/; psql --user ada:x; git --user a:b',
  'oracle://host:1521/shop, jdbc:oracle:thin:@host:1521:shop, the oracle: a/b',
  'TASK0123456789abcdef0123456789abcdef, task-SKILL, BREAK-even, key-value-0123456789abcdefghij, monkey-patched',
  'period_v1_2026, prod_v1_0123456789abcdef0123, ascii, dapi_client, {SHA}, Api-Key-Filter',
  'risk-management-in-large-organisations-2026; task-12345678901234567890abcdef',
]

test.each(kept)('leaves as it is: %s', (text) => {
  expect(cleaned(text)).toBe(text)
})
