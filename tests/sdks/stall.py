"""A Flask application: `gunicorn stall:app`."""

from flask import Flask, request
from sentry_sdk.integrations.flask import FlaskIntegration

import reporting
from planted import planted

reporting.start(integrations=[FlaskIntegration()])
app = Flask(__name__)


@app.get('/fine/')
def fine():
    return 'fine'


@app.post('/order/<int:number>')
def order(number):
    secret = planted('password')
    return str(1 / (number - len(request.form['title'])) + len(secret))
