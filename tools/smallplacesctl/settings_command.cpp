#include "content/pack.h"
#include "kiosk/exchange/pack_place.h"
#include "kiosk/ledger/settings.h"
#include "tools/smallplacesctl/commands.h"
#include "tools/smallplacesctl/desk.h"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fmt/format.h>
#include <memory>

namespace {

struct SettingsOptions {
    std::filesystem::path data;
    std::filesystem::path content; ///< empty: the one that the kiosk reads when it is not told
    std::string name;
    std::string value;
    bool sets = false;
};

/// Fails for a language that the content does not speak. Without content there is nothing to check against,
/// which is said; content that was named must be there.
base::Status check_languages(const SettingsOptions& options) {
    if (options.name != "language" && options.name != "languages") return {};
    const std::filesystem::path file = options.content.empty() ? exchange::default_pack() : options.content;
    const auto pack = content::Pack::open(file);
    if (!pack && !options.content.empty()) return tl::make_unexpected(pack.error());
    if (!pack) {
        fmt::print(stderr, "smallplacesctl: note: the languages were not checked: {}\n",
                   pack.error().message);
        return {};
    }
    const auto speaks = [&](const std::string& tag) { return pack->find_interface(tag) != nullptr; };
    const std::vector<std::string> unknown = ledger::unknown_languages(options.name, options.value, speaks);
    if (unknown.empty()) return {};
    std::vector<std::string> known;
    for (const content::InterfaceLanguage& language : pack->interface_languages())
        known.push_back(language.tag);
    return base::fail(fmt::format("the content does not speak {}; it speaks {}", fmt::join(unknown, ", "),
                                  fmt::join(known, ", ")));
}

int run(const SettingsOptions& options) {
    if (const base::Status owner = act_as_owner(options.data); !owner) return fail(owner.error());
    Desk desk;
    auto opened = desk.open_existing(options.data);
    if (!opened) return fail(opened.error());
    if (options.sets) {
        if (auto good = ledger::check_setting(options.name, options.value); !good) return fail(good.error());
        if (auto known = check_languages(options); !known) return fail(known.error());
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
    command->add_option("--content", options->content, "The content pack whose languages may be set")
        ->type_name("FILE");
    command->add_option("name", options->name, "The setting to show or set");
    CLI::Option* value = command->add_option("value", options->value, "Its new value");
    command->callback([options, value, &status] {
        options->sets = value->count() > 0;
        status = run(*options);
    });
}
