# What Fujin's own `server bootstrap` fetches from elsewhere, from the registries of Debian and Python instead, and
# the services that it leaves to others. The rest of it is Fujin's work.
set -eu
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends postgresql redis-server caddy rsync sudo curl python3-venv >/dev/null

# Fujin's own unit has its sites in conf.d.
mkdir -p /etc/caddy/conf.d
echo 'import conf.d/*.caddy' >/etc/caddy/Caddyfile
chown -R caddy:caddy /etc/caddy
systemctl restart caddy

su postgres -c 'psql -q' <<'SQL'
CREATE ROLE disquaire LOGIN PASSWORD 'measured';
CREATE DATABASE disquaire OWNER disquaire;
SQL

adduser --quiet --disabled-password --gecos '' deploy
install -d -m 700 -o deploy -g deploy /home/deploy/.ssh
install -m 600 -o deploy -g deploy /root/.ssh/authorized_keys /home/deploy/.ssh/
echo 'deploy ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/deploy

# This server's own authorities, where packages come through a company's proxy.
mkdir -p /etc/uv
echo 'system-certs = true' >/etc/uv/uv.toml
su - deploy -c 'python3 -m venv uv && uv/bin/pip install -q uv && mkdir -p .local/bin && ln -s ~/uv/bin/uv .local/bin/uv'
