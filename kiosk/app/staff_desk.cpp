#include "kiosk/app/staff_desk.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace app {

namespace {

using screens::StaffView;

constexpr std::size_t longest_pin = 12;
constexpr std::size_t shortest_pin = 4;

/// For the log.
std::string_view name_of(exchange::Refusal refusal) {
    using exchange::Refusal;
    switch (refusal) {
    case Refusal::no_medium:
        return "no stick";
    case Refusal::read_only:
        return "the stick is read-only";
    case Refusal::full:
        return "the stick is full";
    case Refusal::removed:
        return "the stick was pulled out";
    case Refusal::damaged:
        return "what was read back is not what was written";
    case Refusal::not_opened:
        return "the stick could not be mounted";
    case Refusal::unsound:
        return "the stick's file system has errors";
    case Refusal::busy:
        return "something else holds the stick";
    case Refusal::silent:
        return "no answer about the stick";
    default:
        return "it failed";
    }
}

exchange::ExportError refused(const media::MediumError& error) {
    using exchange::Refusal;
    const auto refusal = [&] {
        switch (error.fault) {
        case media::Fault::removed:
            return Refusal::removed;
        case media::Fault::unsound:
            return Refusal::unsound;
        case media::Fault::busy:
            return Refusal::busy;
        case media::Fault::silent:
            return Refusal::silent;
        case media::Fault::refused:
            break;
        }
        return Refusal::not_opened;
    };
    return {refusal(), error.detail, 0, 0};
}

} // namespace

StaffDesk::StaffDesk(Parts parts)
    : m_parts(std::move(parts)), m_pin(m_parts.ledger, m_parts.clock), m_clock(m_parts.ledger, m_parts.log),
      m_search(m_parts.wake), m_export(m_parts.wake) {}

StaffDesk::~StaffDesk() {
    m_progress.cancelled = true;
}

void StaffDesk::arrive() {
    m_gate = m_pin.is_set() ? StaffView::Gate::enter_pin : StaffView::Gate::choose_pin;
    m_trouble = StaffView::Trouble::none;
    m_entered.clear();
    if (m_outcome_seen) m_outcome = {};
    m_looked_at.reset();
    m_clock.arrive();
}

void StaffDesk::leave() {
    arrive();
}

bool StaffDesk::locked() const {
    return m_gate == StaffView::Gate::enter_pin && m_pin.locked_for_ms() > 0;
}

void StaffDesk::digit(char digit) {
    if (locked()) return;
    m_trouble = StaffView::Trouble::none;
    if (m_entered.size() < longest_pin) m_entered += digit;
}

void StaffDesk::clear() {
    if (locked()) return;
    m_entered.clear();
    m_trouble = StaffView::Trouble::none;
}

void StaffDesk::enter() {
    if (locked()) return;
    if (m_entered.size() < shortest_pin) {
        m_trouble = StaffView::Trouble::short_pin;
    } else if (m_gate == StaffView::Gate::choose_pin) {
        choose_pin();
    } else {
        check_pin();
    }
    m_entered.clear();
    if (m_gate != StaffView::Gate::open) return;
    if (auto counts = m_parts.ledger.counts()) m_counts = std::move(*counts);
}

bool StaffDesk::ask_clock(const screens::ClockAsk& ask) {
    if (m_gate != StaffView::Gate::open) return false;
    const bool was_entering = m_clock.entering();
    m_clock.act(ask);
    if (auto counts = m_parts.ledger.counts()) m_counts = std::move(*counts); // days may have changed
    return m_clock.entering() != was_entering;
}

void StaffDesk::choose_pin() {
    if (m_pin.set(m_entered)) {
        m_gate = StaffView::Gate::open;
    } else {
        m_trouble = StaffView::Trouble::not_saved;
    }
}

void StaffDesk::check_pin() {
    const auto answer = m_pin.check(m_entered);
    if (answer && *answer == ledger::StaffPin::Answer::right) {
        m_gate = StaffView::Gate::open;
        m_trouble = StaffView::Trouble::none;
    } else {
        m_trouble = StaffView::Trouble::wrong;
    }
}

void StaffDesk::start_export(const std::optional<media::Medium>& medium, media::Media& source) {
    if (exporting() || m_gate != StaffView::Gate::open) return;
    m_outcome = {};
    if (!medium) {
        m_outcome.failed =
            exchange::ExportError{exchange::Refusal::no_medium, "no stick is plugged in", 0, 0};
        return;
    }
    m_progress.done = 0;
    m_progress.total = 0;
    m_step = StaffView::Step::opening;
    m_exporting_to = medium->id();
    m_parts.log.write(service::Priority::info, "an export begins", {{"EVENT", "export"}});
    const base::Status begun =
        m_export.begin([this, stick = *medium, &source] { return run_export(stick, source); });
    if (begun) return;
    m_outcome.failed = exchange::ExportError{exchange::Refusal::failed, begun.error().message, 0, 0};
    log_outcome();
}

StaffDesk::Outcome StaffDesk::run_export(const media::Medium& medium, media::Media& source) {
    Outcome outcome;
    auto loan = source.borrow(medium, [this] { return m_progress.cancelled.load(); });
    if (!loan) {
        outcome.failed = refused(loan.error());
        return outcome;
    }
    auto result = write_to(**loan);
    if (!result) {
        outcome.failed = std::move(result.error());
        return outcome;
    }
    m_step = StaffView::Step::finishing;
    if (const auto parting = (*loan)->let_go()) {
        outcome.parting = *parting;
        outcome.done = std::move(*result);
    } else {
        outcome.failed = refused(parting.error());
    }
    return outcome;
}

tl::expected<exchange::ExportResult, exchange::ExportError> StaffDesk::write_to(media::Loan& loan) {
    const auto rooted = [](media::Attempt<media::Mounted> mounted) {
        return mounted.map([](const media::Mounted& one) {
                          return exchange::Root{one.root, one.device};
                      })
            .map_error(refused);
    };
    auto own = ledger::Ledger::open(m_parts.data, m_parts.clock, m_parts.random, ledger::Access::shared);
    if (!own)
        return tl::make_unexpected(
            exchange::ExportError{exchange::Refusal::failed, own.error().message, 0, 0});
    const auto root = rooted(loan.mount());
    if (!root) return tl::make_unexpected(root.error());
    m_step = StaffView::Step::writing;
    const auto mount_afresh = [&] {
        m_step = StaffView::Step::finishing;
        auto again = rooted(loan.mount_afresh());
        m_step = StaffView::Step::writing;
        return again;
    };
    return exchange::export_to(*root, mount_afresh, *own, exchange::labels_from(m_parts.pack), own->clock(),
                               m_progress);
}

void StaffDesk::tick() {
    if (const std::optional<Found> found = m_search.collect(); found && found->media == m_looked_at)
        m_unfinished = m_unfinished || found->unfinished;
    std::optional<Outcome> ended = m_export.collect();
    if (!ended) return;
    m_outcome = std::move(*ended);
    m_outcome_seen = false;
    m_looked_at.reset();
    if (m_outcome.done) m_interrupted.erase(m_exporting_to);
    if (m_outcome.failed && (m_outcome.failed->refusal == exchange::Refusal::removed ||
                             m_outcome.failed->refusal == exchange::Refusal::damaged))
        m_interrupted.insert(m_exporting_to);
    log_outcome();
    if (m_outcome.done && m_parts.backups != nullptr) m_parts.backups->begin();
}

void StaffDesk::log_outcome() const {
    if (m_outcome.done) {
        const exchange::ExportResult& done = *m_outcome.done;
        m_parts.log.write(
            service::Priority::info,
            fmt::format("the export is done: {} kept here, {} on the stick", done.kept_here, done.on_medium),
            {{"EVENT", "exported"},
             {"KEPT", std::to_string(done.kept_here)},
             {"ON_STICK", std::to_string(done.on_medium)}});
    } else if (m_outcome.failed) {
        // Its detail names folders of the stick, which may bear somebody's name.
        const std::string_view why = name_of(m_outcome.failed->refusal);
        m_parts.log.write(service::Priority::warning, fmt::format("the export ended early: {}", why),
                          {{"EVENT", "export_failed"}, {"REASON", std::string(why)}});
    }
}

/// Once for each set of sticks and after each export, in a thread of its own: a stick may be slow and full.
/// One that is not mounted cannot be looked at; what happened to it is known.
void StaffDesk::look_for_unfinished(const std::vector<media::Medium>& media) {
    if (exporting() || media == m_looked_at) return;
    m_unfinished = std::any_of(media.begin(), media.end(), [&](const media::Medium& one) {
        return one.root.empty() && m_interrupted.contains(one.id());
    });
    if (looking()) return; // at others that were there before: when that has ended
    const auto mounted = [](const media::Medium& one) { return !one.root.empty(); };
    const bool begun = std::none_of(media.begin(), media.end(), mounted) || m_search.begin([media, mounted] {
        return Found{media, std::any_of(media.begin(), media.end(), [&](const media::Medium& one) {
                         return mounted(one) && !exchange::interrupted_exports(one.root).empty();
                     })};
    });
    if (begun) m_looked_at = media;
}

StaffView StaffDesk::view(const std::vector<media::Medium>& media) {
    StaffView view;
    view.gate = m_gate;
    view.entered = m_entered;
    view.trouble = m_trouble;
    m_lock_shown = locked();
    if (m_lock_shown) {
        view.trouble = StaffView::Trouble::locked;
        view.locked_seconds = static_cast<int>((m_pin.locked_for_ms() + 999) / 1000);
        m_trouble = StaffView::Trouble::none; // when the lock is over, that is over too
    }
    if (m_gate != StaffView::Gate::open) return view;
    view.clock = m_clock.view();
    if (const auto free = ledger::free_bytes(m_parts.data); free && *free < ledger::least_free_bytes)
        view.little_room = *free;
    if (m_parts.backups != nullptr) view.backup = m_parts.backups->view();
    view.count = m_parts.ledger.count();
    view.counts = m_counts;
    // From the settings, not from this start: staff may look only days later.
    view.recovery = m_parts.ledger.setting("recovery.last");
    if (!view.recovery.empty()) view.recovered = m_parts.ledger.number_setting("recovery.recovered");
    view.media = media;
    look_for_unfinished(media);
    view.unfinished = !exporting() && m_unfinished;
    if (exporting()) {
        const std::int64_t total = m_progress.total;
        view.percent = total > 0 ? static_cast<int>(m_progress.done * 100 / total) : 0;
        view.step = m_step;
    }
    view.done = m_outcome.done;
    view.failed = m_outcome.failed;
    view.parting = m_outcome.parting;
    m_outcome_seen = true;
    return view;
}

} // namespace app
