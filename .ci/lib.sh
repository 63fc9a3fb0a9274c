# shellcheck shell=bash
# What ./demo, ./check and .ci/run share. Sourced by them from the root of the project, with PROGRAM set to their name.

# Says in one line what went wrong, and stops.
fail() {
  printf '%s: %s\n' "$PROGRAM" "$1" >&2
  exit "${2:-1}"
}

# Runs a stage and prints its name and how long it took: stage "name" command...
stage() {
  local name=$1 start=$SECONDS
  shift
  printf '== %s\n' "$name"
  "$@" || fail "stage '$name' failed after $((SECONDS - start)) s" 1
  printf '   %s: %s s\n' "$name" "$((SECONDS - start))"
}

# The packages of .ci/packages.txt that are not installed.
missing_packages() {
  local package
  grep -v '^#' .ci/packages.txt | while read -r package; do
    [ "$(dpkg-query -W -f='${db:Status-Status}\n' "$package" 2>/dev/null | sort -u)" = installed ] || printf '%s ' "$package"
  done
}

# Runs a command as root.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "must install packages: run it as root, or install sudo. Missing: $missing"
  fi
}

# Installs what is missing; needs no network when nothing is.
install_packages() {
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    fail "this is not Debian: there is no apt-get. Koppel is built on Debian 12; .ci/packages.txt lists what it needs."
  fi
  local missing
  missing=$(missing_packages)
  if [ -z "$missing" ]; then
    echo "   all packages are there"
    return
  fi
  echo "   to install: $missing"
  apt_get update || return 1
  # shellcheck disable=SC2086  # one word per package
  apt_get install -y --no-install-recommends $missing >/dev/null
}

# apt-get as root, asking nothing.
apt_get() { as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 "$@"; }

# Configures and builds targets (all when none are named) of a preset, and shows how far it is.
build() {
  local preset=$1
  shift
  mkdir -p build
  cmake --preset "$preset" >"build/configure-$preset.log" 2>&1 || {
    tail -n 30 "build/configure-$preset.log" >&2
    return 1
  }
  NINJA_STATUS='[%f/%t] ' cmake --build --preset "$preset" ${1:+--target "$@"} 2>&1 |
    tee "build/build-$preset.log" | show_progress
  [ "${PIPESTATUS[0]}" -eq 0 ] || {
    grep -A 25 -m 3 -E '^FAILED|error:' "build/build-$preset.log" >&2
    return 1
  }
}

# Of ninja's lines, one in every ten percent.
show_progress() {
  local line tenth shown=0
  while IFS= read -r line; do
    [[ $line =~ ^\[([0-9]+)/([0-9]+)\] ]] || continue
    tenth=$((10 * BASH_REMATCH[1] / BASH_REMATCH[2]))
    [ "$tenth" -gt "$shown" ] || continue
    shown=$tenth
    printf '   %3d %% built (%d of %d steps)\n' "$((tenth * 10))" "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}"
  done
}
