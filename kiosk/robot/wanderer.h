#pragma once

#include "kiosk/robot/visitor.h"

#include <cstdint>
#include <deque>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace robot {

/// Numbers from a seed, the same on every machine.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : m_engine(seed) {}
    /// From 0 to `limit` - 1; `limit` is at least 1.
    [[nodiscard]] std::size_t below(std::size_t limit) { return m_engine() % limit; }
    [[nodiscard]] bool chance(std::size_t percent) { return below(100) < percent; }

  private:
    std::mt19937_64 m_engine;
};

/// What somebody who does whatever can be done does next: touches what is enabled and near, drags, presses a
/// key or lets time pass. Never nothing.
[[nodiscard]] Command next_act(const ui::Tree& tree, Dice& dice);

/// A visitor, or one of the staff, who does at random what the screens offer, and notices what must not be:
/// a visit that does not end, a commitment that is refused, words of an earlier visitor.
class Wanderer {
  public:
    struct Ways {
        std::uint64_t seed = 0;
        /// Folders that stand in for sticks and come and go. A taken one is renamed away as well, where it
        /// can be, so that a write under way fails as it would.
        std::vector<std::filesystem::path> sticks;
        std::string pin = "2468"; ///< the staff's, which is set
        /// Folder for acts.robot (every act before it is done, as a script), kept.txt (the code of every
        /// commitment that was thanked for) and abandoned.txt (words that were typed and not kept).
        std::filesystem::path notes;
        std::function<void()> rest = [] {}; ///< after each act
    };
    struct Counts {
        std::int64_t visits = 0;
        std::int64_t acts = 0;
        std::int64_t commitments = 0;
        std::int64_t typed = 0;     ///< commitments in the visitor's own words
        std::int64_t abandoned = 0; ///< visits that the kiosk had to end
        std::int64_t staff = 0;     ///< visits of staff
        std::int64_t exports = 0;   ///< that ended well while they looked
        std::int64_t failed = 0;    ///< exports that ended otherwise while they looked
        std::int64_t missed = 0;    ///< touches of what went away before the finger came down
        std::set<std::string> screens;
        std::set<std::string> languages; ///< of the interface
    };
    Wanderer(Stage& stage, Ways ways);

    /// From the attract screen to the attract screen. Fails as "what was expected, what was there".
    [[nodiscard]] base::Status visit();
    /// Staff export to the first stick, wait for what is said and leave.
    [[nodiscard]] base::Status last_export();
    [[nodiscard]] const Counts& counts() const { return m_counts; }

  private:
    [[nodiscard]] base::Status begin_as_staff();
    [[nodiscard]] base::Status wait_for_export();
    [[nodiscard]] base::Status wander(std::size_t acts);
    [[nodiscard]] base::Status enter_staff(const std::string& pin);
    [[nodiscard]] base::Status leave();
    [[nodiscard]] base::Status abandon();
    void finish_visit();
    [[nodiscard]] base::Status act(const Command& command);
    [[nodiscard]] base::Status tap(const std::string& id);
    [[nodiscard]] base::Status advance(double seconds);
    [[nodiscard]] base::Status insert_any();
    [[nodiscard]] base::Status insert(const std::filesystem::path& stick);
    [[nodiscard]] base::Status take_stick();
    [[nodiscard]] base::Status look();
    [[nodiscard]] base::Status look_at_thanks();
    [[nodiscard]] base::Status look_for_words();
    [[nodiscard]] bool at(std::string_view screen) const { return m_stage.tree().screen == screen; }
    [[nodiscard]] bool can_tap(std::string_view id) const;
    void note(const std::string& line) { m_acts << line << std::endl; }

    Stage& m_stage;
    Ways m_ways;
    Dice m_dice;
    std::ostream m_silence{nullptr};
    Visitor m_visitor;
    std::ofstream m_acts, m_kept, m_abandoned;
    Counts m_counts;
    std::string m_draft;                ///< what this visitor has typed so far
    std::string m_code;                 ///< the last one that was thanked for
    std::string m_result;               ///< of an export, as last seen
    bool m_kept_own = false;            ///< this visitor's own words were kept
    std::deque<std::string> m_earlier;  ///< what visitors before this one typed
    std::filesystem::path m_plugged_in; ///< empty: no stick
};

} // namespace robot
