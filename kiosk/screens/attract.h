#pragma once

#include "kiosk/screens/actions.h"
#include "kiosk/screens/context.h"
#include "kiosk/ui/ui.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace screens {

/// One moment of the attract screen: the beginning of Article 1 in a language.
struct Phrase {
    std::string text;
    std::string name;     ///< of the language, in itself
    std::string language; ///< BCP 47
    bool right_to_left = false;
};

/// Which texts follow each other: complete ones, every script once before any comes again, the six official
/// texts first.
[[nodiscard]] std::vector<const content::Declaration*> phrase_order(const content::Pack& pack);
/// The first sentence of Article 1, without what follows.
[[nodiscard]] std::string first_sentence(const content::Section& article, std::string_view language);

inline constexpr std::int64_t phrase_ms = 10'000;
inline constexpr std::int64_t glide_ms = 320;
inline constexpr std::int64_t glide_frame_ms = 32; ///< half the frames do for a glide, at half the cost

/// How much of its way a phrase still has before it, 1 to 0. The first frame is a step on the way already,
/// and none is spent on steps too small to be seen.
[[nodiscard]] double way_left(std::int64_t since_turn_ms);

struct AttractView {
    std::size_t turn = 0; ///< counts phrases; decides where things stand, so that nothing burns in
    std::int64_t since_turn_ms = 0;
    Phrase phrase;
    std::optional<Phrase> previous; ///< gliding out
    std::int64_t commitments = 0;
};

/// `context.words` are those of the invitation's language.
[[nodiscard]] Action draw_attract(ui::Ui& ui, const Context& context, const AttractView& view);

} // namespace screens
