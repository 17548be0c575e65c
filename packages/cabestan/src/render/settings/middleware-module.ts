import { head } from '../head.ts'
import type { OverlayView } from './view.ts'

/** `middleware.py`: logs a line for each answer of 400 and above, and mails broken links on the site itself. */
export function middlewareModule({ package: name }: OverlayView): string {
  return `${head('Sees every answer that fails, whatever made it.')}
import hashlib
import logging
import threading

from django.conf import settings
from django.middleware.common import BrokenLinkEmailsMiddleware

from ${name}.reporting import HOUR, address_of, claim, line_of, user_of

try:
    from django.utils.deprecation import MiddlewareMixin
except ImportError:
    # Django 1.8 calls a middleware by its methods.
    MiddlewareMixin = object

failures = logging.getLogger('${name}.failures')


class FailureLog(MiddlewareMixin):
    def process_response(self, request, response):
        if response.status_code >= 400:
            level = logging.ERROR if response.status_code >= 500 else logging.WARNING
            referer = repr(request.META.get('HTTP_REFERER', '-').split('?')[0])[1:-1]
            failures.log(
                level,
                '%s %s user=%s from=%s referer=%s',
                response.status_code,
                line_of(request),
                user_of(request),
                address_of(request),
                referer,
            )
        return response


class SocketPort(MiddlewareMixin):
    """A unix socket has no port, of which uvicorn makes the text 'None': Wagtail, for one, looks its site up by it."""

    def process_request(self, request):
        if request.META.get('SERVER_PORT') == 'None':
            request.META['SERVER_PORT'] = '443' if request.is_secure() else '80'


class BrokenLinks(BrokenLinkEmailsMiddleware):
    """Django's own, but once a day for each link, of our own pages only, and in its own time."""

    def process_response(self, request, response):
        try:
            if response.status_code == 404 and settings.MANAGERS and self.is_news(request):
                report = super().process_response
                threading.Thread(target=report, args=(request, response), name='mail').start()
        except Exception as error:
            failures.warning('A broken link was not reported: %s', error)
        return response

    def is_news(self, request):
        domain, path = request.get_host(), request.get_full_path()
        referer = request.META.get('HTTP_REFERER', '')
        if not referer or not self.is_internal_request(domain, referer):
            return False
        if self.is_ignorable_request(request, path, domain, referer):
            return False
        mark = hashlib.sha256(request.path.encode('utf-8', 'replace')).hexdigest()[:32]
        return claim('link-' + mark, 24 * HOUR) is not None
`
}
