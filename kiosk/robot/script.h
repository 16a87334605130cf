#pragma once

#include "platform/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace robot {

/// One line of a robot visitor's script, such as `tap home.commit`.
struct Command {
    enum class Verb {
        wait,
        tap,
        burst,
        drag,
        type,
        key,
        expect_screen,
        expect_text,
        expect_id,
        absent,
        shot,
        tree,
        advance,
        insert_media,
        remove_media,
        quit
    };
    Verb verb = Verb::quit;
    std::string argument;  ///< screen, id, text or file name, without quotes; of burst: ids between blanks
    bool by_label = false; ///< of tap: `argument` is a label instead of an id
    double x = 0;          ///< of drag, pixels; of advance: seconds
    double y = 0;
    int line = 0;       ///< in the file, from 1
    std::string source; ///< the line as written, trimmed
};

/// Reads a script. An unknown command or a wrong argument fails as "FILE:LINE: reason".
[[nodiscard]] base::Result<std::vector<Command>> parse_script(std::string_view text, std::string_view file);

/// Whether `id` fits `pattern`, in which * stands for anything.
[[nodiscard]] bool matches(std::string_view pattern, std::string_view id);

} // namespace robot
