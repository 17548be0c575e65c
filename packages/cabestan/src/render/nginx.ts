import { head } from './head.ts'

/** What answers whoever asks for none of the server's sites: nothing at all. */
export function catchAllSite(): string {
  return `${head(
    'Answers whoever asks for no site of this server, by its bare address or by',
    'a name that is not ours, without saying what else is here.',
  )}
server {
    listen 80 default_server;
    listen [::]:80 default_server;
    server_name _;

    # Closes the connection without a word.
    return 444;
}
`
}
