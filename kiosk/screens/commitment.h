#pragma once

#include "kiosk/screens/bar.h"
#include "kiosk/screens/keyboard_panel.h"
#include "kiosk/screens/visit.h"

#include <vector>

namespace screens {

/// Names of the choices, in the order they are shown; their words are messages "commitment.when.NAME" and so
/// on.
inline constexpr std::string_view when_names[] = {"today", "week", "month", "term", "year"};
inline constexpr std::string_view who_names[] = {"pupil", "student", "teacher", "adult", "group"};
inline constexpr std::string_view age_names[] = {"under12", "12to17", "18to29", "30to59", "60plus"};
inline constexpr std::size_t longest_own_words = 200; ///< characters

/// The last day of a choice of `when_names`, reckoned from `now_utc_ms`.
[[nodiscard]] std::int64_t due_utc_ms(std::string_view when, std::int64_t now_utc_ms);
/// The ready-made commitments that suit what was chosen; all of them when nothing was.
[[nodiscard]] std::vector<const content::ReadyCommitment*> suitable(const content::Pack& pack,
                                                                    const CommitmentForm& form);
/// The step after and before; `before` of the first is nothing.
[[nodiscard]] Step next_step(const CommitmentForm& form);
[[nodiscard]] std::optional<Step> previous_step(const CommitmentForm& form);
/// What the visitor decided, for the ledger.
[[nodiscard]] ledger::Draft draft_of(const CommitmentForm& form, const Context& context,
                                     const std::string& text_code);

/// Changes `form` in place; asks the controller only to confirm or to leave.
[[nodiscard]] Action draw_commitment(ui::Ui& ui, const Context& context, CommitmentForm& form,
                                     KeyboardPanel& keyboard);

} // namespace screens
