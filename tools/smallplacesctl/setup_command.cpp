#include "tools/smallplacesctl/commands.h"
#include "tools/smallplacesctl/machine_setup.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <memory>
#include <unistd.h>

namespace {

constexpr const char* whole_machine = "/";

int run(const std::filesystem::path& root, bool undoes) {
    if (root == whole_machine && ::geteuid() != 0)
        return fail({fmt::format("setup changes the machine itself: sudo smallplacesctl setup {}",
                                 undoes ? "undo" : "kiosk")});
    const MachineSetup machine(root);
    const auto done = undoes ? machine.undo() : machine.make_kiosk();
    if (!done) return fail(done.error());
    for (const std::string& sentence : *done)
        fmt::print("{}\n", sentence);
    fmt::print("{}\n", done->empty() ? "nothing to do" : "it counts from the next start of the machine");
    return 0;
}

} // namespace

void add_setup_command(CLI::App& app, int& status) {
    auto root = std::make_shared<std::filesystem::path>(whole_machine);
    CLI::App* setup = app.add_subcommand("setup", "Turn this machine into a kiosk, and back");
    setup->require_subcommand(1);
    const auto add = [&](const char* name, const char* meaning, bool undoes) {
        CLI::App* command = setup->add_subcommand(name, meaning);
        command->add_option("--root", *root, "Where its system lies, such as a card")->type_name("DIR");
        command->callback([root, undoes, &status] { status = run(*root, undoes); });
    };
    add("kiosk", "Start the kiosk with the machine, on a quiet console that never blanks", false);
    add("undo", "Make everything as it was before", true);
}
