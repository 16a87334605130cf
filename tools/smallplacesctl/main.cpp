#include "tools/smallplacesctl/commands.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>

namespace {

int run(int argc, char** argv) {
    CLI::App app("Small Places: builds and checks the content, and handles what the kiosks have kept.",
                 "smallplacesctl");
    app.set_version_flag("--version", SMALLPLACES_VERSION);
    app.require_subcommand(1);
    int status = 0;
    add_content_commands(app, status);
    add_ledger_commands(app, status);
    add_settings_command(app, status);
    CLI11_PARSE(app, argc, argv);
    return status;
}

} // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "smallplacesctl: %s\n", error.what());
        return 1;
    }
}
