import os

from channels.routing import ProtocolTypeRouter, URLRouter

os.environ['DJANGO_SETTINGS_MODULE'] = 'shop.settings'

application = ProtocolTypeRouter({'websocket': URLRouter([])})
