#pragma once

#include "kiosk/ledger/commitment.h"
#include "kiosk/screens/route.h"
#include "kiosk/ui/ui.h"

#include <optional>
#include <string>
#include <vector>

namespace screens {

/// What the language screen shows: the exhibition's choice, or all texts narrowed down.
struct LanguageFilter {
    enum class Purpose { interface_and_text, text_only, second_text };
    Purpose purpose = Purpose::interface_and_text;
    bool all = false;    ///< all texts instead of the exhibition's languages
    std::string script;  ///< ISO 15924, or empty
    std::string letter;  ///< first letter, or empty
    std::string typed;   ///< part of a name
    bool typing = false; ///< the keyboard is open
};

enum class Step { choose, ready, own, kind, when, who, wall, review };

/// A commitment in the making. Everything entered stays while the visitor goes back and forth.
struct CommitmentForm {
    Step step = Step::choose;
    bool from_elsewhere = false; ///< the theme or article was chosen before this screen
    std::optional<int> theme;
    std::optional<int> article;
    std::string ready; ///< name, or empty for own words
    std::string own_words;
    bool own = false;
    char kind = 'B';
    std::string when = "month";
    std::string who;
    std::string age;
    std::optional<bool> wall;
    bool empty_warning = false; ///< "next" was pressed without a word
};

struct Thanks {
    std::optional<ledger::Commitment> kept; ///< set only after the commit is on disk
};

/// One visitor's time at the screen: a value, gone at once when the visit ends.
struct Visit {
    std::string interface_tag;
    std::string text_code;
    std::string second_text_code;
    std::string nearest_note; ///< text language without an interface of its own: what to tell about it
    int text_size = ui::normal_text_size;
    int contrast = 0;
    bool lowered = false;
    std::vector<Route> stack{Route{}};
    LanguageFilter filter;
    CommitmentForm form;
    Thanks thanks;
    [[nodiscard]] const Route& route() const { return stack.back(); }
};

} // namespace screens
