#include "kiosk/ledger/staff_pin.h"

#include <algorithm>
#include <fmt/format.h>
#include <sodium.h>
#include <sstream>

namespace ledger {

namespace {

constexpr std::int64_t free_misses = 5;
constexpr std::int64_t first_lock_ms = 15'000;
constexpr std::int64_t longest_lock_ms = 3'600'000;
/// Within the memory of a Raspberry Pi with 1 GiB, well under 150 ms there; the pages go back to the system
/// at once.
constexpr unsigned long long passes = 2;
constexpr std::size_t memory_bytes = 16u << 20;

bool is_pin(std::string_view digits) {
    return digits.size() >= 4 && digits.size() <= 12 &&
           std::all_of(digits.begin(), digits.end(), [](char digit) { return digit >= '0' && digit <= '9'; });
}

std::int64_t lock_ms(std::int64_t misses) {
    if (misses < free_misses) return 0;
    const std::int64_t doublings = std::min<std::int64_t>(misses - free_misses, 20);
    return std::min(first_lock_ms << doublings, longest_lock_ms);
}

} // namespace

StaffPin::StaffPin(Ledger& ledger, base::Clock& clock)
    : m_ledger(ledger), m_clock(clock), m_boot(clock.boot_id()) {}

bool StaffPin::is_set() const {
    return !m_ledger.setting("pin.hash").empty();
}

base::Status StaffPin::set(std::string_view digits) {
    if (!is_pin(digits)) return base::fail("cannot set the PIN: it must be 4 to 12 digits");
    if (sodium_init() < 0) return base::fail("cannot set the PIN: libsodium does not start");
    char hash[crypto_pwhash_STRBYTES] = {};
    if (crypto_pwhash_str_alg(hash, digits.data(), digits.size(), passes, memory_bytes,
                              crypto_pwhash_ALG_ARGON2ID13) != 0) {
        return base::fail("cannot set the PIN: there is not enough memory");
    }
    if (const base::Status kept = m_ledger.set_setting("pin.hash", hash); !kept) return kept;
    keep_state({});
    return {};
}

StaffPin::State StaffPin::read_state() const {
    if (m_unkept) return *m_unkept;
    State kept;
    std::istringstream words(m_ledger.setting("pin.state"));
    words >> kept.misses >> kept.locked_at_ms >> kept.boot;
    return kept;
}

void StaffPin::keep_state(const State& state) const {
    const std::string text = fmt::format("{} {} {}", state.misses, state.locked_at_ms, state.boot);
    // A full disk must not keep staff from the export that it needs: counting goes on in memory.
    m_unkept.reset();
    if (!m_ledger.set_setting("pin.state", text)) m_unkept = state;
}

std::int64_t StaffPin::locked_for_ms() const {
    const State state = read_state();
    const std::int64_t length = lock_ms(state.misses);
    if (length == 0) return 0;
    const std::int64_t now = m_clock.monotonic_ms();
    if (state.boot != m_boot || now < state.locked_at_ms) { // another boot: its clock means nothing here
        keep_state({state.misses, now, m_boot});
        return length;
    }
    return std::max<std::int64_t>(0, state.locked_at_ms + length - now);
}

base::Result<StaffPin::Answer> StaffPin::check(std::string_view digits) {
    const std::string hash = m_ledger.setting("pin.hash");
    if (hash.empty())
        return base::fail("cannot check the PIN: none was set; set one with smallplacesctl pin");
    if (sodium_init() < 0) return base::fail("cannot check the PIN: libsodium does not start");
    if (locked_for_ms() > 0) return Answer::locked;
    // Counted before the check, so that cutting the power during it gives no free try.
    keep_state({read_state().misses + 1, m_clock.monotonic_ms(), m_boot});
    if (!is_pin(digits) || crypto_pwhash_str_verify(hash.c_str(), digits.data(), digits.size()) != 0)
        return Answer::wrong;
    keep_state({});
    return Answer::right;
}

} // namespace ledger
