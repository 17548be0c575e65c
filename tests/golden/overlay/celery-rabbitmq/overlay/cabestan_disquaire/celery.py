# Managed by Cabestan. What `celery -A cabestan_disquaire` finds: what is behind `celery -A shop`.
import gc

from celery import signals
from celery.app.utils import find_app

from cabestan_disquaire import choose_settings

choose_settings()
app = find_app('shop')
choose_settings()


def share_memory(**_):
    """Looking for garbage writes to whatever is looked at, and each child would have a copy of all the code."""
    gc.collect()
    gc.freeze()


# Older versions of Celery do not have it, nor does Python 3.6 have the other.
if hasattr(signals, 'worker_before_create_process') and hasattr(gc, 'freeze'):
    signals.worker_before_create_process.connect(share_memory)
