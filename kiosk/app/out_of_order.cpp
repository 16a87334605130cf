#include "kiosk/app/app.h"

#include "kiosk/screens/out_of_order.h"

#include <fmt/format.h>
#include <sys/stat.h>

/// The picture for bad days, drawn in good ones.
namespace app {

namespace {

constexpr std::int64_t standby_quiet_ms = 5000; ///< without a touch: drawing it takes a moment

} // namespace

screens::OutOfOrderView App::out_of_order_view() const {
    screens::OutOfOrderView view;
    if (auto own = m_pack->messages(m_exhibition_language)) {
        view.title = own->text("out_of_order.title");
        view.line = own->text("out_of_order.line");
        view.again = own->text("out_of_order.again");
        view.staff = own->text("out_of_order.staff");
    }
    for (const std::string& tag : m_featured) {
        const content::InterfaceLanguage* language = m_pack->find_interface(tag);
        auto words = m_pack->messages(tag);
        if (tag == m_exhibition_language || language == nullptr || !words) continue;
        view.others.push_back({tag, language->direction == content::Direction::right_to_left,
                               words->text("out_of_order.title"), words->text("out_of_order.line")});
    }
    return view;
}

base::Result<image::Image> App::out_of_order_picture() {
    ui::Setting setting;
    setting.language = m_exhibition_language;
    const content::InterfaceLanguage* language = m_pack->find_interface(m_exhibition_language);
    setting.right_to_left = language != nullptr && language->direction == content::Direction::right_to_left;
    m_ui->begin("out_of_order", setting, m_clock->monotonic_ms());
    screens::draw_out_of_order(*m_ui, out_of_order_view());
    m_window->draw(m_ui->end(), m_ui->colours().page.ground);
    auto picture = m_window->picture(); // never presented: nobody sees it now
    give_back_memory();
    m_ui->request_frame();
    return picture;
}

std::string App::standby_traits(const Options& options) const {
    struct stat pack {};
    ::stat(options.content.c_str(), &pack);
    std::string languages = m_exhibition_language;
    for (const std::string& tag : m_featured)
        languages += " " + tag;
    return fmt::format("{} {} {} {}x{} turned {} {:.4f} {}\n", SMALLPLACES_VERSION, pack.st_size,
                       pack.st_mtime, m_window->width(), m_window->height(), m_panel_quarters,
                       m_window->mm_per_px(), languages);
}

void App::keep_standby_picture() {
    const bool quiet = m_clock->monotonic_ms() - m_last_touch_ms >= standby_quiet_ms;
    if (!m_standby.outdated() || !quiet || m_frames == 0) return;
    const auto picture = out_of_order_picture();
    // As the panel has it: whoever shows it knows of no settings.
    const base::Status kept = picture ? m_standby.keep(image::turned(*picture, m_panel_quarters))
                                      : tl::make_unexpected(picture.error());
    if (!kept)
        m_log.write(service::Priority::warning, kept.error().message, {{"EVENT", "out_of_order_picture"}});
}

} // namespace app
