#include "content/pack.h"
#include "kiosk/exchange/counted.h"
#include "kiosk/exchange/export.h"
#include "kiosk/exchange/merge.h"
#include "kiosk/exchange/report.h"
#include "kiosk/exchange/verify.h"
#include "kiosk/ledger/staff_pin.h"
#include "platform/base/clock.h"
#include "platform/base/files.h"
#include "tools/smallplacesctl/commands.h"
#include "tools/smallplacesctl/desk.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <iostream>
#include <memory>

namespace {

namespace fs = std::filesystem;

base::Result<exchange::Labels> read_labels(const fs::path& content) {
    if (content.empty()) return exchange::Labels{};
    return content::Pack::open(content).map(
        [](const content::Pack& pack) { return exchange::labels_from(pack); });
}

int set_pin(const fs::path& data) {
    std::string line;
    if (!std::getline(std::cin, line))
        return fail({"cannot set the PIN: standard input is empty; give it 4 to 12 digits"});
    if (line.ends_with('\r')) line.pop_back();
    if (const base::Status owner = act_as_owner(data); !owner) return fail(owner.error());
    Desk desk;
    base::Result<ledger::Ledger> opened = desk.open(data);
    if (!opened) return fail(opened.error());
    ledger::StaffPin pin(*opened, desk.clock);
    if (const base::Status done = pin.set(line); !done) return fail(done.error());
    fmt::print("the PIN of {} is set\n", data.string());
    return 0;
}

int run_export(const fs::path& data, const fs::path& to, const fs::path& content) {
    const base::Result<exchange::Labels> labels = read_labels(content);
    if (!labels) return fail(labels.error());
    Desk desk;
    base::Result<ledger::Ledger> opened = desk.open_existing(data);
    if (!opened) return fail(opened.error());
    exchange::ExportProgress progress;
    const auto done = exchange::export_to(to, *opened, *labels, opened->clock(), progress);
    if (!done) return fail({done.error().detail});
    fmt::print("{}: {} kept here, {} there, 0 deleted\n", done->folder.string(), done->kept_here,
               done->on_medium);
    return done->kept_here == done->on_medium ? 0 : fail({"not every commitment could be read back"});
}

int run_verify(const fs::path& folder) {
    const base::Result<exchange::Verification> answer = exchange::verify(folder);
    if (!answer) return fail(answer.error());
    for (const std::string& problem : answer->problems)
        fmt::print(stderr, "smallplacesctl: {}: {}\n", folder.string(), problem);
    if (!answer->problems.empty()) return 1;
    fmt::print("{}: {} and {}, every byte as the manifest says\n", folder.string(),
               exchange::counted(answer->files, "files"),
               exchange::counted(answer->commitments, "commitments"));
    return 0;
}

int run_merge(const std::vector<fs::path>& folders, const fs::path& into) {
    const base::Result<exchange::MergeReport> report = exchange::merge(folders, into);
    if (!report) return fail(report.error());
    fmt::print("{}: {} read, {} added, {} there already, {}\n", into.string(), report->read, report->added,
               report->already,
               exchange::counted(static_cast<std::int64_t>(report->conflicts.size()), "conflicts"));
    for (const std::string& conflict : report->conflicts)
        fmt::print(stderr, "smallplacesctl: conflict: {}\n", conflict);
    return 0;
}

int run_report(const fs::path& from, const fs::path& to, const fs::path& content) {
    const base::Result<exchange::Labels> labels = read_labels(content);
    if (!labels) return fail(labels.error());
    const base::Result<std::string> html = exchange::report_html(from, *labels, base::SystemClock().utc_ms());
    if (!html) return fail(html.error());
    if (const base::Status done = base::write_file_durably(to, *html); !done) return fail(done.error());
    fmt::print("{}: {} bytes\n", to.string(), html->size());
    return 0;
}

struct Options {
    fs::path data, to, content, folder, into, from;
    std::vector<fs::path> folders;
};

void add_content_option(CLI::App& command, fs::path& content) {
    command.add_option("--content", content,
                       "The content pack, for the words of themes and ready-made commitments");
}

} // namespace

void add_ledger_commands(CLI::App& app, int& status) {
    const auto options = std::make_shared<Options>();
    CLI::App* pin =
        app.add_subcommand("pin", "Set the staff's PIN: 4 to 12 digits, one line on standard input");
    pin->add_option("--data", options->data, "The kiosk's data folder")->required();
    pin->callback([options, &status] { status = set_pin(options->data); });

    CLI::App* out =
        app.add_subcommand("export", "Export all commitments into a folder or stick and read them back");
    out->add_option("--data", options->data, "The kiosk's data folder")->required();
    out->add_option("--to", options->to, "Where the export's folder goes")->required();
    add_content_option(*out, options->content);
    out->callback([options, &status] { status = run_export(options->data, options->to, options->content); });

    CLI::App* check =
        app.add_subcommand("verify", "Check that every byte of an export is as its manifest says");
    check->add_option("FOLDER", options->folder, "The export's folder")->required();
    check->callback([options, &status] { status = run_verify(options->folder); });

    CLI::App* join =
        app.add_subcommand("merge", "Join exports into one database; each commitment once, however often");
    join->add_option("FOLDER", options->folders, "Folders of exports")->required();
    join->add_option("--into", options->into, "The SQLite file, made when it is missing")->required();
    join->callback([options, &status] { status = run_merge(options->folders, options->into); });

    CLI::App* report =
        app.add_subcommand("report", "Write the counts of a merged database as a page of HTML");
    report->add_option("--from", options->from, "The database that merge made")->required();
    report->add_option("--to", options->to, "The HTML file")->required();
    add_content_option(*report, options->content);
    report->callback(
        [options, &status] { status = run_report(options->from, options->to, options->content); });
}
