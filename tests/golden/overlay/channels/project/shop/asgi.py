import os

from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

os.environ['DJANGO_SETTINGS_MODULE'] = 'shop.settings'

application = ProtocolTypeRouter({'http': get_asgi_application()})
