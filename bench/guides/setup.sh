# A server as it stands behind the guides' chapters 2 to 5, typed in their order. What they leave to the reader's
# patience (questions, editors, passwords) is answered here. Told from outside: PORT, where the site is to answer,
# and DATABASE, because another site may be there with one of the guides' name.
set -eu
export DEBIAN_FRONTEND=noninteractive

apt-get update -qq
apt-get install -y -qq python3-pip python3-dev libpq-dev postgresql postgresql-contrib git virtualenv nginx supervisor >/dev/null

adduser --quiet --disabled-password --gecos '' celinems
# As Ubuntu had it when the guides were written: nginx has to get at the static files.
chmod 755 /home/celinems

su - celinems -c '
    set -e
    git clone -q /srv/depot.git disquaire
    virtualenv -q env -p python3
    . env/bin/activate
    pip install -q -r disquaire/requirements.txt gunicorn
'

su - postgres -c 'psql -q' <<SQL
CREATE DATABASE $DATABASE;
CREATE USER celinems WITH PASSWORD '0+0=LaTeteaT0t0';
ALTER ROLE celinems SET client_encoding TO 'utf8';
ALTER ROLE celinems SET default_transaction_isolation TO 'read committed';
ALTER ROLE celinems SET timezone TO 'Europe/Paris';
GRANT ALL PRIVILEGES ON DATABASE $DATABASE TO celinems;
-- The guides were written for a PostgreSQL before 15, which asks for this.
ALTER DATABASE $DATABASE OWNER TO celinems;
SQL

# The shop takes from its environment what the guides write into settings/production.py.
cat >/home/celinems/production <<END
export DEBUG=False SECRET_KEY=celle-des-mesures ALLOWED_HOSTS='*'
export DB_NAME=$DATABASE DB_USER=celinems DB_PASSWORD='0+0=LaTeteaT0t0' DB_HOST=localhost DB_PORT=5432
END
su - celinems -c '
    set -e
    . env/bin/activate
    . ./production
    python disquaire/manage.py collectstatic --noinput >/dev/null
    python disquaire/manage.py migrate >/dev/null
    python disquaire/manage.py loaddata catalogue >/dev/null
'

cat >/etc/nginx/sites-available/celinems <<END
server {
    listen $PORT;
    server_name _;
    root /home/celinems/disquaire/;

    location /static {
        alias /home/celinems/disquaire/staticfiles/;
    }

    location / {
        proxy_set_header Host \$http_host;
        proxy_set_header X-Forwarded-For \$proxy_add_x_forwarded_for;
        proxy_redirect off;
        if (!-f \$request_filename) {
            proxy_pass http://127.0.0.1:8000;
            break;
        }
    }
}
END
ln -s /etc/nginx/sites-available/celinems /etc/nginx/sites-enabled
# Only where nginx came with a site of its own for this port.
if [ "$PORT" = 80 ]; then rm -f /etc/nginx/sites-enabled/default; fi
service nginx reload

cat >/etc/supervisor/conf.d/celinems-gunicorn.conf <<END
[program:celinems-gunicorn]
command = /home/celinems/env/bin/gunicorn disquaire_project.wsgi:application
user = celinems
directory = /home/celinems/disquaire
autostart = true
autorestart = true
environment = DEBUG="False",SECRET_KEY="celle-des-mesures",ALLOWED_HOSTS="*",DB_NAME="$DATABASE",DB_USER="celinems",DB_PASSWORD="0+0=LaTeteaT0t0",DB_HOST="localhost",DB_PORT="5432"
END
supervisorctl reread >/dev/null
supervisorctl update >/dev/null
