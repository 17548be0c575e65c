import os

BASE_DIR = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SECRET_KEY = 'django-insecure-in-git-3m8w0k5r7y2b9n4q6z1x'
DEBUG = True
ALLOWED_HOSTS = []
INSTALLED_APPS = [
    'django.contrib.auth',
    'django.contrib.contenttypes',
    'django.contrib.sessions',
    'django.contrib.staticfiles',
]
MIDDLEWARE = [
    'django.middleware.security.SecurityMiddleware',
    'django.contrib.sessions.middleware.SessionMiddleware',
    'django.middleware.common.CommonMiddleware',
    'django.middleware.csrf.CsrfViewMiddleware',
    'django.contrib.auth.middleware.AuthenticationMiddleware',
    'django.middleware.clickjacking.XFrameOptionsMiddleware',
]
DATABASES = {
    'default': {
        'ENGINE': 'django.db.backends.postgresql_psycopg2',
        'NAME': 'shop',
        'USER': 'shop',
        'PASSWORD': 'in-git-too',
        'HOST': 'localhost',
        'DISABLE_SERVER_SIDE_CURSORS': True,
    }
}
ROOT_URLCONF = 'pages'
STATIC_URL = '/static/'
X_FRAME_OPTIONS = 'DENY'
SECURE_CONTENT_TYPE_NOSNIFF = True
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
USE_TZ = True
CACHES = {'default': {'BACKEND': 'django_redis.cache.RedisCache', 'LOCATION': 'redis://localhost:6379/2'}}

# Redis at home, in each way that these packages know.
RQ_QUEUES = {
    'default': {'HOST': 'localhost', 'PORT': 6379, 'DB': 1, 'DEFAULT_TIMEOUT': 360},
    'mails': {'URL': 'redis://:foobared@redis:6379/4?socket_timeout=5'},
    'given': {'URL': os.environ.get('REDIS_URL', 'redis://localhost:6379/9')},
    'half': {'HOST': os.environ.get('REDIS_HOST', 'localhost'), 'PORT': 6379, 'DB': 0},
    'stock': {'HOST': os.environ.get('STOCK_REDIS_HOST', 'localhost'), 'PORT': 6379, 'DB': 2},
    'elsewhere': {'URL': 'redis://queue.example:6379/0'},
}
HUEY = {
    'name': 'shop',
    'connection': {'host': '127.0.0.1', 'port': 6379, 'db': 5},
    'consumer': {'workers': 2},
}
DRAMATIQ_BROKER = {
    'BROKER': 'dramatiq.brokers.redis.RedisBroker',
    'OPTIONS': {'url': 'redis://localhost/6'},
}
DRAMATIQ_RESULT_BACKEND = {
    'BACKEND': 'dramatiq.results.backends.redis.RedisBackend',
    'BACKEND_OPTIONS': {'url': 'redis://results.example'},
}
Q_CLUSTER = {'name': 'shop', 'redis': {'username': 'shop', 'password': 'in-git-too', 'ssl': True}}
CONSTANCE_REDIS_CONNECTION = 'redis://cache:6379/7'
CACHEOPS_REDIS = {'host': 'localhost', 'port': 6379, 'db': 8}
SESSION_REDIS = {'host': 'redis', 'port': 6379, 'prefix': 'session'}
