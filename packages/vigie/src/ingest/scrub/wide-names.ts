/**
 * Names of secrets in letters beyond Latin-1. A blank stands for whatever separates two words, or nothing. Where words
 * are written without blanks a name ends with the word: `用户密码` is one, `密码不能为空` a sentence.
 */
const anywhere = [
  // Russian, Ukrainian, Bulgarian, Serbian; nobody’s `секретарь` is one.
  'парол',
  'секрет(?!ар)',
  'токен',
  'лозинк',
  '(?:закрыт|приватн|секретн)\\p{L}+ ключ',
  'ключ (?:api|апи|доступ|шифр)\\p{L}*',
  'номер карт\\p{L}+',
  'п[иі]н код',
  // Arabic, Persian, Hebrew
  'كلمة (?:ال)?(?:مرور|سر)',
  'رمز (?:المرور|عبور|الدخول|التحقق)',
  'گذرواژه|پسورد',
  'סיסמ[הא]',
  // Greek, Armenian, Georgian
  'κωδικ(?:ός|ού|οί) πρόσβασης|συνθηματικ',
  'գաղտնաբառ|პაროლ',
  // Thai, Hindi, Bengali
  'รหัสผ่าน|पासवर्ड|कूटशब्द|পাসওয়ার্ড',
  // Polish, Turkish, Romanian, Lithuanian, Vietnamese
  'hasł[oa]|şifre|parolă|slaptažod|mật khẩu',
]

const atTheEnd = [
  '密码|密碼|口令|令牌|密钥|密鑰|私钥|私鑰|秘钥|验证码|驗證碼|卡号|卡號|身份证号',
  'パスワード|パスコード|トークン|シークレット|秘密鍵|暗証番号|認証コード|カード番号',
  '비밀번호|암호|토큰|비밀키|인증번호|카드번호',
]

const separated = (names: readonly string[]) => names.join('|').replaceAll(' ', '[\\s_.\\u200c-]?')

/** Finds where in a text a name could be. It has no letters of Latin-1 alone, so that a text of those costs nothing. */
export const wideNames = new RegExp(separated([...anywhere, ...atTheEnd]), 'giu')

const secret = new RegExp(
  `${separated(anywhere)}|(?:${atTheEnd.join('|')})(?:确认|確認|확인|\\d+|_\\p{L}*)?$`,
  'iu',
)
const wide = /[^\0-\xff]/

export function isWideSecret(name: string): boolean {
  return wide.test(name) && secret.test(name)
}
