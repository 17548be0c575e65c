"""No framework: logging, and an exception that nobody catches."""

import logging

import reporting
from planted import planted

reporting.start()
log = logging.getLogger('import')
log.warning('the first line is a heading')
log.error('line %d of %s cannot be read', 12, 'stock.csv', extra={'auth_token': planted('token')})
try:
    int('twelve')
except ValueError:
    log.exception('no number')
password = planted('password')
raise SystemError('the file ended')
