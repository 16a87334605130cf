#include "tools/smallplacesctl/commands.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

namespace {

/// "smallplacesctl content build": as far as the commands were understood.
std::string command_given(const CLI::App& app) {
    std::string words = app.get_name();
    for (const CLI::App* one = &app; !one->get_subcommands().empty();) {
        one = one->get_subcommands().front();
        words += " " + one->get_name();
    }
    return words;
}

int parse_and_run(int argc, char** argv, const AddCommands& add_commands) {
    CLI::App app;
    app.set_version_flag("--version", SMALLPLACES_VERSION);
    app.require_subcommand(1);
    int status = 0;
    add_commands(app, status);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return app.exit(error); // --help, --version
        const std::vector<std::string> unknown = app.remaining();
        const std::string reason = app.get_subcommands().empty() && !unknown.empty()
                                       ? "there is no command or option " + unknown.front()
                                       : error.what();
        return fail({reason + " (" + command_given(app) + " --help lists what there is)"});
    }
    return status;
}

} // namespace

int fail(const base::Error& error) {
    std::fprintf(stderr, "smallplacesctl: %s\n", error.message.c_str());
    return 1;
}

int run_commands(int argc, char** argv, const AddCommands& add_commands) {
    try {
        return parse_and_run(argc, argv, add_commands);
    } catch (const std::exception& error) {
        return fail({error.what()});
    }
}
