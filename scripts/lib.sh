# shellcheck shell=bash
# What the scripts beside this file share: they source it. It finds what a task needs and installs what is missing by the
# system's own package manager, saying so. Where everything is there, no package manager is called.

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "error: $*"
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# The first of the given files that can be run.
first_program() {
  local candidate
  for candidate in "$@"; do
    if [[ -x $candidate && ! -d $candidate ]]; then
      printf '%s\n' "$candidate"
      return 0
    fi
  done
  return 1
}

# Where the program itself looks for PostgreSQL: CANVASS_PG_BIN, PATH, the folders of Debian, of PostgreSQL's own packages for
# Red Hat's family, and of Homebrew.
has_postgres() {
  [[ -n ${DATABASE_URL:-} && ${1:-} == may_use_url ]] && return 0
  if [[ -n ${CANVASS_PG_BIN:-} ]]; then
    [[ -x $CANVASS_PG_BIN/initdb && -x $CANVASS_PG_BIN/postgres ]]
    return
  fi
  have initdb && have postgres && return 0
  first_program /usr/lib/postgresql/*/bin/initdb /usr/pgsql-*/bin/initdb \
    /opt/homebrew/opt/postgresql*/bin/initdb /usr/local/opt/postgresql*/bin/initdb \
    /home/linuxbrew/.linuxbrew/opt/postgresql*/bin/initdb >/dev/null
}

# The browser that the tests drive.
find_chromium() {
  local name
  if [[ -n ${CANVASS_CHROMIUM:-} ]]; then
    printf '%s\n' "$CANVASS_CHROMIUM"
    return 0
  fi
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if have "$name"; then
      command -v "$name"
      return 0
    fi
  done
  first_program "/Applications/Chromium.app/Contents/MacOS/Chromium" \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
}

package_manager() {
  local name
  for name in apt-get dnf pacman brew; do
    if have "$name"; then
      printf '%s\n' "$name"
      return 0
    fi
  done
  return 1
}

# The package (or packages) that bring a thing, by package manager.
packages_for() {
  case "$1:$2" in
    apt-get:compiler) echo build-essential ;;
    apt-get:postgres) echo postgresql ;;
    apt-get:chromium) echo chromium ;;
    apt-get:node) echo nodejs ;;
    apt-get:npm) echo npm ;;
    dnf:compiler) echo gcc ;;
    dnf:postgres) echo postgresql-server ;;
    dnf:chromium) echo chromium ;;
    dnf:node) echo nodejs ;;
    dnf:npm) echo nodejs-npm ;;
    pacman:compiler) echo base-devel ;;
    pacman:postgres) echo postgresql ;;
    pacman:chromium) echo chromium ;;
    pacman:node) echo nodejs ;;
    pacman:npm) echo npm ;;
    brew:compiler) echo gcc ;;
    brew:postgres) echo postgresql@17 ;;
    brew:chromium) echo google-chrome ;;
    brew:node | brew:npm) echo node ;;
    *) return 1 ;;
  esac
}

as_root() {
  if [[ $(id -u) -eq 0 ]]; then
    "$@"
  elif have sudo; then
    sudo "$@"
  else
    fail "this needs root or sudo: $*"
  fi
}

install_packages() {
  local manager=$1
  shift
  say "Installing with $manager: $*"
  case $manager in
    apt-get)
      as_root apt-get update
      as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
      ;;
    dnf) as_root dnf install -y "$@" ;;
    pacman) as_root pacman -Sy --needed --noconfirm "$@" ;;
    brew) brew install "$@" ;;
  esac
}

is_there() {
  case $1 in
    compiler) have cc || have gcc || have clang ;;
    postgres) has_postgres ;;
    postgres_or_url) has_postgres may_use_url ;;
    chromium) find_chromium >/dev/null ;;
    node) have node ;;
    npm) have npm ;;
  esac
}

# need THING…: makes sure that each of them is there. Things: compiler postgres postgres_or_url chromium node npm.
need() {
  local thing manager package missing=() packages=()
  have cargo || fail "cargo is not there: install Rust first, see https://rustup.rs"
  for thing in "$@"; do
    is_there "$thing" || missing+=("$thing")
  done
  [[ ${#missing[@]} -gt 0 ]] || return 0
  manager=$(package_manager) ||
    fail "missing: ${missing[*]}; none of apt-get, dnf, pacman and brew is there to install it"
  for thing in "${missing[@]}"; do
    package=$(packages_for "$manager" "${thing%_or_url}")
    # One package may bring two things.
    [[ " ${packages[*]-} " == *" $package "* ]] || packages+=("$package")
  done
  install_packages "$manager" "${packages[@]}"
  for thing in "${missing[@]}"; do
    is_there "$thing" || fail "$thing is still missing after installing ${packages[*]}"
  done
}

# The packages of tests/browser as their lock file names them.
browser_packages() {
  # npm leaves a copy of the lock file behind; when it is older than ours, the packages are not those of the lock file.
  local installed=tests/browser/node_modules/.package-lock.json
  [[ -f tests/browser/package-lock.json && ! $installed -nt tests/browser/package-lock.json ]] || return 0
  say "Installing the browser tests' packages by their lock file"
  npm ci --prefix tests/browser --no-audit --no-fund --ignore-scripts
}
