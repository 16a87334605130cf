#include "platform/text/fonts.h"
#include "tools/benchmark/measures.h"
#include "tools/benchmark/process.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>

/// What has to be on the disk of a kiosk. There is no package to install yet, so it is a sum: the programs,
/// stripped; the pack; the fonts that the kiosk's font folder points at; the shared libraries that ldd finds,
/// libc's among them.
namespace bench {

namespace fs = std::filesystem;

namespace {

double mib(std::uintmax_t bytes) {
    return static_cast<double>(bytes) / (1 << 20);
}

base::Result<std::uintmax_t> size_of(const fs::path& file) {
    std::error_code error;
    const std::uintmax_t size = fs::file_size(file, error);
    if (error) return base::fail(fmt::format("cannot measure {}: {}", file.string(), error.message()));
    return size;
}

base::Result<std::uintmax_t> sum_of(const std::set<fs::path>& files) {
    std::uintmax_t sum = 0;
    for (const fs::path& file : files) {
        auto size = size_of(file);
        if (!size) return size;
        sum += *size;
    }
    return sum;
}

/// As packages are made: without symbols.
base::Result<std::uintmax_t> stripped_size(const fs::path& program, const fs::path& scratch) {
    const fs::path copy = scratch / program.filename();
    const auto ended = run({"strip", "--output-file", copy.string(), program.string()},
                           [](const Line&) { return Next::go_on; });
    if (!ended) return tl::make_unexpected(ended.error());
    if (ended->status != 0) return base::fail(fmt::format("cannot strip {}", program.string()));
    return size_of(copy);
}

/// Adds what `ldd` names: "libz.so.1 => /lib/libz.so.1 (0x…)" or "/lib64/ld-linux.so.2 (0x…)".
base::Status add_libraries(const fs::path& program, std::set<fs::path>& libraries) {
    const auto ended = run({"ldd", program.string()}, [&](const Line& line) {
        const std::size_t start = line.text.find('/');
        if (start != std::string::npos)
            libraries.insert(
                fs::weakly_canonical(line.text.substr(start, line.text.find(' ', start) - start)));
        return Next::go_on;
    });
    if (!ended) return tl::make_unexpected(ended.error());
    if (ended->status != 0)
        return base::fail(fmt::format("cannot list the libraries of {}", program.string()));
    return {};
}

/// The files that a kiosk's font folder points at.
base::Result<std::set<fs::path>> fonts_used(const fs::path& scratch) {
    const fs::path folder = scratch / "fonts";
    if (auto prepared = text::FontLibrary::prepare(folder); !prepared)
        return tl::make_unexpected(prepared.error());
    std::error_code error;
    std::set<fs::path> fonts;
    for (const auto& entry : fs::directory_iterator(folder / "files", error))
        fonts.insert(fs::weakly_canonical(entry.path()));
    if (error) return base::fail(fmt::format("cannot read {}: {}", folder.string(), error.message()));
    return fonts;
}

base::Result<std::set<fs::path>> programs_in(const fs::path& folder) {
    std::set<fs::path> programs;
    for (const char* name : {"smallplaces", "smallplacesctl", "smallplaces-pinyin"}) {
        if (!fs::exists(folder / name))
            return base::fail(fmt::format("cannot measure {}: it is missing", (folder / name).string()));
        programs.insert(folder / name);
    }
    return programs;
}

} // namespace

base::Status measure_footprint(const Places& places, Samples& samples) {
    const auto scratch = ScratchFolder::make(places.work);
    if (!scratch) return tl::make_unexpected(scratch.error());
    const auto programs = programs_in(places.programs);
    if (!programs) return tl::make_unexpected(programs.error());
    std::uintmax_t program_bytes = 0;
    std::set<fs::path> libraries;
    for (const fs::path& program : *programs) {
        const auto size = stripped_size(program, scratch->path());
        if (!size) return tl::make_unexpected(size.error());
        program_bytes += *size;
        if (auto added = add_libraries(program, libraries); !added) return added;
    }
    const auto fonts = fonts_used(scratch->path());
    if (!fonts) return tl::make_unexpected(fonts.error());
    const auto font_bytes = sum_of(*fonts);
    const auto library_bytes = sum_of(libraries);
    const auto pack_bytes = size_of(places.content);
    for (const auto* part : {&font_bytes, &library_bytes, &pack_bytes}) {
        if (!*part) return tl::make_unexpected(part->error());
    }
    samples.add("size.programs", mib(program_bytes));
    samples.add("size.fonts", mib(*font_bytes));
    samples.add("size.libraries", mib(*library_bytes));
    samples.add("size.all", mib(program_bytes + *font_bytes + *library_bytes + *pack_bytes));
    return {};
}

} // namespace bench
