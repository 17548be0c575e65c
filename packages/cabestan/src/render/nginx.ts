import { head } from './head.ts'

/**
 * IPv4, and IPv6 where the server has it: nginx does not start if it is told to listen on a family that does not
 * exist.
 */
export function listenLines(ipv6: boolean, words = ''): string[] {
  return [`listen 80${words};`, ...(ipv6 ? [`listen [::]:80${words};`] : [])]
}

/** Answers requests for names that none of the server's sites has, by closing the connection. */
export function catchAllSite(ipv6: boolean): string {
  return `${head(
    'Answers whoever asks for no site of this server, by its bare address or by',
    'a name that is not ours, without saying what else is here.',
  )}
server {
    ${listenLines(ipv6, ' default_server').join('\n    ')}
    server_name _;

    # Closes the connection without a word.
    return 444;
}
`
}
