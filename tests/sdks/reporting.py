"""Starts whichever SDK is installed, told by the environment; what it takes out itself is switched off."""

import os

import sentry_sdk


def start(**options):
    if sentry_sdk.VERSION.startswith('2.'):
        from sentry_sdk.scrubber import EventScrubber

        # The server's work is to be seen, not the client's.
        options['event_scrubber'] = EventScrubber(denylist=[], pii_denylist=[])
    sentry_sdk.init(
        dsn=os.environ['DSN'],
        release='shop@1.4.2',
        environment='production',
        server_name='web-1',
        send_default_pii=True,
        **options,
    )
