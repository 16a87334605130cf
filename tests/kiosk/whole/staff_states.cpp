/// Draws everything that the staff's screen can come to say, whatever sticks, disks and clocks do, in one
/// language on one panel with the real pack: a tree of each state, and its picture if asked for.

#include "kiosk/screens/staff.h"
#include "kiosk/screens/touch.h"
#include "platform/base/files.h"

#include <cstdio>
#include <fmt/format.h>
#include <functional>
#include <map>

namespace {

namespace fs = std::filesystem;
using exchange::Refusal;
using screens::StaffView;

constexpr std::int64_t now_ms = 1'795'000'000'000;

struct Order {
    fs::path pack, fonts, into;
    std::string language;
    int width = 0, height = 0;
    double diagonal = 0;
    bool pictures = false;
};

StaffView open_view() {
    StaffView view;
    view.gate = StaffView::Gate::open;
    view.count = 1312;
    view.clock.local_ms = now_ms;
    view.clock.zone = "CET";
    view.clock.source = ledger::TimeSource::staff;
    view.backup = screens::BackupView{now_ms, ledger::BackupTrouble::none};
    view.counts.by_day = {{"2026-11-17", 1300}, {"2026-11-18", 12}};
    view.counts.by_language = {{"en", 1000}, {"sw", 312}};
    view.counts.by_theme = {{0, 12}, {7, 1300}};
    view.media = {{"/media/stick", "SANDISK ULTRA", false}};
    return view;
}

StaffView failed(Refusal refusal) {
    StaffView view = open_view();
    view.failed = exchange::ExportError{refusal, "", 123'456'789, 1'234'567};
    return view;
}

StaffView done(media::Parting parting) {
    StaffView view = open_view();
    view.media.clear();
    view.parting = parting;
    view.done = exchange::ExportResult{"/media/stick/smallplaces-7X6B5T-2026-11-18-012", 1312, 1312, 1};
    return view;
}

StaffView stick(const media::Medium& medium) {
    StaffView view = open_view();
    view.media = {medium};
    return view;
}

StaffView exporting(StaffView::Step step, int percent) {
    StaffView view = open_view();
    view.step = step;
    view.percent = percent;
    return view;
}

StaffView gate(StaffView::Gate which, StaffView::Trouble trouble) {
    StaffView view;
    view.gate = which;
    view.trouble = trouble;
    view.entered = "246813579024";
    view.locked_seconds = 121;
    return view;
}

StaffView unsure(StaffView view) {
    view.clock.source = ledger::TimeSource::unknown;
    return view;
}

void add_gates(std::map<std::string, StaffView>& states) {
    using Gate = StaffView::Gate;
    using Trouble = StaffView::Trouble;
    states["pin-choose"] = gate(Gate::choose_pin, Trouble::none);
    states["pin-enter"] = gate(Gate::enter_pin, Trouble::none);
    states["pin-short"] = gate(Gate::choose_pin, Trouble::short_pin);
    states["pin-wrong"] = gate(Gate::enter_pin, Trouble::wrong);
    states["pin-locked"] = gate(Gate::enter_pin, Trouble::locked);
    states["pin-not-saved"] = gate(Gate::choose_pin, Trouble::not_saved);
}

void add_sticks(std::map<std::string, StaffView>& states) {
    using media::Unfit;
    states["stick"] = open_view();
    states["stick-none"] = open_view();
    states["stick-none"].media.clear();
    states["stick-read-only"] = stick({"/media/stick", "SANDISK ULTRA", true});
    states["stick-format"] = stick({"", "SANDISK ULTRA", false, Unfit::format, "ntfs", "a"});
    states["stick-locked"] = stick({"", "SANDISK ULTRA", false, Unfit::locked, "", "a"});
    states["stick-unformatted"] = stick({"", "SANDISK ULTRA", false, Unfit::unformatted, "", "a"});
    states["sticks"] = open_view();
    states["sticks"].media.push_back({"", "BLUE", false, Unfit::format, "ntfs", "b"});
    states["stick-unfinished"] = open_view();
    states["stick-unfinished"].unfinished = true;
}

void add_exports(std::map<std::string, StaffView>& states) {
    states["export-opening"] = exporting(StaffView::Step::opening, 0);
    states["export-writing"] = exporting(StaffView::Step::writing, 47);
    states["export-finishing"] = exporting(StaffView::Step::finishing, 100);
    states["done"] = done(media::Parting::free);
    states["done-mounted"] = done(media::Parting::mounted);
    states["done-busy"] = done(media::Parting::busy);
    states["done-unsure"] = unsure(done(media::Parting::free));
    for (const auto& [name, refusal] : std::map<std::string, Refusal>{{"no-medium", Refusal::no_medium},
                                                                      {"read-only", Refusal::read_only},
                                                                      {"full", Refusal::full},
                                                                      {"removed", Refusal::removed},
                                                                      {"name-taken", Refusal::name_taken},
                                                                      {"damaged", Refusal::damaged},
                                                                      {"not-opened", Refusal::not_opened},
                                                                      {"unsound", Refusal::unsound},
                                                                      {"busy", Refusal::busy},
                                                                      {"silent", Refusal::silent},
                                                                      {"failed", Refusal::failed}})
        states["failed-" + name] = failed(refusal);
}

void add_machine(std::map<std::string, StaffView>& states) {
    using ledger::BackupTrouble;
    using ledger::TimeSource;
    states["clock-unsure"] = unsure(open_view());
    states["clock-not-saved"] = unsure(open_view());
    states["clock-not-saved"].clock.not_saved = true;
    states["clock-redated"] = open_view();
    states["clock-redated"].clock.redated = 213;
    states["clock-network"] = open_view();
    states["clock-network"].clock.source = TimeSource::network;
    states["clock-set"] = open_view();
    states["clock-set"].clock.entry = screens::clock_entry(now_ms);
    states["room"] = open_view();
    states["room"].little_room = 12'345'678;
    states["recovered"] = open_view();
    states["recovered"].recovered = 1311;
    states["recovered"].recovery =
        "2026-11-18T07:31:00Z: ledger.db is set aside as ledger.damaged-2026-11-18.db: a page is torn";
    for (const auto& [name, trouble] :
         std::map<std::string, BackupTrouble>{{"full", BackupTrouble::full},
                                              {"missing", BackupTrouble::missing},
                                              {"read-only", BackupTrouble::read_only},
                                              {"failed", BackupTrouble::failed}}) {
        states["backup-" + name] = open_view();
        states["backup-" + name].backup->trouble = trouble;
    }
}

std::map<std::string, StaffView> staff_states() {
    std::map<std::string, StaffView> states;
    add_gates(states);
    add_sticks(states);
    add_exports(states);
    add_machine(states);
    return states;
}

std::map<std::string, screens::TouchView> touch_states() {
    using screens::TouchView;
    const std::vector<ui::Point> dots{{200, 200}};
    return {{"touch-cross", {}},
            {"touch-no-fit", {TouchView::Step::crosses, TouchView::Trouble::no_fit, 0, 0, {}}},
            {"touch-trial", {TouchView::Step::trial, TouchView::Trouble::none, 0, 15000, dots}},
            {"touch-not-saved", {TouchView::Step::trial, TouchView::Trouble::not_saved, 0, 0, {}}}};
}

/// A kiosk's panel and words, without a kiosk.
class Easel {
  public:
    static base::Result<std::unique_ptr<Easel>> set_up(const Order& order) {
        std::unique_ptr<Easel> easel(new Easel);
        auto pack = content::Pack::open(order.pack);
        if (!pack) return tl::make_unexpected(pack.error());
        easel->m_pack = std::make_unique<content::Pack>(std::move(*pack));
        auto words = easel->m_pack->messages(order.language);
        if (!words) return tl::make_unexpected(words.error());
        easel->m_words = std::make_unique<content::Messages>(std::move(*words));
        auto fonts = text::FontLibrary::open(order.fonts);
        if (!fonts) return tl::make_unexpected(fonts.error());
        easel->m_fonts = std::move(*fonts);
        auto window = window::Window::open({.width = order.width,
                                            .height = order.height,
                                            .diagonal_inches = order.diagonal,
                                            .headless = true});
        if (!window) return tl::make_unexpected(window.error());
        easel->m_window = std::move(*window);
        const content::Pack& drawn = *easel->m_pack;
        easel->m_ui = std::make_unique<ui::Ui>(
            *easel->m_window, *easel->m_fonts,
            [&drawn](std::string_view name, int side) { return drawn.picture(name, side); });
        const content::InterfaceLanguage* language = drawn.find_interface(order.language);
        easel->m_setting.language = order.language;
        easel->m_setting.right_to_left =
            language != nullptr && language->direction == content::Direction::right_to_left;
        return easel;
    }

    base::Status keep(const Order& order, const std::string& name,
                      const std::function<void(ui::Ui&, const screens::Context&)>& draw) {
        const screens::Context context{*m_pack, *m_words, now_ms};
        m_ui->forget_all();
        for (int frame = 0; frame < 2; ++frame) { // the second knows how high its content is
            m_ui->begin(name.substr(0, name.find('-')), m_setting, 0);
            draw(*m_ui, context);
            m_window->draw(m_ui->end(), m_ui->colours().page.ground);
        }
        if (auto kept = base::write_file_durably(order.into / (name + ".json"), ui::to_json(m_ui->tree()));
            !kept || !order.pictures)
            return kept;
        const auto picture = m_window->picture();
        if (!picture) return tl::make_unexpected(picture.error());
        return image::write_png(order.into / (name + ".png"), *picture);
    }

  private:
    std::unique_ptr<content::Pack> m_pack;
    std::unique_ptr<content::Messages> m_words;
    std::unique_ptr<text::FontLibrary> m_fonts;
    std::unique_ptr<window::Window> m_window;
    std::unique_ptr<ui::Ui> m_ui;
    ui::Setting m_setting;
};

base::Status draw_all(const Order& order) {
    auto easel = Easel::set_up(order);
    if (!easel) return tl::make_unexpected(easel.error());
    for (const auto& state : staff_states()) {
        const StaffView& view = state.second;
        const auto draw = [&view](ui::Ui& ui, const screens::Context& context) {
            static_cast<void>(screens::draw_staff(ui, context, view));
        };
        if (auto kept = (*easel)->keep(order, state.first, draw); !kept) return kept;
    }
    for (const auto& state : touch_states()) {
        const screens::TouchView& view = state.second;
        const auto draw = [&view](ui::Ui& ui, const screens::Context& context) {
            static_cast<void>(screens::draw_touch(ui, context, view));
        };
        if (auto kept = (*easel)->keep(order, state.first, draw); !kept) return kept;
    }
    return {};
}

} // namespace

int main(int argc, char** argv) {
    Order order;
    const std::vector<std::string> given(argv + 1, argv + argc);
    order.pictures = given.size() == 7 && given[6] == "--pictures";
    const bool sized = given.size() >= 5 &&
                       std::sscanf(given[3].c_str(), "%dx%d", &order.width, &order.height) == 2 &&
                       std::sscanf(given[4].c_str(), "%lf", &order.diagonal) == 1;
    if (!sized || given.size() < 6) {
        std::fprintf(stderr,
                     "Usage: staff_states PACK FONTS LANGUAGE WIDTHxHEIGHT INCHES FOLDER [--pictures]\n");
        return 2;
    }
    order.pack = given[0];
    order.fonts = given[1];
    order.language = given[2];
    order.into = given[5];
    if (const auto drawn = draw_all(order); !drawn) {
        std::fprintf(stderr, "%s\n", drawn.error().message.c_str());
        return 1;
    }
    return 0;
}
