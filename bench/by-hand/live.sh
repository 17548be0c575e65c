# From a bare server to the live shop, as somebody who has done it often would write it for this one project: the
# packages in one call, uv, nothing asked twice. The source lies in /srv/disquaire/source already.
# Told from outside: PACKAGES, the same as Cabestan's; UV, which version of it.
set -eu
export DEBIAN_FRONTEND=noninteractive

apt-get update -qq
apt-get install -y -qq --no-install-recommends $PACKAGES >/dev/null

useradd --system --home-dir /srv/disquaire --shell /usr/sbin/nologin disquaire
chmod 711 /srv/disquaire

su postgres -c 'createuser disquaire && createdb --owner=disquaire --template=template0 --encoding=UTF8 disquaire'

python3 -m venv /opt/uv
/opt/uv/bin/pip install -q "uv==$UV"
cd /srv/disquaire
export SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt UV_CACHE_DIR=/var/cache/uv
/opt/uv/bin/uv venv -q venv
/opt/uv/bin/uv pip install -q --compile-bytecode --python venv -r source/requirements.txt gunicorn

cat >env <<END
DEBUG=False
SECRET_KEY=$(head -c 32 /dev/urandom | base64)
ALLOWED_HOSTS=*
DB_NAME=disquaire
REDIS_URL=redis://127.0.0.1:6379/0
END
chgrp disquaire env
chmod 640 env

cat >run <<'END'
#!/bin/sh
set -eua
. /srv/disquaire/env
PATH=/srv/disquaire/venv/bin:$PATH
cd /srv/disquaire/source
exec "$@"
END
chmod 755 run

mkdir source/staticfiles
chown disquaire source/staticfiles
setpriv --reuid=disquaire --regid=disquaire --init-groups ./run python manage.py migrate >/dev/null
setpriv --reuid=disquaire --regid=disquaire --init-groups ./run python manage.py collectstatic --noinput >/dev/null

cat >/etc/supervisor/conf.d/disquaire.conf <<'END'
[program:disquaire]
command=/srv/disquaire/run gunicorn --bind unix:/run/disquaire/web.sock --workers 5 disquaire_project.wsgi
user=disquaire

[program:disquaire-worker]
command=/srv/disquaire/run celery -A disquaire_project worker
user=disquaire
stopwaitsecs=600

[program:disquaire-beat]
command=/srv/disquaire/run celery -A disquaire_project beat --schedule /run/disquaire/beat
user=disquaire
END
echo 'd /run/disquaire 0750 disquaire www-data' >/etc/tmpfiles.d/disquaire.conf
systemd-tmpfiles --create disquaire.conf

cat >/etc/nginx/sites-available/default <<'END'
server {
    listen 80 default_server;
    location /static/ {
        alias /srv/disquaire/source/staticfiles/;
    }
    location / {
        proxy_set_header Host $http_host;
        proxy_set_header X-Forwarded-For $remote_addr;
        proxy_pass http://unix:/run/disquaire/web.sock;
    }
}
END
systemctl reload nginx
supervisorctl update >/dev/null
