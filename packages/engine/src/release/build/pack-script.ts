/** Arguments: the directory of the static files, and that of the live release or nothing. */
export const packScript = `import filecmp
import gzip
import os
import sys
from concurrent.futures import ThreadPoolExecutor

texts = ('.css', '.js', '.mjs', '.map', '.json', '.svg', '.xml', '.txt', '.html', '.htm', '.ico', '.ttf', '.otf',
         '.eot', '.wasm', '.webmanifest', '.md', '.csv', '.po')
static, former = sys.argv[1:3]


def files():
    for directory, _, names in os.walk(static):
        for name in names:
            path = os.path.join(directory, name)
            if os.path.isfile(path) and not os.path.islink(path):
                yield path


def same(path):
    """The file of the live release that this one is, byte by byte."""
    other = os.path.join(former, os.path.relpath(path, static)) if former else ''
    if not other or os.path.islink(other) or not os.path.isfile(other):
        return ''
    return other if filecmp.cmp(path, other, shallow=False) else ''


def link(source, path):
    """Beside and renamed, so that a crash leaves the one or the other."""
    aside = path + '.link'
    try:
        os.link(source, aside)
        os.replace(aside, path)
    except OSError:
        if os.path.lexists(aside):
            os.unlink(aside)


def pack(path):
    other = same(path)
    if other:
        link(other, path)
    packed = path + '.gz'
    if not path.lower().endswith(texts) or os.path.getsize(path) <= 1000 or os.path.lexists(packed):
        return
    if other and os.path.isfile(other + '.gz') and not os.path.islink(other + '.gz'):
        link(other + '.gz', packed)
        return
    with open(path, 'rb') as file:
        content = file.read()
    small = gzip.compress(content, 9)
    if len(small) < len(content) * 0.95:
        with open(packed, 'wb') as file:
            file.write(small)


with ThreadPoolExecutor(os.cpu_count()) as pool:
    # A list: it raises what went wrong in any of them.
    list(pool.map(pack, list(files())))
`
