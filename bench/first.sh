set -eu
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# The same packages as Cabestan's one call.
apt-get install -y -qq --no-install-recommends $PACKAGES >/dev/null
