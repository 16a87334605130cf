#pragma once

#include "content/pack.h"
#include "kiosk/app/idle_rule.h"
#include "kiosk/app/options.h"
#include "kiosk/app/panel_desk.h"
#include "kiosk/app/pulse.h"
#include "kiosk/app/staff_desk.h"
#include "kiosk/app/standby.h"
#include "kiosk/ledger/ledger.h"
#include "kiosk/ledger/settings.h"
#include "kiosk/robot/visitor.h"
#include "kiosk/screens/article.h"
#include "kiosk/screens/attract.h"
#include "kiosk/screens/keyboard_panel.h"
#include "kiosk/screens/language.h"
#include "kiosk/screens/out_of_order.h"
#include "kiosk/screens/visit.h"
#include "platform/base/clock.h"
#include "platform/base/random.h"
#include "platform/media/media.h"
#include "platform/media/udisks_media.h"
#include "platform/service/log.h"
#include "platform/text/fonts.h"
#include "platform/window/window.h"

#include <algorithm>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace app {

/// The kiosk: owns everything, hands references down, runs the loop. Screens draw and answer; `apply` acts.
class App final : public robot::Stage {
  public:
    [[nodiscard]] static base::Result<std::unique_ptr<App>> create(const Options& options);
    ~App() override;

    /// Until somebody quits.
    void run();
    /// One turn of `run`: waits for an event or for what is due, `most_ms` at most. For measuring.
    void turn_within(int most_ms) { turn_after(std::min(wait_ms(), most_ms)); }
    [[nodiscard]] std::uint64_t frames() const { return m_frames; }
    [[nodiscard]] window::TextureUse textures() const { return m_window->textures(); }
    [[nodiscard]] bool exporting() const { return m_staff->exporting(); }
    /// The still picture that stands in for the kiosk when it cannot start. Draws it, but not on the panel.
    [[nodiscard]] base::Result<image::Image> out_of_order_picture();

    // robot::Stage
    [[nodiscard]] const ui::Tree& tree() const override { return m_ui->tree(); }
    void push(const window::Event& event) override { m_window->push(event); }
    void turn() override;
    [[nodiscard]] bool settled() const override;
    void pass_ms(std::int64_t ms) override;
    [[nodiscard]] base::Result<image::Image> picture() override { return m_window->picture(); }
    void insert_media(const std::filesystem::path& folder) override;
    void remove_media() override;

  private:
    App() = default;
    [[nodiscard]] base::Status open(const Options& options);
    [[nodiscard]] base::Status open_content(const Options& options);
    [[nodiscard]] base::Status open_window(const Options& options, const ledger::KioskSettings& settings);
    void take_settings(const Options& options, const ledger::KioskSettings& settings);
    void note_unknown_languages();
    void log_start(const Options& options) const;
    void log_recovery();

    // the loop
    /// What came in, and the id of what was under the finger then.
    struct Input {
        window::Event event;
        std::string touched;
    };
    [[nodiscard]] std::string touched(const window::FingerEvent& finger) const;
    [[nodiscard]] bool still_meant(const Input& input);
    void take_input(int wait_ms);
    void turn_after(int wait_ms);
    [[nodiscard]] int wait_ms() const;
    void handle(const window::Event& event);
    [[nodiscard]] bool handle_panel_care(const window::Event& event);
    [[nodiscard]] bool handle_staff_gesture(const window::Event& event);
    void tick();
    void draw();
    /// The list of languages opens the fonts of all their scripts: once a visitor has gone on and rests,
    /// those that the screen does not need are closed.
    void tidy_fonts();
    /// What the next frame does not need.
    void give_back_memory();
    void look_at_media();
    void look_at_devices();
    void log_media(std::size_t sticks) const;
    [[nodiscard]] bool frame_is_due() const;
    [[nodiscard]] int activity() const;
    [[nodiscard]] std::string status() const;

    // what the screens show (showing.cpp)
    [[nodiscard]] screens::Action draw_screen();
    [[nodiscard]] screens::Action draw_attract();
    [[nodiscard]] screens::Action draw_visit(const screens::Context& context);
    [[nodiscard]] screens::Action draw_language(const screens::Context& context);
    [[nodiscard]] screens::Action draw_home(const screens::Context& context);
    [[nodiscard]] screens::ArticleView article_view(int number);
    [[nodiscard]] const content::Messages& words(const std::string& tag);
    [[nodiscard]] ui::Setting setting() const;
    [[nodiscard]] screens::Phrase phrase(std::size_t turn);
    void turn_attract();
    [[nodiscard]] screens::Screen shown_screen() const;

    // the picture for bad days (out_of_order.cpp)
    [[nodiscard]] screens::OutOfOrderView out_of_order_view() const;
    [[nodiscard]] std::string standby_traits(const Options& options) const;
    void keep_standby_picture();

    // what they asked for (controller.cpp)
    void apply(const screens::Action& action);
    void on(std::monostate) {}
    void on(screens::Begin);
    void on(screens::Back);
    void on(screens::Home);
    void on(const screens::Open& open);
    void on(screens::ChooseLanguages);
    void on(const screens::ChooseInterface& choice);
    void on(const screens::ChooseText& choice);
    void on(screens::Compare);
    void on(screens::StopComparing);
    void on(screens::CycleTextSize);
    void on(screens::CycleContrast);
    void on(screens::ToggleLowered);
    void on(screens::TurnPage turn);
    void on(const screens::CommitTo& commit);
    void on(screens::FormChanged) {}
    void on(screens::Confirm);
    void on(screens::Finish);
    void on(screens::PinDigit digit);
    void on(screens::PinClear);
    void on(screens::PinEnter);
    void on(const screens::Export& to);
    [[nodiscard]] media::Media& media_source();
    void on(const screens::ClockAsk& ask);
    void on(screens::LeaveStaff);
    void on(screens::CleanScreen);
    void on(screens::AdjustTouch);
    void on(const screens::TouchAt& touch);
    void on(screens::KeepTouch);
    void on(screens::UndoTouch);
    void leave_panel_care();
    void on(screens::Stay);
    void go(screens::Route route);
    void back();
    void leave_language_screen();
    void choose_language(const std::string& interface_tag, const content::Declaration& text);
    void open_staff();
    void end_visit();

    base::SystemClock m_real_clock;
    service::Log m_log;
    std::unique_ptr<Pulse> m_pulse;
    std::unique_ptr<base::Clock> m_clock;
    base::ManualClock* m_manual_clock = nullptr; ///< when a script moves it
    std::unique_ptr<base::Random> m_random;
    std::unique_ptr<content::Pack> m_pack;
    std::unique_ptr<text::FontLibrary> m_fonts;
    std::unique_ptr<ledger::Ledger> m_ledger;
    std::unique_ptr<window::Window> m_window;
    std::unique_ptr<ui::Ui> m_ui;
    Standby m_standby;
    int m_panel_quarters = 0; ///< how far the picture is turned on the panel
    std::unique_ptr<PanelDesk> m_panel_desk;
    std::unique_ptr<BackupKeeper> m_backups; ///< before the staff's desk, which tells it of exports
    media::SimulatedMedia m_simulated_media;
    std::unique_ptr<media::Media> m_real_media; ///< made when staff come for the first time
    std::unique_ptr<StaffDesk> m_staff;         ///< after the media, which its thread may be writing to
    bool m_simulates_media = false;
    std::vector<media::Medium> m_media; ///< as last asked
    screens::KeyboardPanel m_keyboard;
    screens::LanguageLists m_language_lists;
    std::map<std::string, content::Messages, std::less<>> m_words;

    std::string m_exhibition_language = "en";
    std::vector<std::string> m_featured; ///< interface tags the exhibition chose, first first
    IdleTimes m_idle_times;

    screens::Visit m_visit;
    std::int64_t m_last_touch_ms = 0;
    bool m_foreign_fonts = false; ///< names in many scripts were drawn since fonts were last closed
    bool m_idle_warning = false;
    struct {
        std::vector<const content::Declaration*> order;
        std::size_t turn = 0;
        std::int64_t turned_ms = 0;
        std::optional<screens::Phrase> phrase, previous;
        std::string invitation; ///< interface language of the invitation: the phrase's own where there is one
    } m_attract;
    struct Hold {
        std::int64_t finger;
        std::int64_t since_ms;
    };
    std::optional<Hold> m_corner_hold; ///< a finger rests in a top corner of the attract screen
    struct LoadedSection {
        std::string code;
        int number = -1;
        content::Section section;
    };
    std::vector<LoadedSection> m_sections; ///< the article that is open, in its one or two languages

    std::int64_t m_last_draw_ms = -1000;
    std::int64_t m_next_media_ms = 0;
    std::size_t m_input_devices = 0;
    std::string m_logged_recovery; ///< when the ledger was last found damaged and that was logged
    int m_seconds_shown = -1;
    std::uint64_t m_frames = 0;
    std::deque<Input> m_input;          ///< not yet looked at
    std::set<std::int64_t> m_forgotten; ///< fingers whose touch is not meant any more
    bool m_quit = false;
};

} // namespace app
