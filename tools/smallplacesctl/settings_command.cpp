#include "kiosk/ledger/ledger.h"
#include "kiosk/ledger/settings.h"
#include "platform/base/clock.h"
#include "platform/base/random.h"
#include "tools/smallplacesctl/commands.h"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fmt/format.h>
#include <memory>

namespace {

struct SettingsOptions {
    std::filesystem::path data;
    std::string name;
    std::string value;
    bool sets = false;
};

int fail(const base::Error& error) {
    fmt::print(stderr, "smallplacesctl: {}\n", error.message);
    return 1;
}

int run(const SettingsOptions& options) {
    if (std::error_code error; !std::filesystem::exists(options.data / "ledger.db", error)) {
        return fail({fmt::format("{} holds no kiosk's data: start the kiosk once, or mend --data",
                                 options.data.string())});
    }
    base::SystemClock clock;
    base::SystemRandom random;
    auto opened = ledger::Ledger::open(options.data, clock, random, ledger::Access::shared);
    if (!opened) return fail(opened.error());
    if (options.sets) {
        if (auto good = ledger::check_setting(options.name, options.value); !good) return fail(good.error());
        if (auto set = opened->set_setting(options.name, options.value); !set) return fail(set.error());
    }
    for (const ledger::SettingRule& rule : ledger::setting_rules()) {
        if (!options.name.empty() && options.name != rule.name) continue;
        fmt::print("{} = {}   # {}\n", rule.name, opened->setting(rule.name), rule.meaning);
    }
    return 0;
}

} // namespace

void add_settings_command(CLI::App& app, int& status) {
    auto options = std::make_shared<SettingsOptions>();
    CLI::App* command = app.add_subcommand(
        "settings", "Show what staff may set, or set one of them; the kiosk reads them at its start");
    command->add_option("--data", options->data, "Folder of the kiosk's database")
        ->required()
        ->type_name("DIR");
    command->add_option("name", options->name, "The setting to show or set");
    CLI::Option* value = command->add_option("value", options->value, "Its new value");
    command->callback([options, value, &status] {
        options->sets = value->count() > 0;
        status = run(*options);
    });
}
