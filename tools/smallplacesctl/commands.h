#pragma once

#include "platform/base/result.h"

#include <functional>
#include <optional>

namespace CLI {
class App;
}

using AddCommands = std::function<void(CLI::App& app, int& status)>;
/// What both programs' `main` does: adds the commands, runs the one asked for, returns the exit status. A
/// wrong option or command is one line on stderr.
[[nodiscard]] int run_commands(int argc, char** argv, const AddCommands& add_commands);

/// Says on stderr why a command did not do what it was asked; the status to end with.
[[nodiscard]] int fail(const base::Error& error);

/// A command of smallplaces-content-builder. smallplacesctl lists them on every machine, also where the
/// builder is not installed.
struct BuilderCommand {
    const char* name;
    const char* meaning;
};
inline constexpr BuilderCommand build_command{
    "build", "Makes the content pack, byte for byte the same for the same sources"};
inline constexpr BuilderCommand check_command{
    "check", "Tells what is wrong with the texts and words; fails on a glyph that no font has"};
inline constexpr BuilderCommand template_command{"template",
                                                 "Writes a catalogue of every message, to be translated"};
inline constexpr BuilderCommand facts_command{"facts",
                                              "Lists every fact with its source, as SOURCES.md has it"};
inline constexpr BuilderCommand fonts_command{
    "fonts", "Makes the card's smaller fonts and compares them with the whole ones on every text"};

/// Replaces this program by smallplaces-content-builder beside it when `content build` or another of its
/// commands is asked for; the status to end with when that fails, nothing when it is not asked for.
[[nodiscard]] std::optional<int> hand_on_to_builder(int argc, char** argv);

/// Each adds its subcommands; one that runs sets `status` to the program's exit status.
void add_content_commands(CLI::App& app, int& status);
/// pin, export, verify, merge, report.
void add_ledger_commands(CLI::App& app, int& status);
/// restore: puts a backup in the place of a kiosk's data.
void add_restore_command(CLI::App& app, int& status);
/// settings: shows and sets what staff may set.
void add_settings_command(CLI::App& app, int& status);
/// setup: turns this machine into a kiosk and back.
void add_setup_command(CLI::App& app, int& status);
