#include "kiosk/exchange/labels.h"

#include "content/pack.h"

#include <fmt/format.h>

namespace exchange {

std::string Labels::theme(int number) const {
    if (number == 0) return "no theme";
    const auto found = themes.find(number);
    return found != themes.end() ? found->second : fmt::format("Theme {}", number);
}

std::string Labels::language(const std::string& tag) const {
    const auto found = languages.find(tag);
    return found != languages.end() ? fmt::format("{} ({})", found->second, tag) : tag;
}

std::string Labels::ready_made(const std::string& name) const {
    const auto found = ready.find(name);
    return found != ready.end() ? found->second : name;
}

Labels labels_from(const content::Pack& pack) {
    Labels labels;
    const base::Result<content::Messages> messages = pack.messages("en");
    if (!messages) return labels;
    for (const content::Theme& theme : pack.entries().themes) {
        const std::string id = fmt::format("theme.{}.title", theme.number);
        if (messages->has(id)) labels.themes[theme.number] = messages->text(id);
    }
    for (const content::ReadyCommitment& ready : pack.entries().commitments) {
        const std::string id = "ready." + ready.name;
        if (messages->has(id)) labels.ready[ready.name] = messages->text(id);
    }
    for (const content::InterfaceLanguage& language : pack.interface_languages()) {
        labels.languages[language.tag] = messages->language_name(language.tag, language.name);
    }
    return labels;
}

std::string kind_in_words(char kind) {
    if (kind == 'A') return "changes a rule";
    return kind == 'C' ? "gives" : "acts";
}

} // namespace exchange
