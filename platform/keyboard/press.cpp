#include "platform/keyboard/layout.h"

namespace keyboard {
namespace {

/// The best press found so far; of two that type as much the earlier stays, so taps are offered first.
class Search {
  public:
    explicit Search(std::string_view text) : m_text(text) {}

    void offer(const std::string& typed, Press press) {
        press.typed_bytes = typed.size();
        const bool longer = !m_best || press.typed_bytes > m_best->typed_bytes;
        if (!typed.empty() && longer && m_text.starts_with(typed)) m_best = press;
    }
    [[nodiscard]] std::optional<Press> best() const { return m_best; }

  private:
    std::string_view m_text;
    std::optional<Press> m_best;
};

void offer_taps(Search& search, const Key& key, Press place) {
    search.offer(key.plain, place);
    place.shifted = true;
    search.offer(key.shifted, place);
}

void offer_long_presses(Search& search, const Key& key, Press place) {
    for (const bool shifted : {false, true}) {
        const auto& texts = shifted ? key.shifted_alternatives : key.alternatives;
        place.shifted = shifted;
        for (std::size_t i = 0; i < texts.size(); ++i) {
            place.alternative = i;
            search.offer(texts[i], place);
        }
    }
}

} // namespace

std::optional<Press> find_press(const Layout& layout, std::string_view text) {
    Search search(text);
    for (const auto offer : {offer_taps, offer_long_presses}) {
        for (std::size_t row = 0; row < layout.rows.size(); ++row) {
            for (std::size_t column = 0; column < layout.rows[row].size(); ++column) {
                offer(
                    search, layout.rows[row][column],
                    Press{
                        .row = row, .column = column, .shifted = false, .alternative = {}, .typed_bytes = 0});
            }
        }
    }
    return search.best();
}

} // namespace keyboard
