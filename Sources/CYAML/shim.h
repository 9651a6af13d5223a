#pragma once

/*
 * libyaml: Debian's libyaml-dev. It reads config.yaml as events with lines, without any of Foundation. There is no
 * pkgConfig in Package.swift, because the name in the module map is all that linking takes, and pkg-config need not be
 * installed then.
 */
#include <yaml.h>
