#include "kiosk/app/app.h"

#include "kiosk/screens/articles.h"
#include "kiosk/screens/cleaning.h"
#include "kiosk/screens/commitment.h"
#include "kiosk/screens/home.h"
#include "kiosk/screens/idle.h"
#include "kiosk/screens/language.h"
#include "kiosk/screens/thanks.h"
#include "kiosk/screens/themes.h"

#include <algorithm>

/// What the screens show.
namespace app {

namespace {

using screens::Action;
using screens::Screen;

constexpr std::size_t turns_between_tidying = 6; // of the attract screen, each in another script

} // namespace

Screen App::shown_screen() const {
    return m_idle_warning ? Screen::idle : m_visit.route().screen;
}

const content::Messages& App::words(const std::string& tag) {
    const auto known = m_words.find(tag);
    if (known != m_words.end()) return known->second;
    auto loaded = m_pack->messages(tag);
    if (!loaded) loaded = m_pack->messages("en"); // open_content made sure that English is there
    return m_words.emplace(tag, std::move(*loaded)).first->second;
}

ui::Setting App::setting() const {
    ui::Setting result;
    const Screen screen = m_visit.route().screen;
    result.language = m_visit.interface_tag;
    if (screen == Screen::attract) result.language = m_attract.invitation;
    const content::InterfaceLanguage* language = m_pack->find_interface(result.language);
    result.right_to_left = language != nullptr && language->direction == content::Direction::right_to_left;
    if (screen == Screen::attract) return result;
    result.text_size = m_visit.text_size;
    result.contrast = m_visit.contrast;
    result.lowered = m_visit.lowered;
    return result;
}

Action App::draw_screen() {
    if (m_visit.route().screen == Screen::attract) return draw_attract();
    const screens::Context context{*m_pack, words(m_visit.interface_tag), m_ledger->clock().utc_ms()};
    if (m_idle_warning) return screens::draw_idle(*m_ui, context, m_seconds_shown);
    return draw_visit(context);
}

screens::Phrase App::phrase(std::size_t turn) {
    const content::Declaration& text = *m_attract.order[turn % m_attract.order.size()];
    auto section = m_pack->section(text, 1);
    return {section ? screens::first_sentence(*section, text.bcp47) : std::string(), text.name, text.bcp47,
            text.direction == content::Direction::right_to_left};
}

void App::turn_attract() {
    if (m_attract.order.empty()) m_attract.order = screens::phrase_order(*m_pack);
    const std::int64_t now = m_clock->monotonic_ms();
    if (!m_attract.phrase) {
        m_attract.turned_ms = now - screens::glide_ms; // the first one stands already
    } else if (now - m_attract.turned_ms >= screens::phrase_ms) {
        m_attract.previous = std::move(m_attract.phrase);
        m_attract.turned_ms = now;
        ++m_attract.turn;
    } else {
        return;
    }
    m_attract.phrase = phrase(m_attract.turn);
    if (m_attract.turn % turns_between_tidying == 0) give_back_memory();
    const content::InterfaceLanguage* own = m_pack->find_interface(m_attract.phrase->language);
    m_attract.invitation = own != nullptr ? own->tag : m_featured[m_attract.turn % m_featured.size()];
}

Action App::draw_attract() {
    const std::int64_t now = m_ui->now_ms();
    const screens::Context context{*m_pack, words(m_ui->setting().language), m_ledger->clock().utc_ms()};
    return screens::draw_attract(*m_ui, context,
                                 {m_attract.turn, now - m_attract.turned_ms, *m_attract.phrase,
                                  m_attract.previous, m_ledger->count()});
}

screens::ArticleView App::article_view(int number) {
    screens::ArticleView view;
    view.number = number;
    std::vector<LoadedSection> loaded;
    for (const std::string& code : {m_visit.text_code, m_visit.second_text_code}) {
        const content::Declaration* declaration = code.empty() ? nullptr : m_pack->find_declaration(code);
        if (declaration == nullptr) continue;
        const auto known = std::find_if(m_sections.begin(), m_sections.end(), [&](const LoadedSection& one) {
            return one.code == code && one.number == number;
        });
        if (known != m_sections.end()) {
            loaded.push_back(*known);
        } else if (auto section = m_pack->section(*declaration, number)) {
            loaded.push_back({code, number, std::move(*section)});
        } else {
            loaded.push_back(
                {code,
                 number,
                 {.number = number, .heading = {}, .state = content::Section::State::missing, .blocks = {}}});
        }
        view.texts.push_back({declaration, loaded.back().section});
    }
    m_sections = std::move(loaded);
    return view;
}

Action App::draw_language(const screens::Context& context) {
    if (m_visit.filter.all && !m_language_lists.fit(m_visit.filter, context.words)) {
        m_language_lists = screens::language_lists(*m_pack, context.words, m_visit.filter);
    }
    return screens::draw_language(*m_ui, context, {m_featured, m_visit.stack.size() <= 2, m_language_lists},
                                  m_visit.filter, m_keyboard);
}

Action App::draw_home(const screens::Context& context) {
    const content::Declaration* text = m_pack->find_declaration(m_visit.text_code);
    return screens::draw_home(*m_ui, context,
                              {text != nullptr ? text->name : "", m_ledger->count(), m_visit.nearest_note});
}

Action App::draw_visit(const screens::Context& context) {
    const screens::Route route = m_visit.route();
    switch (route.screen) {
    case Screen::language:
        return draw_language(context);
    case Screen::home:
        return draw_home(context);
    case Screen::articles:
        return screens::draw_articles(*m_ui, context);
    case Screen::article:
        return screens::draw_article(*m_ui, context, article_view(route.number));
    case Screen::themes:
        return screens::draw_themes(*m_ui, context);
    case Screen::theme:
        return screens::draw_theme(*m_ui, context, route.number);
    case Screen::commitment:
        return screens::draw_commitment(*m_ui, context, m_visit.form, m_keyboard);
    case Screen::thanks:
        if (m_visit.thanks.kept) return screens::draw_thanks(*m_ui, context, *m_visit.thanks.kept);
        return screens::draw_not_kept(*m_ui, context, screens::draft_of(m_visit.form, context, {}).words);
    case Screen::staff:
        return screens::draw_staff(*m_ui, context, m_staff->view(m_media));
    case Screen::touch:
        return screens::draw_touch(*m_ui, context, m_panel_desk->view());
    case Screen::cleaning:
        screens::draw_cleaning(*m_ui, context, m_panel_desk->left_ms());
        break;
    case Screen::attract:
    case Screen::idle:
        break;
    }
    return {};
}

} // namespace app
