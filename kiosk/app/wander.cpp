#include "kiosk/app/wander.h"

#include "kiosk/robot/wanderer.h"

#include <chrono>
#include <ctime>
#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <malloc.h>
#include <sstream>
#include <system_error>
#include <thread>

namespace app {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

namespace {

/// The number after `name:` in a file of /proc, or 0.
std::int64_t number_of(const fs::path& file, const std::string& name) {
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);)
        if (line.starts_with(name + ":")) return std::atoll(line.c_str() + name.size() + 1);
    return 0;
}

std::int64_t count_of(const fs::path& folder) {
    std::error_code error;
    std::int64_t count = 0;
    for (fs::directory_iterator one(folder, error), end; !error && one != end; one.increment(error))
        ++count;
    return count;
}

Seconds processor_time() {
    return Seconds(static_cast<double>(std::clock()) / CLOCKS_PER_SEC);
}

/// Rests so that the program takes no more than its share of one core.
class Pace {
  public:
    explicit Pace(double share) : m_share(share) {}
    void rest() {
        const Seconds used = processor_time() - m_used;
        const Seconds passed = Clock::now() - m_began;
        const Seconds left = used / m_share - passed;
        if (m_share < 1 && left > Seconds::zero()) std::this_thread::sleep_for(left);
        m_used = processor_time();
        m_began = Clock::now();
    }

  private:
    double m_share;
    Seconds m_used = processor_time();
    Clock::time_point m_began = Clock::now();
};

void write_sample(std::ostream& out, Seconds at, const robot::Wanderer::Counts& counts,
                  const Holdings& held) {
    out << fmt::format("{:.1f},{},{},{},{},{},{},{},{},{},{}\n", at.count(), counts.visits, counts.acts,
                       counts.commitments, held.memory_kib, held.own_kib, held.allocated_kib, held.files,
                       held.threads, held.textures.count, held.textures.bytes)
        << std::flush;
}

std::string told(const robot::Wanderer::Counts& counts, Seconds took) {
    const double hours = std::max(took.count(), 1.0) / 3600;
    return fmt::format(
        "{} visits ({:.0f} an hour), {} acts, {} commitments ({} in own words), {} visits left "
        "unfinished, {} of staff, {} exports, {} refused, {} touches missed, {} screens, "
        "{} languages",
        counts.visits, static_cast<double>(counts.visits) / hours, counts.acts, counts.commitments,
        counts.typed, counts.abandoned, counts.staff, counts.exports, counts.failed, counts.missed,
        counts.screens.size(), counts.languages.size());
}

} // namespace

Holdings holdings(const window::TextureUse& textures, const fs::path& self) {
    const struct mallinfo2 heap = ::mallinfo2();
    return {number_of(self / "smaps_rollup", "Pss"),
            number_of(self / "smaps_rollup", "Anonymous"),
            static_cast<std::int64_t>((heap.uordblks + heap.hblkhd) / 1024),
            count_of(self / "fd"),
            number_of(self / "status", "Threads"),
            textures};
}

base::Status wander(App& kiosk, const Options& options) {
    Pace pace(options.pace);
    robot::Wanderer wanderer(kiosk, {.seed = options.wander.value_or(0),
                                     .sticks = options.media,
                                     .notes = options.shots,
                                     .rest = [&pace] { pace.rest(); }});
    std::ofstream samples(options.shots / "samples.csv");
    if (!samples) return base::fail("cannot write " + (options.shots / "samples.csv").string());
    samples << "seconds,visits,acts,commitments,memory_kib,own_kib,allocated_kib,files,threads,textures,"
               "texture_bytes\n";
    const Clock::time_point began = Clock::now();
    const auto passed = [&began] { return Seconds(Clock::now() - began); };
    while (passed().count() < options.wander_seconds) {
        if (auto visited = wanderer.visit(); !visited) return visited;
        while (kiosk.exporting()) { // staff left before it ended: it has a thread and files of its own
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
            kiosk.turn();
        }
        write_sample(samples, passed(), wanderer.counts(), holdings(kiosk.textures()));
    }
    if (auto exported = options.media.empty() ? base::Status{} : wanderer.last_export(); !exported)
        return exported;
    std::cout << told(wanderer.counts(), passed()) << std::endl;
    return {};
}

} // namespace app
