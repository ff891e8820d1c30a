#!/bin/sh
# A private MariaDB for tests: own data folder, own socket, own port on loopback; fast and forgetful, never for real data.
#   scripts/test-mysql.sh start <dir>   prints the URL of its server (to be put into DECNET_TEST_MYSQL_URL)
#   scripts/test-mysql.sh stop <dir>
set -eu

usage() { echo "usage: $0 start|stop <dir>" >&2; exit 2; }
[ $# -eq 2 ] || usage
action=$1
mkdir -p "$2"
dir=$(cd "$2" && pwd)
data=$dir/mysql-data
run=$dir/mysql-run
pid_file=$run/mariadbd.pid
log=$run/mariadbd.log
# A socket's path may have 107 characters; a temporary folder's may be longer.
socket=$run/s
[ ${#socket} -le 100 ] || { echo "the folder's path is too long for a socket: $dir" >&2; exit 2; }

free_port() {
  node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

alive() { [ -s "$pid_file" ] && kill -0 "$(cat "$pid_file")" 2>/dev/null; }

url() { echo "mysql://decnet:decnet@127.0.0.1:$(cat "$run/port")/mysql"; }

start() {
  if alive; then url; return; fi
  command -v mariadbd >/dev/null || { echo "mariadbd is missing: apt-get install -y mariadb-server" >&2; exit 1; }
  user=$(id -un)
  mkdir -p "$run"
  if [ "$(id -u)" = 0 ]; then
    # As root the server would refuse to run; it gets a user of its own, which must reach the folder.
    user=mysql
    chown mysql "$run"
    chmod o+x "$dir"
  fi
  if [ ! -d "$data/mysql" ]; then
    mkdir -p "$data"
    [ "$user" = "$(id -un)" ] || chown mysql "$data"
    mariadb-install-db --no-defaults --user="$user" --datadir="$data" --auth-root-authentication-method=normal --skip-test-db >"$log" 2>&1 \
      || { tail -n 20 "$log" >&2; exit 1; }
  fi
  free_port >"$run/port"
  mariadbd --no-defaults --user="$user" --datadir="$data" --socket="$socket" --pid-file="$pid_file" \
    --bind-address=127.0.0.1 --port="$(cat "$run/port")" --skip-name-resolve --max-connections=600 \
    --innodb-flush-log-at-trx-commit=2 --innodb-buffer-pool-size=128M --performance-schema=OFF --skip-log-bin >>"$log" 2>&1 </dev/null &
  wait_until_up $!
  # The default of Debian's server is latin1; a database of ours says utf8mb4 itself, whatever the server says.
  mariadb --no-defaults --protocol=socket --socket="$socket" --user=root -e \
    "CREATE OR REPLACE USER 'decnet'@'127.0.0.1' IDENTIFIED BY 'decnet'; GRANT ALL PRIVILEGES ON *.* TO 'decnet'@'127.0.0.1';"
  url
}

wait_until_up() {
  tries=0
  until mariadb-admin --no-defaults --protocol=socket --socket="$socket" --user=root ping >/dev/null 2>&1; do
    tries=$((tries + 1))
    if [ $tries -gt 300 ] || ! kill -0 "$1" 2>/dev/null; then tail -n 20 "$log" >&2; exit 1; fi
    sleep 0.1
  done
}

stop() {
  alive || return 0
  pid=$(cat "$pid_file")
  kill "$pid"
  tries=0
  while kill -0 "$pid" 2>/dev/null; do
    tries=$((tries + 1))
    if [ $tries -gt 300 ]; then kill -9 "$pid"; return; fi
    sleep 0.1
  done
}

case $action in
  start) start ;;
  stop) stop ;;
  *) usage ;;
esac
