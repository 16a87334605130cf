#include "content/handout.h"
#include "content/pack.h"
#include "kiosk/exchange/pack_place.h"
#include "platform/base/files.h"
#include "tools/smallplacesctl/commands.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <memory>
#include <unistd.h>

namespace {

constexpr const char* builder_name = "smallplaces-content-builder";

constexpr std::array builder_commands = {build_command, check_command, template_command, facts_command,
                                         fonts_command};

struct HandoutOptions {
    std::filesystem::path pack = exchange::default_pack();
    std::string language = "en";
    std::filesystem::path folder;
};

base::Status write_handouts(const HandoutOptions& options) {
    const auto pack = content::Pack::open(options.pack);
    if (!pack) return tl::make_unexpected(pack.error());
    const auto* language = pack->find_interface(options.language);
    if (language == nullptr) return base::fail("no interface language goes by \"" + options.language + "\"");
    const auto words = pack->messages(language->tag);
    if (!words) return tl::make_unexpected(words.error());
    std::error_code error;
    std::filesystem::create_directories(options.folder, error);
    const auto write = [&](const std::string& name, const std::string& html) {
        const auto file = options.folder / (name + "." + language->tag + ".html");
        auto written = base::write_file_durably(file, html);
        if (written) fmt::print("{}\n", file.string());
        return written;
    };
    return write("teachers", content::teachers_handout(pack->entries(), *words, language->direction))
        .and_then([&] {
            return write("staff", content::staff_handout(pack->entries(), *words, language->direction));
        });
}

void add_handout(CLI::App& content, int& status) {
    auto options = std::make_shared<HandoutOptions>();
    auto* command = content.add_subcommand(
        "handout", "Writes pages to print: activities and words for teachers, the day for staff");
    command->add_option("--content", options->pack, "the content pack")->capture_default_str();
    command->add_option("--language", options->language, "the interface language")->capture_default_str();
    command->add_option("--to", options->folder, "the folder to write to")->required();
    command->callback([options, &status] {
        const auto written = write_handouts(*options);
        status = written ? 0 : fail(written.error());
    });
}

} // namespace

std::optional<int> hand_on_to_builder(int argc, char** argv) {
    constexpr int least = 3; // smallplacesctl content build
    if (argc < least || std::string_view(argv[1]) != "content") return std::nullopt;
    const auto is_asked = [&](const BuilderCommand& one) { return std::string_view(argv[2]) == one.name; };
    if (std::none_of(builder_commands.begin(), builder_commands.end(), is_asked)) return std::nullopt;
    std::error_code error;
    const std::filesystem::path own = std::filesystem::read_symlink("/proc/self/exe", error);
    const std::filesystem::path program = own.parent_path() / builder_name;
    ::execv(program.c_str(), argv + 1); // its own name is then "content"
    return fail(base::fail_errno("start", program.string() +
                                              ", which builds and checks the content and is not "
                                              "installed on a kiosk")
                    .value());
}

void add_content_commands(CLI::App& app, int& status) {
    auto* content = app.add_subcommand("content", "The content pack: texts, words, pictures");
    content->require_subcommand(1);
    for (const BuilderCommand& one : builder_commands)
        content->add_subcommand(one.name, one.meaning);
    add_handout(*content, status);
}
