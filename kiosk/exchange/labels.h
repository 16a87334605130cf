#pragma once

#include <map>
#include <string>

namespace content {
class Pack;
}

namespace exchange {

/// Words for the ids that commitments carry, in English; where one is missing the id itself is written.
struct Labels {
    std::map<int, std::string> themes;
    std::map<std::string, std::string> ready;
    std::map<std::string, std::string> languages;

    [[nodiscard]] std::string theme(int number) const; ///< 0: "no theme"
    [[nodiscard]] std::string language(const std::string& tag) const;
    [[nodiscard]] std::string ready_made(const std::string& name) const;
};

[[nodiscard]] Labels labels_from(const content::Pack& pack);

/// "changes a rule", "acts", "gives".
[[nodiscard]] std::string kind_in_words(char kind);

} // namespace exchange
