import { expect, test } from 'vitest'
import { compileRules } from './rules.ts'
import { scrub } from './scrub.ts'

const rules = compileRules([])
const F = '[filtered]'

/** Texts and what becomes of them, after a word for their origin. */
const cases: readonly (readonly [of: string, text: string, clean: string])[] = [
  [
    'Python dictionaries',
    `{'password': 'x1', "token": b'y1', 'ok': 'z'}`,
    `{'password': '${F}', "token": b'${F}', 'ok': 'z'}`,
  ],
  ['Python keywords', `User(password='x1', name='bob')`, `User(password='${F}', name='bob')`],
  ['a quote within quotes', `{'password': 'x\\'1', 'a': 1}`, `{'password': '${F}', 'a': 1}`],
  ['a representation that was cut off', `{'a': 1, 'password': 'hunt`, `{'a': 1, 'password': '${F}`],
  [
    'QueryDict',
    `<QueryDict: {'password': ['x1'], 'q': ['a']}>`,
    `<QueryDict: {'password': ${F}, 'q': ['a']}>`,
  ],
  ['nested values', `{'credentials': {'a': ['x1', {'b': ')'}]}, 'b': 2}`, `{'credentials': ${F}, 'b': 2}`],
  ['pairs', `[(b'authorization', b'Bearer x1'), ('a', 'b')]`, `[(b'authorization', b'${F}'), ('a', 'b')]`],
  ['a wrapped value', `password=SecretStr('x1'), b=1`, `password=${F}, b=1`],
  ['JSON', `{"password": "x1\\"y", "n": 1}`, `{"password": "${F}", "n": 1}`],
  ['JSON numbers', `{"otp":123456,"n":1}`, `{"otp":${F},"n":1}`],
  ['JSON within JSON', `{\\"password\\": \\"x1\\", \\"n\\": 1}`, `{\\"password\\": \\"${F}\\", \\"n\\": 1}`],
  ['escaped JSON names', `{"p\\u0061ssword": "x1", "n": 1}`, `{"p\\u0061ssword": "${F}", "n": 1}`],
  ['forms', 'a=1&password=x1&token=y1&b=2', `a=1&password=${F}&token=${F}&b=2`],
  ['encoded forms', 'user%5Bpassword%5D=x%261&b=2', `user%5Bpassword%5D=${F}&b=2`],
  ['encoded names of forms', 'a=1&%70assword=x1&b=2', `a=1&%70assword=${F}&b=2`],
  [
    'addresses within addresses',
    'next=%2Flogin%3Fpassword%3Dx1%26b%3D2',
    `next=%2Flogin%3Fpassword%3D${F}%26b%3D2`,
  ],
  ['multipart bodies', 'name="password"\r\n\r\nx1\r\n--b', `name="password"\r\n\r\n${F}\r\n--b`],
  ['headers', 'Authorization: Bearer abc.def\r\nAccept: */*', `Authorization: ${F}\r\nAccept: */*`],
  [
    'French sentences',
    `Mot de passe : x1, jeton=y1 ; clé d'API : z1, clef privée=w1`,
    `Mot de passe : ${F}, jeton=${F} ; clé d'API : ${F}, clef privée=${F}`,
  ],
  [
    'sentences in other languages',
    'Contraseña: x1, senha=y1; Kennwort: z1, Passwort=w1, chiave privata: v1, segreto=u1',
    `Contraseña: ${F}, senha=${F}; Kennwort: ${F}, Passwort=${F}, chiave privata: ${F}, segreto=${F}`,
  ],
  [
    'forms in other languages',
    'usuario=ana&clave=x1&chave_api=y1&tarjeta=z1&wachtwoord=w1&b=2',
    `usuario=ana&clave=${F}&chave_api=${F}&tarjeta=${F}&wachtwoord=${F}&b=2`,
  ],
  ['letters beyond ASCII in forms', 'a=1&contrase%C3%B1a=x1&b=2', `a=1&contrase%C3%B1a=${F}&b=2`],
  [
    'letters beyond ASCII in JSON',
    `{"contrase\\u00f1a": "x1", "nom": "Andr\\u00e9", "cl\\u00e9_api": "y1"}`,
    `{"contrase\\u00f1a": "${F}", "nom": "Andr\\u00e9", "cl\\u00e9_api": "${F}"}`,
  ],
  ['what was said in other languages', 'la contraseña es hunter2', `la contraseña es ${F}`],
  [
    'words that only begin so',
    'el contraste: x1, desenha=y1, la palabra clave: z1',
    'el contraste: x1, desenha=y1, la palabra clave: z1',
  ],
  ['French forms', 'jeton=x1&cle_api=y1&clé_api=z1&b=2', `jeton=${F}&cle_api=${F}&clé_api=${F}&b=2`],
  ['headers of curl', `curl -H 'X-Api-Key: x1' -H 'A: b'`, `curl -H 'X-Api-Key: ${F}' -H 'A: b'`],
  ['cookies', 'Cookie: a=b; sessionid=c\nHost: h', `Cookie: ${F}\nHost: h`],
  ['cookies in a dictionary', `{'HTTP_COOKIE': 'a=b; c=d', 'X': 1}`, `{'HTTP_COOKIE': '${F}', 'X': 1}`],
  ['credentials', 'sent Bearer abc123def to h', `sent Bearer ${F} to h`],
  ['databases', 'postgres://u:p@h/db failed', `postgres://u:${F}@h/db failed`],
  ['Redis', 'redis://:pw1@h:6379/0', `redis://:${F}@h:6379/0`],
  ['a password with an @ and a /', 'https://u:p@s/w@host/path', `https://u:${F}@host/path`],
  ['a token as user', 'https://0123456789abcdef0123@host/1', `https://${F}@host/1`],
  ['parameters of addresses', 'https://h/p?a=1&access_token=x1#y', `https://h/p?a=1&access_token=${F}`],
  ['libpq', 'host=h user=u password=x1 dbname=d', `host=h user=u password=${F} dbname=d`],
  ['ODBC', 'Server=h;Pwd=x1;Database=d', `Server=h;Pwd=${F};Database=d`],
  ['Ruby', '{:password=>"x1", :b=>1}', `{:password=>"${F}", :b=>1}`],
  ['PHP', `['password' => 'x1', 'b' => 1]`, `['password' => '${F}', 'b' => 1]`],
  [
    'Erlang',
    `{login,[{user,"ada"},{password,<<"x1">>},{token,12},{otp, 'y1'}]} #{secret => <<"z1">>}`,
    `{login,[{user,"ada"},{password,<<"${F}">>},{token,${F}},{otp, '${F}'}]} #{secret => <<"${F}">>}`,
  ],
  ['Elixir', '{:ok, [{:user, "ada"}, {:password, "x1"}]}', `{:ok, [{:user, "ada"}, {:password, "${F}"}]}`],
  [
    'Lisp',
    '((user . "ada") (password . "x1") ("token" . "y1")) (:secret "z1")',
    `((user . "ada") (password . "${F}") ("token" . "${F}")) (:secret "${F}")`,
  ],
  [
    'what PHP keeps',
    's:4:"user";s:3:"ada";s:8:"password";s:2:"x1"; token|s:2:"y1"; ["secret"]=>\n  string(2) "z1"',
    `s:4:"user";s:3:"ada";s:8:"password";s:2:"${F}"; token|s:2:"${F}"; ["secret"]=>\n  string(2) "${F}"`,
  ],
  [
    'names beside their values',
    `[{"name": "password", "value": "x1"},{"key":"Authorization","value":"Basic y1"},{"name":"a","value":"b"}]`,
    `[{"name": "password", "value": "${F}"},{"key":"Authorization","value":"${F}"},{"name":"a","value":"b"}]`,
  ],
  [
    'plists and settings',
    '<key>password</key>\n\t<string>x1</string> <property name="password">y1</property><b>1</b>',
    `<key>password</key>\n\t<string>${F}</string> <property name="password">${F}</property><b>1</b>`,
  ],
  [
    'JSON within a page',
    '{&quot;password&quot;:&quot;x1&quot;,&quot;a&quot;:1}',
    `{&quot;password&quot;:&quot;${F}&quot;,&quot;a&quot;:1}`,
  ],
  [
    'quotes of print',
    'Mot de passe « x1 » refusé, Passwort „y1“ falsch',
    `Mot de passe « ${F} » refusé, Passwort „${F}“ falsch`,
  ],
  ['XML', '<password>x1</password><b>1</b>', `<password>${F}</password><b>1</b>`],
  ['HTML', '<input name="password" value="x1">', `<input name="password" value="${F}">`],
  ['command lines', 'mysql --password x1 -u root', `mysql --password ${F} -u root`],
  ['YAML', 'user: bob\npassword: x1\nb: 1', `user: bob\npassword: ${F}\nb: 1`],
  ['sentences', 'wrong password hunter2, try again', `wrong password ${F}, try again`],
  ['API keys with a space', 'API key: x1', `API key: ${F}`],
  ['two factors', 'two-factor: 123456', `two-factor: ${F}`],
  [
    'SQL',
    `SET "password" = 'x''1', a = 1 WHERE "token" = 'y1'`,
    `SET "password" = '${F}', a = 1 WHERE "token" = '${F}'`,
  ],
  [
    'SQL rows',
    `INSERT INTO u (n, password) VALUES ('bob', 'x1'), ('al', 'x''y')`,
    `INSERT INTO u (n, password) VALUES ('bob', '${F}'), ('al', '${F}')`,
  ],
  [
    'a row that was cut off',
    `INSERT INTO u (n, password) VALUES ('bob', 'x1`,
    `INSERT INTO u (n, password) VALUES ('bob', ${F}`,
  ],
  [
    'what stands between in rows',
    `INSERT INTO u (a, password) VALUES ('redis://:x1@h', 'y1')`,
    `INSERT INTO u (a, password) VALUES ('redis://:${F}@h', '${F}')`,
  ],
  ['private keys', '-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY----- b', `${F} b`],
  ['a private key that was cut off', 'a -----BEGIN PRIVATE KEY-----\nabc', `a ${F}`],
  ['JWT', 'got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_d!', `got ${F}!`],
  ['AWS', 'key AKIAIOSFODNN7EXAMPLE', `key ${F}`],
  ['GitHub', 'ghp_0123456789abcdefghijABCDEFGHIJ012345', F],
  ['Stripe', 'sk_live_0123456789abcdefghij', F],
  ['hashes of Django', 'is pbkdf2_sha256$600000$salt$hash0123456789=', `is ${F}`],
  ['cards', 'pay 4111 1111 1111 1111 12/29', `pay ${F} 12/29`],
  ['cards in a form', 'number=4111+1111+1111+1111&a=b', `number=${F}&a=b`],
  ['cards in an address', '?n=4111%201111%201111%201111&a=b', `?n=${F}&a=b`],
  ['American cards', '378282246310005', F],
]

test.each(cases)('takes secrets out of %s', (_, text, clean) => {
  expect(scrub({ extra: { text } }, rules)).toEqual({ extra: { text: clean } })
})

const kept = [
  'the author: Bob, tokenizer=bert, session_count=5, discard: yes',
  `Unexpected token '<', "<!DOCTYPE "... is not valid JSON`,
  `SELECT "auth_user"."password" FROM "auth_user" WHERE "auth_user"."password" = %s`,
  'UPDATE t SET password = $1, token = ?',
  'https://host:8000/path@2x/@scope/a?b=c',
  'ssh://git@github.com/a/b',
  'Basic authentication failed',
  'Bearer authentication is required',
  'django.contrib.auth.middleware.AuthenticationMiddleware',
  '/usr/lib/python3/site-packages/django/contrib/sessions/middleware.py',
  '2026-11-28 04:30:01,123 1700000000 0x7f1234567890',
  '41111111-1111-4111-8111-111111111111',
  '4111.111111111111111 0.4111111111111111',
  "KeyError: 'password'",
  'password: None, token=null, secret=',
  '<User: bob>',
  'la clé primaire : 12, une clé étrangère=3, il passe : 4',
]

test.each(kept)('leaves as it is: %s', (text) => {
  expect(scrub({ extra: { text } }, rules)).toEqual({ extra: { text } })
})
