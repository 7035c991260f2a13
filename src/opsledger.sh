#!/bin/sh
# How the program is started by its name: with the Node that is installed beside it, whichever the machine has. It gives its
# process to the program: signals, streams and exit code are the program's own.
self=$(readlink -f -- "$0") && root=${self%/src/*} || exit 3
node=$root/node_modules/.bin/node
# Where none is installed, what begins the program says what is missing.
[ -x "$node" ] || node=$(command -v node) || {
  printf 'OpsLedger：依赖还没有安装，本机也没有 Node\n  处理：安装 Node 20 以上版本（Debian 13：apt-get install nodejs npm），再在 %s 执行 npm ci\n' "$root" >&2
  exit 3
}
# npm starts its scripts in the program's folder, and says where they were typed. Whoever calls by name is where he types.
[ "${npm_package_json:-/}" -ef "$root/package.json" ] || { INIT_CWD=$PWD && export INIT_CWD && unset npm_lifecycle_event; }
exec "$node" --min-semi-space-size=16 "$root/src/opsledger.mjs" "$@"
