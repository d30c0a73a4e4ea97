#!/usr/bin/env bash
# Installs the servers that the benchmarks compare with, by name and version, into benchmarks/target/peers.
#
#   benchmarks/peers/install.sh              all of them
#   benchmarks/peers/install.sh nats ws      some of them
#   benchmarks/peers/install.sh --missing    those that are not there, or older than their source
#
# What cannot be had here is left out, aloud; the others go on. Each folder gets a file VERSION last.
# Nothing is installed for the whole machine, but for one empty folder that nchan's build insists on.
set -uo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
target=$here/../target/peers

NATS='nats-server=2.9.10-1+b3'
NGINX='nginx=1.22.1-9+deb12u11'
NCHAN='libnginx-mod-nchan=1:1.3.6+dfsg-2'

lacks() {
  command -v "$1" > /dev/null || { echo "$1 is not on the PATH" >&2; return 0; }
  return 1
}

# Unpacks Debian packages of given versions into the current folder.
debian() {
  lacks apt-get && return 1
  local folder package
  folder=$(mktemp -d) || return 1
  (cd "$folder" && { apt-get -q download "$@" || { apt-get -q update && apt-get -q download "$@"; }; }) >&2
  set -- "$folder"/*.deb
  [[ -e $1 ]] || { rm -rf "$folder"; return 1; }
  for package; do dpkg-deb -x "$package" . || return 1; done
  rm -rf "$folder"
}

node_package() {
  lacks node && return 1
  lacks npm && return 1
  cp "$here/$1"/{package.json,package-lock.json,.npmrc,server.mjs} . || return 1
  npm ci --omit=dev --omit=optional --no-progress >&2 || return 1
  node -p "'$2 ' + JSON.parse(fs.readFileSync('node_modules/$2/package.json')).version + ' on Node ' + process.version"
}

install_floor() {
  lacks gcc && return 1
  gcc -O2 -Wall -Wextra -o floor "$here/floor/floor.c" || return 1
  echo "gcc $(gcc -dumpfullversion)"
}

install_nats() {
  debian "$NATS" || return 1
  usr/sbin/nats-server --version
}

install_nchan() {
  debian "$NGINX" "$NCHAN" || return 1
  mkdir -p /var/lib/nginx || { echo 'nchan needs the folder /var/lib/nginx' >&2; return 1; }
  echo "${NCHAN#*=} in nginx $(usr/sbin/nginx -v 2>&1 | sed 's|.*/||')"
}

install_centrifuge() {
  lacks go && return 1
  local out=$PWD
  (cd "$here/centrifuge" && go build -trimpath -o "$out/centrifuge" .) >&2 || return 1
  ./centrifuge -version
}

install_ws() { node_package ws ws; }

install_socketio() { node_package socketio socket.io; }

# Whether a peer is there as its source and this script say.
is_there() {
  local version=$target/$1/VERSION
  [[ -e $version && $version -nt $here/install.sh && -z $(find "$here/$1" -newer "$version" -print -quit) ]]
}

all=(floor nats nchan centrifuge ws socketio)
failed=0
missing_only=no
if [[ ${1:-} == --missing ]]; then
  missing_only=yes
  shift
fi
for name in "${@:-${all[@]}}"; do
  if [[ $(type -t "install_$name") != function ]]; then
    echo "$name: no such server; there are: ${all[*]}" >&2
    exit 2
  fi
  [[ $missing_only == yes ]] && is_there "$name" && continue
  folder=$target/$name
  rm -rf "$folder"
  mkdir -p "$folder"
  if version=$(cd "$folder" && "install_$name"); then
    echo "$version" > "$folder/VERSION"
    echo "$name: $version"
  else
    echo "$name: LEFT OUT, it could not be installed here" >&2
    failed=1
  fi
done
exit "$failed"
