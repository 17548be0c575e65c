# Managed by Cabestan. What `celery -A cabestan_disquaire` finds: what is behind `celery -A shop`.
from celery.app.utils import find_app

from cabestan_disquaire import choose_settings

choose_settings()
app = find_app('shop')
choose_settings()
