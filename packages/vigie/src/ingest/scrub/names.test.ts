import { expect, test } from 'vitest'
import { verdictOf } from './names.ts'

const secret = [
  ...[
    'password',
    'PASSWORD',
    'passwd',
    'user_password',
    'userPassword2',
    'passwordConfirmation',
    'password-old',
    'pwd',
  ],
  ...[
    'mysql_pwd',
    'db_pass',
    'SECRET_KEY',
    'clientSecret',
    'api_key',
    'apikey',
    'X-Api-Key',
    'APIKey',
    'auth',
    'oauth2',
  ],
  ...[
    'Authorization',
    'HTTP_AUTHORIZATION',
    'proxy-authorization',
    'authenticate',
    'basicAuth',
    'auth_header',
    'authCode',
  ],
  ...[
    'credentials',
    'aws_credential',
    'privatekey',
    'private_key',
    'token',
    'tokens',
    'access_token',
    'csrfmiddlewaretoken',
  ],
  ...[
    'XSRF-TOKEN',
    'csrf',
    '_csrf',
    'otp',
    'totp_code',
    'two_factor',
    'twofactor',
    'two-factor-code',
    'session',
    'sessionid',
  ],
  ...[
    'PHPSESSID',
    'JSESSIONID',
    'session_key',
    'django_session',
    'connect.sid',
    'card',
    'card_number',
    'creditCard',
    'cardno',
  ],
  ...[
    'cvv',
    'cvc2',
    'jwt',
    'aws_secret_access_key',
    'AWS_ACCESS_KEY_ID',
    'encryption_key',
    'mot_de_passe',
    'mdp',
    'jeton',
    'jetonAcces',
    'clé_api',
    'cle_api',
    'clef_d_api',
    'CLE_PRIVEE',
    'cle_de_chiffrement',
    'phrase_de_passe',
    'carte_bancaire',
    'numero_carte',
    "'password'",
  ],
  ...[
    'contraseña',
    'Contrasena',
    'nueva_contraseña',
    'contrasenya',
    'clave',
    'clave_nueva',
    'claveAcceso',
    'clave_privada',
  ],
  ...['numero_tarjeta', 'tarjeta', 'tarjetaCredito', 'credenciales', 'id_sesion', 'codigo_seguridad'],
  ...[
    'senha',
    'senhaAtual',
    'nova_senha',
    'confirmarSenha',
    'palavra-passe',
    'segredo',
    'chave_api',
    'chave_de_acesso',
  ],
  ...['cartao', 'cartão', 'numero_do_cartao', 'credenciais', 'chavePrivada'],
  ...[
    'Passwort',
    'passwort_wdh',
    'Kennwort',
    'kennwortNeu',
    'Geheimnis',
    'zugangsdaten',
    'api_schluessel',
    'apiSchlüssel',
  ],
  ...['kreditkarte', 'kartennummer', 'wachtwoord', 'nieuwWachtwoord'],
  ...[
    'parola_d_ordine',
    'segreto',
    'codice_segreto',
    'chiave_privata',
    'chiaveApi',
    'credenziali',
    'carta_di_credito',
  ],
  ...['secretary_password'],
  ...['password_hash', 'passwordHint', 'secret_name', 'x-amz-signature', 'authorisation', 'usertoken'],
]

test.each(secret)('%s is a secret', (name) => {
  expect(verdictOf(name)).toBe('secret')
})

const open = [
  ...[
    'author',
    'authors',
    'author_id',
    'authority',
    'authored_by',
    'tokenizer',
    'tokenize',
    'discard',
    'cardinality',
    'wildcard',
  ],
  ...[
    'dashboard',
    'carte',
    'carte_id',
    'cle',
    'cle_etrangere',
    'cle_primaire',
    'clear',
    'article',
    'scorecard',
    'secretary',
    'compass',
    'passenger',
    'bypass',
    'passed',
    'monkey',
    'public_key',
    'key',
    'keys',
  ],
  ...[
    'PWD',
    'OLDPWD',
    'PublicKeyToken',
    'auth_backend',
    'token_type',
    'SESSION_ENGINE',
    'card_type',
    'session_name',
    'obsessive',
    'assessment',
  ],
  ...[
    'palabra_clave',
    'clave_primaria',
    'clave_producto',
    'enclave',
    'chave',
    'chave_estrangeira',
    'chiave',
    'parola',
  ],
  ...[
    'desenha',
    'desenhar',
    'senhor',
    'secretaria',
    'secretario',
    'segretario',
    'segreteria',
    'schlüssel',
    'worte',
  ],
  ...['carta', 'cartas', 'kartenspiel', 'konto', 'contrast', 'sendung'],
  ...['optional', 'option', 'keyboard', 'sid', 'aside', 'inside', 'message', 'value', 'filename'],
  ...['', '…', '12345', 'x'],
]

test.each(open)('%s is none', (name) => {
  expect(verdictOf(name)).toBe('open')
})

test.each([
  'session_count',
  'token_length',
  'max_tokens',
  'password_age',
  'token_expires_at',
  'SESSION_COOKIE_AGE',
  'total_tokens',
  'nombre_jetons',
  'duree_jeton',
  'longitud_contraseña',
])('of %s numbers stay', (name) => {
  expect(verdictOf(name)).toBe('measure')
})

test.each(['cookie', 'Set-Cookie', 'HTTP_COOKIE', 'cookies'])('%s holds cookies', (name) => {
  expect(verdictOf(name)).toBe('cookies')
})

test.each([
  'ip_address',
  'REMOTE_ADDR',
  'X-Forwarded-For',
  'HTTP_X_FORWARDED_FOR',
  'x-real-ip',
  'CF-Connecting-IP',
  'client_ip',
  'ip',
])('%s is an address', (name) => {
  expect(verdictOf(name)).toBe('address')
})

test('judges a name that is too long to be taken apart by its letters', () => {
  expect(verdictOf(`${'x'.repeat(5_000)}Token`)).toBe('secret')
  expect(verdictOf('x'.repeat(5_000))).toBe('open')
})
