#include "kiosk/exchange/counted.h"
#include "kiosk/ledger/restore.h"
#include "tools/smallplacesctl/commands.h"
#include "tools/smallplacesctl/desk.h"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fmt/format.h>
#include <memory>

namespace {

struct RestoreOptions {
    std::filesystem::path data;
    std::filesystem::path from;
};

int run(const RestoreOptions& options) {
    if (const base::Status owner = act_as_owner(options.data); !owner) return fail(owner.error());
    const base::SystemClock clock;
    const auto done = ledger::restore(options.data, options.from, clock);
    if (!done) return fail(done.error());
    for (const std::string& reason : done->passed_over)
        fmt::print(stderr, "smallplacesctl: note: passed over: {}\n", reason);
    fmt::print("restored from {}: {}\n", done->from.string(),
               exchange::counted(done->restored, "commitments"));
    if (done->set_aside.empty()) return 0;
    fmt::print("set aside as {}: {}; nothing was merged or deleted\n", done->set_aside.string(),
               exchange::counted(done->present, "commitments"));
    return 0;
}

} // namespace

void add_restore_command(CLI::App& app, int& status) {
    auto options = std::make_shared<RestoreOptions>();
    CLI::App* command = app.add_subcommand(
        "restore", "Put a backup in the place of a kiosk's data; what was there is set aside, never deleted");
    command->add_option("--data", options->data, "Folder of the kiosk's database")
        ->required()
        ->type_name("DIR");
    command->add_option("--from", options->from, "The folder of backups, or one file of it")
        ->required()
        ->type_name("DIR_OR_FILE");
    command->callback([options, &status] { status = run(*options); });
}
