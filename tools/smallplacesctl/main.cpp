#include "tools/smallplacesctl/commands.h"

#include <CLI/CLI.hpp>

int main(int argc, char** argv) {
    if (const auto status = hand_on_to_builder(argc, argv)) return *status;
    return run_commands(argc, argv, [](CLI::App& app, int& status) {
        app.name("smallplacesctl");
        app.description(
            "Small Places: builds and checks the content, and handles what the kiosks have kept.");
        add_content_commands(app, status);
        add_ledger_commands(app, status);
        add_restore_command(app, status);
        add_settings_command(app, status);
        add_setup_command(app, status);
    });
}
