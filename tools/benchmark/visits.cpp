#include "tools/benchmark/drive.h"
#include "tools/benchmark/measures.h"
#include "tools/benchmark/process.h"

#include <algorithm>
#include <fmt/format.h>
#include <unistd.h>

/// What is measured inside the kiosk's own process, in a child of the benchmark.
namespace bench {

namespace {

constexpr double rest_before_ms = 5000;

void say(std::string_view key, double value) {
    fmt::print("{} {:.6f}\n", key, value);
}

bool shows_article(const ui::Tree& tree) {
    return tree.screen == "article" &&
           std::any_of(tree.nodes.begin(), tree.nodes.end(),
                       [](const ui::Node& node) { return robot::matches("article.text*", node.id); });
}

/// Home in a language; says nothing of how long it took.
base::Result<Drive::Answer> go_home(Drive& kiosk, const std::string& language) {
    if (auto begun = kiosk.tap("attract.start", "language"); !begun) return begun;
    return kiosk.tap("language." + language, "home");
}

base::Status measure_visit(Drive& kiosk, const std::string& language) {
    const auto home = go_home(kiosk, language);
    if (!home) return tl::make_unexpected(home.error());
    say("switch." + language, home->ms);
    say("switch." + language + ".cpu", home->cpu_ms);
    const auto list = kiosk.tap("home.articles", "articles");
    if (!list) return tl::make_unexpected(list.error());
    say("list." + language, list->ms);
    const auto article = kiosk.tap("articles.1", shows_article);
    if (!article) return tl::make_unexpected(article.error());
    say("article." + language, article->ms);
    say("article." + language + ".cpu", article->cpu_ms);
    return {};
}

base::Status measure_thanks(Drive& kiosk) {
    if (auto home = go_home(kiosk, "en"); !home) return tl::make_unexpected(home.error());
    const auto shows = [](std::string_view pattern) {
        return [pattern](const ui::Tree& tree) {
            return std::any_of(tree.nodes.begin(), tree.nodes.end(),
                               [&](const ui::Node& node) { return robot::matches(pattern, node.id); });
        };
    };
    constexpr std::string_view steps[][2] = {
        {"home.commit", "commitment.theme.11"},      {"commitment.theme.11", "commitment.ready.*"},
        {"commitment.ready.*", "commitment.when.*"}, {"commitment.next", "commitment.who.*"},
        {"commitment.next", "commitment.wall.no"},   {"commitment.wall.no", "commitment.confirm"}};
    for (const auto& [pattern, then] : steps) {
        if (auto done = kiosk.tap(pattern, shows(then)); !done) return tl::make_unexpected(done.error());
    }
    const auto thanks = kiosk.tap("commitment.confirm", shows("thanks.code"));
    if (!thanks) return tl::make_unexpected(thanks.error());
    say("thanks", thanks->ms);
    return {};
}

base::Status measure_still(Drive& kiosk, double seconds) {
    if (auto home = go_home(kiosk, "en"); !home) return tl::make_unexpected(home.error());
    if (auto list = kiosk.tap("home.articles", "articles"); !list) return tl::make_unexpected(list.error());
    if (auto article = kiosk.tap("articles.1", shows_article); !article)
        return tl::make_unexpected(article.error());
    // The idle warning comes after a minute: what is measured ends before it, and a minute is reckoned from
    // it.
    const double measured = std::min(seconds, 60 - rest_before_ms / 1000 - 1);
    kiosk.rest(rest_before_ms);
    const double cpu = cpu_ms();
    const std::uint64_t frames = kiosk.rest(measured * 1000);
    say("still.cpu", (cpu_ms() - cpu) / 1000 * 60 / measured);
    say("still.frames", static_cast<double>(frames) * 60 / measured);
    return {};
}

base::Status measure_attract(Drive& kiosk, double seconds) {
    kiosk.rest(rest_before_ms);
    const double cpu = cpu_ms();
    const std::uint64_t frames = kiosk.rest(seconds * 1000);
    say("attract.cpu", (cpu_ms() - cpu) / 1000 * 60 / seconds);
    say("attract.frames", static_cast<double>(frames) * 60 / seconds);
    say("attract.pss", pss_mib(::getpid()));
    return {};
}

base::Status fling(Drive& kiosk, const std::string& name, Drive::Strokes strokes) {
    const auto motion = kiosk.fling(strokes);
    if (!motion) return tl::make_unexpected(motion.error());
    say(name + ".cpu", motion->cpu_ms_per_frame);
    say(name + ".fps", motion->frames_per_second);
    say(name + ".gap", motion->longest_gap_ms);
    return {};
}

base::Status fling_languages(Drive& kiosk) {
    if (auto begun = kiosk.tap("attract.start", "language"); !begun)
        return tl::make_unexpected(begun.error());
    const auto all = kiosk.tap("language.all", [](const ui::Tree& tree) {
        return std::any_of(tree.nodes.begin(), tree.nodes.end(),
                           [](const ui::Node& node) { return robot::matches("text.*", node.id); });
    });
    if (!all) return tl::make_unexpected(all.error());
    return fling(kiosk, "fling.languages", Drive::Strokes::onward);
}

base::Status fling_articles(Drive& kiosk, bool preamble) {
    if (auto home = go_home(kiosk, "en"); !home) return tl::make_unexpected(home.error());
    if (auto list = kiosk.tap("home.articles", "articles"); !list) return tl::make_unexpected(list.error());
    if (!preamble) return fling(kiosk, "fling.articles", Drive::Strokes::to_and_fro);
    if (auto article = kiosk.tap("articles.0", shows_article); !article)
        return tl::make_unexpected(article.error());
    return fling(kiosk, "fling.preamble", Drive::Strokes::to_and_fro);
}

} // namespace

base::Status run_child(const ChildTask& task) {
    if (task.name == "commits") return measure_commits(task.data);
    app::Options options;
    options.headless = true;
    options.content = task.content;
    options.data = task.data;
    auto kiosk = Drive::open(options);
    if (!kiosk) return tl::make_unexpected(kiosk.error());
    if (task.name == "visit") return measure_visit(*kiosk, task.language);
    if (task.name == "thanks") return measure_thanks(*kiosk);
    if (task.name == "still") return measure_still(*kiosk, task.idle_seconds);
    if (task.name == "attract") return measure_attract(*kiosk, task.idle_seconds);
    if (task.name == "fling.languages") return fling_languages(*kiosk);
    if (task.name == "fling.articles") return fling_articles(*kiosk, false);
    if (task.name == "fling.preamble") return fling_articles(*kiosk, true);
    return base::fail("--child " + task.name + ": there is no such measurement");
}

} // namespace bench
