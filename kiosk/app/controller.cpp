#include "kiosk/app/app.h"

#include "kiosk/screens/commitment.h"

#include <algorithm>

/// What happens when a screen asks for something. All of it between frames.
namespace app {

using screens::Route;
using screens::Screen;

void App::apply(const screens::Action& action) {
    std::visit([this](const auto& asked) { on(asked); }, action);
}

void App::go(Route route) {
    m_visit.stack.push_back(route);
    m_ui->forget_screen();
}

void App::back() {
    if (m_visit.stack.size() > 1) m_visit.stack.pop_back();
    m_ui->forget_screen();
    if (m_visit.stack.size() == 1) end_visit();
}

void App::end_visit() {
    m_visit = screens::Visit{};
    m_visit.interface_tag = m_exhibition_language;
    if (const auto* language = m_pack->find_interface(m_exhibition_language))
        m_visit.text_code = language->text_code;
    m_idle_warning = false;
    m_seconds_shown = -1;
    m_sections.clear();
    m_keyboard.forget();
    m_staff->leave();
    m_media.clear();
    m_ui->forget_all();
}

void App::on(screens::Begin) {
    go({Screen::language});
}

void App::on(screens::Back) {
    const Screen screen = m_visit.route().screen;
    if (screen == Screen::language && m_visit.filter.all &&
        m_visit.filter.purpose == screens::LanguageFilter::Purpose::interface_and_text) {
        m_visit.filter = {};
        m_ui->forget_screen();
        return;
    }
    if (screen == Screen::commitment) {
        if (const auto previous = screens::previous_step(m_visit.form)) {
            m_visit.form.step = *previous;
            return;
        }
    }
    back();
}

void App::on(screens::Home) {
    m_visit.stack = {Route{}, Route{Screen::home}};
    m_ui->forget_screen();
}

void App::on(const screens::Open& open) {
    go(open.route);
}

void App::on(screens::ChooseLanguages) {
    m_visit.filter = {};
    go({Screen::language});
}

void App::choose_language(const std::string& interface_tag, const content::Declaration& text) {
    m_visit.interface_tag = interface_tag;
    m_visit.text_code = text.code;
    m_visit.nearest_note.clear();
    const content::InterfaceLanguage* spoken = m_pack->find_interface(interface_tag);
    const content::InterfaceLanguage* own = m_pack->find_interface(text.bcp47);
    if (spoken == nullptr || own == spoken) return;
    m_visit.nearest_note =
        words(interface_tag).text("language.nearest", {{"text", text.name}, {"interface", spoken->name}});
}

void App::leave_language_screen() {
    m_visit.filter = {};
    m_keyboard.forget();
    if (m_visit.stack.size() > 2) {
        m_visit.stack.pop_back();
    } else {
        m_visit.stack = {Route{}, Route{Screen::home}};
    }
    // Whoever was writing goes on, now in the new language.
    const bool writes =
        m_visit.route().screen == Screen::commitment && m_visit.form.step == screens::Step::own;
    if (writes) m_keyboard.open(m_visit.interface_tag);
    m_ui->forget_screen();
}

void App::on(const screens::ChooseInterface& choice) {
    const content::InterfaceLanguage* language = m_pack->find_interface(choice.tag);
    const content::Declaration* text =
        language == nullptr ? nullptr : m_pack->find_declaration(language->text_code);
    if (text != nullptr) choose_language(language->tag, *text);
    leave_language_screen();
}

void App::on(const screens::ChooseText& choice) {
    const content::Declaration* text = m_pack->find_declaration(choice.code);
    if (text == nullptr) return;
    if (m_visit.filter.purpose == screens::LanguageFilter::Purpose::second_text) {
        m_visit.second_text_code = text->code == m_visit.text_code ? "" : text->code;
    } else {
        const content::InterfaceLanguage* own = m_pack->find_interface(text->bcp47);
        choose_language(own != nullptr ? own->tag : text->interfaces.front(), *text);
    }
    leave_language_screen();
}

void App::on(screens::Compare) {
    m_visit.filter = {};
    m_visit.filter.purpose = screens::LanguageFilter::Purpose::second_text;
    m_visit.filter.all = true;
    go({Screen::language});
}

void App::on(screens::StopComparing) {
    m_visit.second_text_code.clear();
}

void App::on(screens::CycleTextSize) {
    m_visit.text_size = (m_visit.text_size + 1) % ui::text_size_count;
}

void App::on(screens::CycleContrast) {
    m_visit.contrast = (m_visit.contrast + 1) % ui::contrast_count;
}

void App::on(screens::ToggleLowered) {
    m_visit.lowered = !m_visit.lowered;
}

void App::on(screens::TurnPage turn) {
    Route& route = m_visit.stack.back();
    const int next = route.number + turn.step;
    if (route.screen != Screen::article || next < 0 || next > content::article_count) return;
    route.number = next;
    m_ui->forget_screen();
    m_ui->glide_in(turn.step);
}

void App::on(const screens::CommitTo& commit) {
    screens::CommitmentForm& form = m_visit.form;
    if (commit.theme > 0) {
        form.theme = commit.theme;
        form.article.reset();
    } else if (commit.article >= 0) {
        form.article = commit.article;
        form.theme.reset();
    }
    form.from_elsewhere = commit.theme > 0 || commit.article >= 0;
    form.step = form.from_elsewhere ? screens::Step::ready : screens::Step::choose;
    go({Screen::commitment});
}

void App::on(screens::Confirm) {
    const screens::Context context{*m_pack, words(m_visit.interface_tag), m_ledger->clock().utc_ms()};
    auto kept = m_ledger->add(screens::draft_of(m_visit.form, context, m_visit.text_code));
    m_visit.thanks.kept.reset();
    log_recovery();
    if (!kept)
        m_log.write(service::Priority::error, "a commitment was refused: " + kept.error().message,
                    {{"EVENT", "refused"}});
    if (kept) {
        m_visit.thanks.kept = std::move(*kept);
        m_visit.form = {}; // a second touch must not keep it twice
        m_backups->commitment_kept();
    }
    if (m_visit.route().screen != Screen::thanks) go({Screen::thanks});
}

void App::on(screens::Finish) {
    end_visit();
}

void App::open_staff() {
    m_staff->arrive();
    m_next_media_ms = 0;
    go({Screen::staff});
}

void App::on(screens::PinDigit digit) {
    m_staff->digit(digit.digit);
}

void App::on(screens::PinClear) {
    m_staff->clear();
}

void App::on(screens::PinEnter) {
    m_staff->enter();
}

void App::on(const screens::Export& to) {
    const auto chosen = std::find_if(m_media.begin(), m_media.end(),
                                     [&](const media::Medium& medium) { return medium.id() == to.medium; });
    m_staff->start_export(chosen == m_media.end() ? std::nullopt : std::optional(*chosen), media_source());
    m_ui->forget_screen(); // what it has to say stands at the page's top
}

void App::on(const screens::ClockAsk& ask) {
    if (m_staff->ask_clock(ask)) m_ui->forget_screen();
}

void App::on(screens::LeaveStaff) {
    end_visit();
}

void App::on(screens::CleanScreen) {
    m_panel_desk->start_cleaning();
    go({Screen::cleaning});
    m_ui->cancel_touches();
}

void App::on(screens::AdjustTouch) {
    m_panel_desk->start_adjusting();
    go({Screen::touch});
}

void App::on(const screens::TouchAt& touch) {
    m_panel_desk->touched(touch.place);
}

void App::on(screens::KeepTouch) {
    if (m_panel_desk->keep()) leave_panel_care();
}

void App::on(screens::UndoTouch) {
    leave_panel_care();
}

void App::leave_panel_care() {
    m_panel_desk->leave();
    m_last_touch_ms = m_clock->monotonic_ms();
    back();
}

void App::on(screens::Stay) {
    m_last_touch_ms = m_clock->monotonic_ms();
    m_idle_warning = false;
}

} // namespace app
