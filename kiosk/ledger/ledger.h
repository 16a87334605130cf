#pragma once

#include "kiosk/ledger/commitment.h"
#include "kiosk/ledger/kiosk_clock.h"
#include "platform/base/clock.h"
#include "platform/base/random.h"
#include "platform/base/result.h"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ledger {

/// The file in a kiosk's data folder that holds its commitments.
[[nodiscard]] inline std::filesystem::path ledger_file(const std::filesystem::path& folder) {
    return folder / "ledger.db";
}

/// Who opens a ledger. One kiosk at a time has a folder; the export thread and smallplacesctl share it
/// meanwhile.
enum class Access {
    kiosk,  ///< adds commitments; a second one is refused
    shared, ///< reads, sets settings, counts exports; does not add
};

/// The commitments of one kiosk, in one SQLite file (WAL, synchronous=FULL): what `add` returned survives a
/// power cut.
class Ledger {
  public:
    /// What open had to do beyond opening.
    struct Notice {
        std::filesystem::path
            set_aside; ///< the damaged file, kept under this name; empty when it was gone altogether
        std::int64_t recovered = 0; ///< commitments read out of it into the new one
        std::string reason;
    };

    /// Opens DIR/ledger.db, making it (and the folder) when it is missing and migrating it when it is older.
    /// A damaged file is never changed or removed: it is set aside under a dated name and what can be read
    /// goes into a new one (see notice()). Fails when the folder cannot be written, another kiosk has it
    /// open, or the file is of a newer version or of another program. `clock` and `random` must outlive the
    /// ledger. A ledger is used by one thread at a time.
    [[nodiscard]] static base::Result<Ledger> open(const std::filesystem::path& folder, base::Clock& clock,
                                                   base::Random& random, Access access = Access::kiosk);
    Ledger(Ledger&&) noexcept;
    Ledger& operator=(Ledger&&) noexcept;
    ~Ledger();

    [[nodiscard]] const std::optional<Notice>& notice() const;
    [[nodiscard]] const std::string& kiosk() const; ///< stable id of this machine's ledger, e.g. "7Q3K9D"

    /// Keeps a commitment. Returns only after it is committed to disk; on failure nothing was kept.
    [[nodiscard]] base::Result<Commitment> add(const Draft& draft);

    /// The kiosk's own time (see KioskClock), for everything that tells a time. As good as check_clock() last
    /// found it; lives as long as the ledger's contents, also when those are moved.
    [[nodiscard]] base::Clock& clock() const;
    [[nodiscard]] TimeSource time_source() const;
    [[nodiscard]] bool clock_confirmed() const { return time_source() != TimeSource::unknown; }
    /// Looks whether a network or a battery clock tells the time by now. Opening, `add` and an export do so.
    /// When the time becomes known, here or by staff, every unconfirmed commitment of this boot is dated anew
    /// from its monotonic time, its due date moves with it, and it keeps what the clock said; staff and the
    /// network also move what was dated wrong by a first try or by a battery clock. Those of earlier boots
    /// stay as they are. All of it happens or nothing.
    [[nodiscard]] base::Status check_clock();
    /// Staff say what time it is now, or that clock() is right; this counts for this boot. Gives the number
    /// of commitments that were dated anew. Fails for a time that cannot be, and where network time knows
    /// better.
    [[nodiscard]] base::Result<std::int64_t> set_clock(std::int64_t utc_ms);
    [[nodiscard]] base::Result<std::int64_t> confirm_clock();

    [[nodiscard]] std::int64_t count() const;
    /// Its file is still in its folder and answers: asked again and again while the kiosk runs.
    [[nodiscard]] bool usable() const;
    struct Counts {
        std::map<std::string, std::int64_t> by_day;      ///< "2026-11-21", UTC
        std::map<std::string, std::int64_t> by_language; ///< BCP 47
        std::map<int, std::int64_t> by_theme;            ///< 0: none
    };
    [[nodiscard]] base::Result<Counts> counts() const;
    /// All commitments in order of sequence, one at a time; stops at the first failure `visit` returns.
    [[nodiscard]] base::Status for_each(const std::function<base::Status(const Commitment&)>& visit) const;

    /// Small settings of the machine that are kept with its data ("exhibition", "class_session", "pin.hash",
    /// …).
    [[nodiscard]] std::string setting(std::string_view name, std::string_view fallback = {}) const;
    /// 0 where it is not set or no number.
    [[nodiscard]] std::int64_t number_setting(std::string_view name) const;
    [[nodiscard]] base::Status set_setting(std::string_view name, std::string_view value);

    /// The number of the next export; once given, never again unless the disk takes nothing: then it is not
    /// kept.
    [[nodiscard]] base::Result<std::int64_t> next_export_number();

    /// A consistent copy through SQLite's backup API.
    [[nodiscard]] base::Status backup_to(const std::filesystem::path& file) const;

  private:
    struct Data;
    explicit Ledger(std::unique_ptr<Data> data);
    std::unique_ptr<Data> m_data;
};

} // namespace ledger
