"""Puts the two tasks into the worker's folder, as a web process would."""

from planted import planted
from worker import charge, count_stock

count_stock.delay()
charge.delay(4711, token=planted('token'))
