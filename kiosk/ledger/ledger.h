#pragma once

#include "kiosk/ledger/commitment.h"
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

    /// Whether the time now can be believed: the kernel says it is synchronised, or staff said so since this
    /// boot.
    [[nodiscard]] bool clock_confirmed() const;
    [[nodiscard]] base::Status confirm_clock();

    [[nodiscard]] std::int64_t count() const;
    /// Its file is still in its folder and answers: asked again and again while the kiosk runs.
    [[nodiscard]] bool usable() const;
    struct Counts {
        std::map<std::string, std::int64_t> by_day;      ///< "2026-11-21", UTC
        std::map<std::string, std::int64_t> by_language; ///< BCP 47
        std::map<int, std::int64_t> by_theme;            ///< 0: none
        std::map<int, std::int64_t> by_article;          ///< -1: none
        std::map<char, std::int64_t> by_kind;
    };
    [[nodiscard]] base::Result<Counts> counts() const;
    /// All commitments in order of sequence, one at a time; stops at the first failure `visit` returns.
    [[nodiscard]] base::Status for_each(const std::function<base::Status(const Commitment&)>& visit) const;

    /// Small settings of the machine that are kept with its data ("exhibition", "class_session", "pin.hash",
    /// …).
    [[nodiscard]] std::string setting(std::string_view name, std::string_view fallback = {}) const;
    [[nodiscard]] base::Status set_setting(std::string_view name, std::string_view value);

    /// The number of the next export; once given, never again, also when the database was lost in between.
    [[nodiscard]] base::Result<std::int64_t> next_export_number();

    /// A consistent copy through SQLite's backup API.
    [[nodiscard]] base::Status backup_to(const std::filesystem::path& file) const;

  private:
    struct Data;
    explicit Ledger(std::unique_ptr<Data> data);
    std::unique_ptr<Data> m_data;
};

} // namespace ledger
