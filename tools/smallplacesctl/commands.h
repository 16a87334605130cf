#pragma once

namespace CLI {
class App;
}

/// Each adds its subcommands; one that runs sets `status` to the program's exit status.
void add_content_commands(CLI::App& app, int& status);
/// pin, export, verify, merge, report.
void add_ledger_commands(CLI::App& app, int& status);
/// settings: shows and sets what staff may set.
void add_settings_command(CLI::App& app, int& status);
