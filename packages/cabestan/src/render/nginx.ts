import { head } from './head.ts'

/** For both families, where the server has both: nginx does not start where it asks for one that is not there. */
export function listenLines(ipv6: boolean, words = ''): string[] {
  return [`listen 80${words};`, ...(ipv6 ? [`listen [::]:80${words};`] : [])]
}

/** What answers whoever asks for none of the server's sites: nothing at all. */
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
