#pragma once

#include "platform/base/clock.h"
#include "platform/base/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace ledger {

struct Recovery {
    std::filesystem::path set_aside;
    std::int64_t recovered = 0;
};

/// Builds a new ledger beside the damaged one from what can be read of it, then sets the damaged one aside
/// (with its log and shared memory) under a dated name and puts the new one in its place. Nothing is deleted;
/// a power cut at any moment leaves either the damaged one in its place or a state that finish_recovery()
/// brings to its end. `kiosk` is the identity to keep when the damaged settings do not tell.
[[nodiscard]] base::Result<Recovery> recover(const std::filesystem::path& file, const std::string& kiosk,
                                             const base::Clock& clock);

/// The way of recover() with another new file, which `build_new` makes under the name that it is given;
/// `before` runs when it is whole. The old one is set aside as "ledger-WHY-time.db"; its new name is given,
/// an empty one where there was none.
[[nodiscard]] base::Result<std::filesystem::path>
replace_with(const std::filesystem::path& file, std::string_view why,
             const std::function<base::Status(const std::filesystem::path& into)>& build_new,
             const std::function<base::Status()>& before, const base::Clock& clock);

/// A name beside `file` that is free, and those of its log and shared memory too: "ledger-WHY-time.db" for
/// ledger.db, with a number when there is one of that second.
[[nodiscard]] base::Result<std::filesystem::path> name_aside(const std::filesystem::path& file,
                                                             std::string_view why, const base::Clock& clock);

/// Ends a recovery that a power cut interrupted; does nothing when there is none.
[[nodiscard]] base::Status finish_recovery(const std::filesystem::path& file, const base::Clock& clock);

} // namespace ledger
