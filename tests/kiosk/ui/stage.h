#pragma once

#include "kiosk/ui/ui.h"
#include "tests/platform/text/prepared_fonts.h"

#include <doctest/doctest.h>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

/// A kiosk without screens of its own: a real offscreen window, real SDL events, a clock that moves only when
/// told to, and whatever `draw` draws.
namespace stage {

/// A PNG of one green pixel for every name that begins with "picture".
inline base::Result<std::string> picture_source(std::string_view name, int) {
    static constexpr unsigned char green_pixel[] = {
        0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48,
        0x44, 0x52, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x02, 0x00, 0x00,
        0x00, 0x90, 0x77, 0x53, 0xde, 0x00, 0x00, 0x00, 0x0c, 0x49, 0x44, 0x41, 0x54, 0x78,
        0x9c, 0x63, 0x60, 0xf8, 0xcf, 0x00, 0x00, 0x02, 0x02, 0x01, 0x00, 0x7b, 0x09, 0x81,
        0x78, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82};
    if (name.starts_with("picture")) return std::string(std::begin(green_pixel), std::end(green_pixel));
    return base::fail("there is no picture " + std::string(name));
}

class Kiosk {
  public:
    using Draw = std::function<void(ui::Ui&)>;
    explicit Kiosk(Draw draw, ui::Setting setting = {}, int width = 1280, int height = 800,
                   ui::PicturePainter::Source pictures = picture_source)
        : m_draw(std::move(draw)), m_setting(std::move(setting)) {
        auto opened = window::Window::open({.width = width, .height = height, .headless = true});
        REQUIRE(opened.has_value());
        m_window = std::move(*opened);
        m_ui = std::make_unique<ui::Ui>(*m_window, prepared::fonts().library(), std::move(pictures));
        frame();
        frame(); // the second knows how high its content is
    }

    /// One turn of the loop: events, motion, one frame.
    void frame() {
        for (const window::Event& event : m_window->wait(0))
            m_ui->handle(event, m_now_ms);
        m_ui->advance(m_now_ms);
        m_ui->begin("test", m_setting, m_now_ms);
        m_draw(*m_ui);
        m_window->draw(m_ui->end(), m_ui->colours().page.ground);
        m_window->present();
    }
    void pass(std::int64_t ms) {
        for (; ms > 0; ms -= 16) {
            m_now_ms += std::min<std::int64_t>(ms, 16);
            frame();
        }
    }
    void finger(window::FingerEvent::Phase phase, double x, double y, std::int64_t number = 1) {
        m_window->push(window::FingerEvent{phase, number, x, y});
        frame();
    }
    void down(ui::Point place, std::int64_t number = 1) {
        finger(window::FingerEvent::Phase::down, place.x, place.y, number);
    }
    void move(ui::Point place, std::int64_t number = 1) {
        finger(window::FingerEvent::Phase::move, place.x, place.y, number);
    }
    void up(ui::Point place, std::int64_t number = 1) {
        finger(window::FingerEvent::Phase::up, place.x, place.y, number);
    }
    void tap(ui::Point place) {
        down(place);
        pass(80);
        up(place);
        pass(80);
    }
    void tap(std::string_view id) { tap(centre(id)); }
    /// A drag of 160 ms; with `hold` the finger rests before it leaves, so that nothing is flung.
    void drag(ui::Point from, double dx, double dy, bool hold = false) {
        down(from);
        for (int step = 1; step <= 10; ++step) {
            m_now_ms += 16;
            move({from.x + dx * step / 10, from.y + dy * step / 10});
        }
        if (hold) pass(200);
        up({from.x + dx, from.y + dy});
    }
    void key(const std::string& name, bool shift = false) {
        m_window->push(window::KeyEvent{name, shift, false, false});
        frame();
        pass(16);
    }
    void type(const std::string& utf8) {
        m_window->push(window::TextEvent{utf8});
        frame();
    }
    void settle() {
        for (int i = 0; i < 1000 && m_ui->moving(); ++i)
            pass(16);
        CHECK_FALSE(m_ui->moving());
    }

    [[nodiscard]] const ui::Node& node(std::string_view id) const {
        const ui::Node* found = m_ui->tree().find(id);
        REQUIRE_MESSAGE(found != nullptr, id);
        return *found;
    }
    [[nodiscard]] ui::Point centre(std::string_view id) const {
        const ui::Rect& rect = node(id).rect;
        return {rect.x + rect.width / 2.0, rect.y + rect.height / 2.0};
    }
    [[nodiscard]] image::Image picture() const {
        auto taken = m_window->picture();
        REQUIRE(taken.has_value());
        return std::move(*taken);
    }
    [[nodiscard]] ui::Ui& ui() { return *m_ui; }
    [[nodiscard]] window::Window& window() { return *m_window; }
    [[nodiscard]] std::int64_t now_ms() const { return m_now_ms; }
    void pass_silently(std::int64_t ms) { m_now_ms += ms; }
    ui::Setting& setting() { return m_setting; }

  private:
    Draw m_draw;
    ui::Setting m_setting;
    std::unique_ptr<window::Window> m_window;
    std::unique_ptr<ui::Ui> m_ui;
    std::int64_t m_now_ms = 1000;
};

} // namespace stage
