#include "content/build/interfaces.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <optional>
#include <unicode/locid.h>

namespace content {
namespace {

std::string primary(const std::string& tag) {
    return tag.substr(0, tag.find('-'));
}

using Tags = std::vector<std::string>;

class Chooser {
  public:
    Chooser(const LanguageTable& table, const std::vector<std::string>& available)
        : m_table(table), m_available(available) {}

    /// Nothing where the text's language is of no known region and nothing else tells; an empty list where
    /// its readers are known and only English is there for them.
    [[nodiscard]] std::optional<Tags> by_language_region_script(const Declaration& text) const {
        Tags chosen;
        const auto language = primary(text.bcp47);
        add(chosen, text.bcp47);
        for (const auto& tag : m_available)
            if (primary(tag) == language) add(chosen, tag);
        if (const auto kin = m_table.languages.find(language); kin != m_table.languages.end())
            add(chosen, kin->second);
        const auto region = region_of(text.bcp47);
        add_all(chosen, m_table.regions, region);
        if (region.empty()) add_all(chosen, m_table.scripts, text.script);
        if (chosen.empty() && region.empty()) return std::nullopt;
        return chosen;
    }

  private:
    void add(std::vector<std::string>& chosen, const std::string& tag) const {
        const auto has = [&](const std::vector<std::string>& list) {
            return std::find(list.begin(), list.end(), tag) != list.end();
        };
        if (has(m_available) && !has(chosen)) chosen.push_back(tag);
    }

    void add_all(std::vector<std::string>& chosen,
                 const std::map<std::string, std::vector<std::string>>& table, const std::string& key) const {
        const auto found = table.find(key);
        if (found == table.end()) return;
        for (const auto& tag : found->second)
            add(chosen, tag);
    }

    static std::string region_of(const std::string& bcp47) {
        UErrorCode status = U_ZERO_ERROR;
        auto locale = icu::Locale::forLanguageTag(bcp47, status);
        // "und" would be taken for American English.
        if (U_FAILURE(status) || bcp47.starts_with("und")) return {};
        locale.addLikelySubtags(status);
        return U_SUCCESS(status) ? locale.getCountry() : "";
    }

    const LanguageTable& m_table;
    const std::vector<std::string>& m_available;
};

/// The angle between two places on the globe, in radians.
double angle_between(const Place& a, const Place& b) {
    const double degree = std::numbers::pi / 180;
    const double half_height = std::sin((b.latitude - a.latitude) * degree / 2);
    const double half_width = std::sin((b.longitude - a.longitude) * degree / 2);
    const double chord = half_height * half_height + std::cos(a.latitude * degree) *
                                                         std::cos(b.latitude * degree) * half_width *
                                                         half_width;
    return 2 * std::asin(std::min(1.0, std::sqrt(chord)));
}

Tags of_nearest(const Place& place, const std::vector<Place>& places,
                const std::vector<std::optional<Tags>>& choices) {
    double nearest = std::numeric_limits<double>::infinity();
    Tags found;
    for (std::size_t index = 0; place.known && index < places.size(); ++index) {
        if (!places[index].known || !choices[index]) continue;
        const double angle = angle_between(place, places[index]);
        if (angle < nearest) {
            nearest = angle;
            found = *choices[index];
        }
    }
    return found;
}

} // namespace

void choose_interfaces(std::vector<Declaration>& declarations, const std::vector<Place>& places,
                       const LanguageTable& languages, const std::vector<std::string>& available) {
    const Chooser chooser(languages, available);
    std::vector<std::optional<Tags>> choices;
    for (const Declaration& text : declarations)
        choices.push_back(chooser.by_language_region_script(text));
    for (std::size_t index = 0; index < declarations.size(); ++index) {
        Tags chosen = choices[index] ? *choices[index] : of_nearest(places[index], places, choices);
        if (std::find(chosen.begin(), chosen.end(), "en") == chosen.end()) chosen.emplace_back("en");
        declarations[index].interfaces = std::move(chosen);
    }
}

} // namespace content
