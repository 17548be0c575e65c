import { head } from './head.ts'

/**
 * What all sites of a server share, for the http block. A hash is looked for as Django's manifest (12 digits) and
 * bundlers (8 to 20) write it, with a letter and a digit at least, so that no date and no word is taken for one.
 */
export function sharedByAllSites(): string {
  return `${head('What the sites of this server share.')}

# The format "combined", and behind it: seconds, what the application answered, and the number of the request.
log_format cabestan '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent '
                    '"$http_referer" "$http_user_agent" rt=$request_time up="$upstream_status" id=$request_id';

# The same of static files, which the application never hears of: they need no number, and are served faster without.
log_format cabestan_files '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent '
                          '"$http_referer" "$http_user_agent" rt=$request_time up="-" id=-';

# How long browsers may keep a static file without asking. One with a hash of its content in its name, or in
# that of its directory, never changes; another may change with each release.
map $uri $cabestan_lifetime {
    default                                                           "public, max-age=60";
    "~[.-][0-9a-f]{12}\\.[^/]+$"                                       "public, max-age=31536000, immutable";
    "~[.-](?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{8,20}\\.[^/]+$"        "public, max-age=31536000, immutable";
    "~/(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{8,40}/"                  "public, max-age=31536000, immutable";
}

# A WebSocket begins as a request to upgrade; any other connection to an application is closed behind its answer.
map $http_upgrade $cabestan_connection {
    default upgrade;
    ""      close;
}
`
}

/** Without this nginx refuses names of more than 46 letters, and a domain may have 253. */
export function roomForLongNames(): string {
  return `${head('Room for a domain that is longer than nginx expects.')}

server_names_hash_bucket_size 512;
`
}

/**
 * A file of its own, as all has to be that comes later: an older Cabestan that deploys another application writes the
 * shared one as it knew it, and nginx refuses a site that asks for what is not in it.
 */
export function hashedNames(): string {
  return `${head('Which files keep their names as long as their content.')}

# What former releases still have for pages that were opened before: files whose names changed with their content.
map $uri $cabestan_hashed {
    default "";
    "~*[.-][0-9a-z_-]{8,}\\.(?:[0-9a-z]+\\.)?(?:m?js|css|map|json|wasm|woff2?|[ot]tf|svg|png|jpe?g|gif|webp|avif|ico)$" $uri;
}
`
}

/** In a file of its own for the same reason. Matched by content type rather than by name, as browsers do. */
export function uploadsThatRun(): string {
  return `${head('Which uploads a browser would run as a part of the site.')}

# A page or a drawing that somebody uploaded may hold a script. It runs, but as nobody: without the site's cookies, and
# without a way to what its visitors may see and do there.
map $sent_http_content_type $cabestan_sandbox {
    default "";
    "~*^(?:text/html|[a-z]+/(?:[a-z0-9.-]+\\+)?xml)" "sandbox allow-scripts allow-forms allow-popups allow-downloads";
}
`
}
