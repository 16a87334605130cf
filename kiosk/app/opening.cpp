#include "kiosk/app/app.h"

#include <algorithm>
#include <fmt/format.h>
#include <system_error>
#include <unistd.h>

/// How the kiosk starts.
namespace app {

namespace fs = std::filesystem;

namespace {

/// Fonts are prepared beside the pack when it is built or installed; for a pack without, in the data folder.
base::Result<std::unique_ptr<text::FontLibrary>> open_fonts(const Options& options) {
    std::error_code error;
    const fs::path beside = options.content.parent_path() / "fonts";
    if (fs::exists(beside / "files", error)) {
        if (auto fonts = text::FontLibrary::open(beside)) return fonts;
    }
    const fs::path own = options.data / "fonts";
    if (auto prepared = text::FontLibrary::prepare(own); !prepared)
        return tl::make_unexpected(prepared.error());
    return text::FontLibrary::open(own);
}

} // namespace

base::Result<std::unique_ptr<App>> App::create(const Options& options) {
    std::unique_ptr<App> app(new App());
    if (auto opened = app->open(options); !opened) return tl::make_unexpected(opened.error());
    return app;
}

base::Status App::open_content(const Options& options) {
    auto pack = content::Pack::open(options.content);
    if (!pack) return tl::make_unexpected(pack.error());
    m_pack = std::make_unique<content::Pack>(std::move(*pack));
    if (auto english = m_pack->messages("en"); !english) return tl::make_unexpected(english.error());
    if (m_pack->declarations().empty() || m_pack->interface_languages().empty()) {
        return base::fail(fmt::format("cannot use {}: it has no texts", options.content.string()));
    }
    if (!options.language.empty() && m_pack->find_interface(options.language) == nullptr) {
        return base::fail(fmt::format("--language {}: the interface does not speak it", options.language));
    }
    return {};
}

base::Status App::open(const Options& options) {
    m_log = service::Log(options.verbose ? service::Priority::info : service::Priority::notice);
    m_pulse = std::make_unique<Pulse>(
        m_log, Pulse::Asks{[this] { return m_ledger->usable(); }, [this] { return status(); }},
        m_real_clock.monotonic_ms());
    if (options.script.empty() && !options.wander) {
        m_clock = options.now_utc_ms ? std::make_unique<base::SystemClock>(*options.now_utc_ms)
                                     : std::make_unique<base::SystemClock>();
    } else {
        // Its monotonic time begins at 0 in each run, so each is a boot of its own.
        auto manual =
            std::make_unique<base::ManualClock>(options.now_utc_ms.value_or(base::SystemClock().utc_ms()),
                                                fmt::format("script-{}-{}", base::boot_id(), ::getpid()));
        m_manual_clock = manual.get();
        m_clock = std::move(manual);
    }
    if (options.seed)
        m_random = std::make_unique<base::SeededRandom>(*options.seed);
    else
        m_random = std::make_unique<base::SystemRandom>();
    if (auto opened = open_content(options); !opened) return opened;
    auto ledger = ledger::Ledger::open(options.data, *m_clock, *m_random);
    if (!ledger) return tl::make_unexpected(ledger.error());
    m_ledger = std::make_unique<ledger::Ledger>(std::move(*ledger));
    log_recovery();
    auto fonts = open_fonts(options);
    if (!fonts) return tl::make_unexpected(fonts.error());
    m_fonts = std::move(*fonts);
    const ledger::KioskSettings settings =
        ledger::read_settings([this](std::string_view name) { return m_ledger->setting(name); });
    if (auto window = open_window(options, settings); !window) return window;
    m_ui = std::make_unique<ui::Ui>(
        *m_window, *m_fonts, [this](std::string_view name, int side) { return m_pack->picture(name, side); });
    m_panel_desk = std::make_unique<PanelDesk>(PanelDesk::Parts{*m_window, *m_ledger, *m_clock});
    m_backups = std::make_unique<BackupKeeper>(BackupKeeper::Parts{.ledger = *m_ledger,
                                                                   .clock = *m_clock,
                                                                   .random = *m_random,
                                                                   .data = options.data,
                                                                   .folder = options.backup,
                                                                   .wake = [this] { m_window->wake(); },
                                                                   .log = m_log});
    m_staff =
        std::make_unique<StaffDesk>(StaffDesk::Parts{*m_ledger, *m_pack, *m_clock, *m_random, options.data,
                                                     [this] { m_window->wake(); }, m_log, m_backups.get()});
    if (options.wander) m_simulates_media = true; // its sticks come and go
    for (const fs::path& folder : options.wander ? std::vector<fs::path>() : options.media)
        insert_media(folder);
    take_settings(options, settings);
    end_visit();
    // Not while a script counts its pictures.
    if (options.script.empty()) m_standby = Standby(options.data, standby_traits(options));
    log_start(options);
    return {};
}

base::Status App::open_window(const Options& options, const ledger::KioskSettings& settings) {
    const int degrees = options.rotation.value_or(settings.panel_rotation);
    m_panel_quarters = degrees / 90;
    auto window = window::Window::open({.width = options.width,
                                        .height = options.height,
                                        .diagonal_inches = options.diagonal_inches,
                                        .fullscreen = options.fullscreen,
                                        .headless = options.headless,
                                        .rotation = window::rotation_of(degrees),
                                        .touch = {settings.touch_matrix}});
    if (!window) return tl::make_unexpected(window.error());
    m_window = std::move(*window);
    if (const std::string note = m_window->note(); !note.empty())
        m_log.write(service::Priority::notice, "note: " + note, {{"EVENT", "panel"}});
    return {};
}

void App::take_settings(const Options& options, const ledger::KioskSettings& settings) {
    const content::InterfaceLanguage* language =
        m_pack->find_interface(!options.language.empty() ? options.language : settings.language);
    m_exhibition_language = language != nullptr ? language->tag : "en";
    const auto feature = [this](const content::InterfaceLanguage* one) {
        if (one != nullptr && std::find(m_featured.begin(), m_featured.end(), one->tag) == m_featured.end())
            m_featured.push_back(one->tag);
    };
    for (const std::string& tag : settings.languages)
        feature(m_pack->find_interface(tag));
    if (m_featured.empty()) {
        feature(language);
        for (const content::InterfaceLanguage& one : m_pack->interface_languages())
            feature(&one);
    }
    m_idle_times = {settings.idle_quiet_ms, settings.idle_warning_ms};
    note_unknown_languages();
}

void App::note_unknown_languages() {
    const auto speaks = [this](const std::string& tag) { return m_pack->find_interface(tag) != nullptr; };
    std::string unknown;
    for (const char* name : {"language", "languages"}) {
        for (const std::string& tag : ledger::unknown_languages(name, m_ledger->setting(name), speaks))
            unknown += (unknown.empty() ? "" : ", ") + tag;
    }
    if (!unknown.empty())
        m_log.write(service::Priority::notice,
                    "note: the settings name languages that the content does not speak: " + unknown,
                    {{"EVENT", "settings"}});
}

} // namespace app
