/** Functions that give something else at each call: a key from them lasts until the next start. */
export function isRandomName(name: string): boolean {
  return /^(?:random|secrets|uuid|numpy\.random|os\.urandom|Crypto\.Random)\b|get_random_secret_key|get_random_string|Fernet\.generate_key|generate_secret_key|token_(?:hex|urlsafe|bytes)/.test(
    name,
  )
}
