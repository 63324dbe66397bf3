# shellcheck shell=bash
# Sourced: points pkg-config at a folder with nothing but libyaml's archive, so that the linker takes it
# instead of the shared library. Sets `libraries`.
libraries=$PWD/.build/static-libraries
mkdir -p "$libraries"
ln -sf "$(gcc -print-file-name=libyaml.a)" "$libraries/libyaml.a"
printf 'Name: yaml\nDescription: libyaml, static\nVersion: 0.2\nLibs: -L%s -lyaml\n' "$libraries" \
  > "$libraries/yaml-0.1.pc"
