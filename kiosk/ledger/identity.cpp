#include "kiosk/ledger/identity.h"

#include "kiosk/ledger/ids.h"
#include "platform/base/files.h"

#include <fmt/format.h>
#include <sstream>

namespace ledger {

namespace {

std::filesystem::path identity_file(const std::filesystem::path& folder) {
    return folder / "ledger.identity";
}

} // namespace

Identity read_identity(const std::filesystem::path& folder) {
    const base::Result<std::string> contents = base::read_file(identity_file(folder), 4096);
    if (!contents) return {};
    std::istringstream lines(*contents);
    Identity identity;
    std::string kiosk_word, ceiling_word, exports_word;
    lines >> kiosk_word >> identity.kiosk >> ceiling_word >> identity.sequence_ceiling >> exports_word >>
        identity.exports;
    const bool whole = !lines.fail() && kiosk_word == "kiosk" && ceiling_word == "sequence-ceiling" &&
                       exports_word == "exports" && is_kiosk_id(identity.kiosk) &&
                       identity.sequence_ceiling >= 0 && identity.exports >= 0;
    return whole ? identity : Identity{};
}

base::Status write_identity(const std::filesystem::path& folder, const Identity& identity) {
    return base::write_file_durably(identity_file(folder),
                                    fmt::format("kiosk {}\nsequence-ceiling {}\nexports {}\n", identity.kiosk,
                                                identity.sequence_ceiling, identity.exports));
}

} // namespace ledger
