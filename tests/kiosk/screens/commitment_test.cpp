#include "kiosk/screens/commitment.h"

#include "platform/base/clock.h"
#include "tests/kiosk/screens/small_pack.h"
#include "tests/kiosk/ui/stage.h"

using screens::CommitmentForm;
using screens::Step;

namespace {

/// A visitor at the commitment's steps. Going back is done as the controller does it.
class Visitor {
  public:
    Visitor() { settle(); }
    void tap(const std::string& id) {
        for (int i = 0; i < 60 && !m_kiosk.node(id).visible; ++i) {
            const bool below = m_kiosk.node(id).rect.y > 300;
            m_kiosk.drag({640, 300}, 0, below ? -150 : 150, true);
            settle();
        }
        m_kiosk.tap(id);
        settle();
    }
    void type(const std::string& words) {
        m_kiosk.type(words);
        settle();
    }
    [[nodiscard]] bool has(const char* id) { return m_kiosk.ui().tree().find(id) != nullptr; }
    [[nodiscard]] const ui::Node& node(const char* id) { return m_kiosk.node(id); }
    [[nodiscard]] std::string word(const char* id) const { return m_words.text(id); }
    [[nodiscard]] int confirmed() const { return m_confirmed; }
    CommitmentForm form;

  private:
    void settle() {
        m_kiosk.settle();
        m_kiosk.pass(64);
    }
    void draw(ui::Ui& ui) {
        const screens::Context context{small_pack(), m_words, m_now};
        const screens::Action action = screens::draw_commitment(ui, context, form, m_keyboard);
        if (std::holds_alternative<screens::Confirm>(action)) ++m_confirmed;
        if (!std::holds_alternative<screens::Back>(action)) return;
        if (const auto previous = screens::previous_step(form)) form.step = *previous;
    }

    std::int64_t m_now = base::parse_iso8601("2026-11-21T10:00:00Z").value();
    content::Messages m_words = small_pack().messages("en").value();
    screens::KeyboardPanel m_keyboard;
    int m_confirmed = 0;
    stage::Kiosk m_kiosk{[this](ui::Ui& ui) { draw(ui); }};
};

/// Up to the question about the wall, with own words.
void write_one(Visitor& visitor) {
    visitor.tap("commitment.theme.11");
    visitor.tap("commitment.own");
    visitor.type("I will listen first");
    visitor.tap("commitment.next");
    visitor.tap("commitment.kind.C");
    visitor.tap("commitment.next");
    visitor.tap("commitment.when.week");
    visitor.tap("commitment.next");
    visitor.tap("commitment.who.teacher");
    visitor.tap("commitment.age.30to59");
    visitor.tap("commitment.next");
}

void check_kept(const CommitmentForm& form) {
    CHECK(form.theme == 11);
    CHECK(form.own);
    CHECK(form.own_words == "I will listen first");
    CHECK(form.kind == 'C');
    CHECK(form.when == "week");
    CHECK(form.who == "teacher");
    CHECK(form.age == "30to59");
    CHECK(form.wall == true);
}

} // namespace

TEST_CASE("a ready-made commitment: by when and who are passed over, the wall must be answered") {
    Visitor visitor;
    REQUIRE(visitor.form.step == Step::choose);
    visitor.tap("commitment.theme.11");
    REQUIRE(visitor.form.step == Step::ready);
    const std::string name = screens::suitable(small_pack(), visitor.form).front()->name;
    visitor.tap("commitment.ready." + name);
    CHECK(visitor.form.ready == name);
    CHECK(visitor.form.step == Step::when);
    visitor.tap("commitment.next");
    visitor.tap("commitment.next");
    REQUIRE(visitor.form.step == Step::wall);
    CHECK_FALSE(visitor.has("commitment.next")); // the answer itself goes on
    visitor.tap("commitment.wall.no");
    CHECK(visitor.form.step == Step::review);
    CHECK(visitor.form.wall == false);
    CHECK(visitor.node("commitment.review.wall").label == visitor.word("commitment.review.wall.no"));
    CHECK(visitor.confirmed() == 0);
    visitor.tap("commitment.confirm");
    CHECK(visitor.confirmed() == 1);
}

TEST_CASE("next without a word of one's own warns and stays; the first letter takes the warning back") {
    Visitor visitor;
    visitor.tap("commitment.article.0");
    visitor.tap("commitment.own");
    REQUIRE(visitor.form.step == Step::own);
    CHECK(visitor.node("commitment.own.note").label == visitor.word("commitment.own.note.short"));
    for (const char* nothing : {"", "  "}) {
        visitor.type(nothing);
        visitor.tap("commitment.next");
        CHECK(visitor.form.step == Step::own);
        CHECK(visitor.form.empty_warning);
        CHECK(visitor.node("commitment.own.note").label == visitor.word("commitment.own.empty"));
    }
    visitor.type("x");
    CHECK_FALSE(visitor.form.empty_warning);
    visitor.tap("commitment.next");
    CHECK(visitor.form.step == Step::kind);
}

TEST_CASE("going all the way back and forth again loses nothing") {
    Visitor visitor;
    write_one(visitor);
    visitor.tap("commitment.wall.yes");
    REQUIRE(visitor.form.step == Step::review);
    CHECK(visitor.node("commitment.words").label == "I will listen first");
    check_kept(visitor.form);
    for (const Step step :
         {Step::wall, Step::who, Step::when, Step::kind, Step::own, Step::ready, Step::choose}) {
        visitor.tap("nav.back");
        CHECK(visitor.form.step == step);
        check_kept(visitor.form);
    }
    CHECK(visitor.node("commitment.theme.11").selected);
    visitor.tap("commitment.theme.11");
    visitor.tap("commitment.own");
    CHECK(visitor.node("commitment.input").label.find("I will listen first") != std::string::npos);
    for (const Step step : {Step::kind, Step::when, Step::who, Step::wall, Step::review}) {
        visitor.tap("commitment.next");
        CHECK(visitor.form.step == step);
    }
    check_kept(visitor.form);
}

TEST_CASE("who one is may be taken back, by when may not") {
    Visitor visitor;
    write_one(visitor);
    visitor.tap("nav.back");
    visitor.tap("commitment.who.teacher");
    CHECK(visitor.form.who.empty());
    visitor.tap("nav.back");
    visitor.tap("commitment.when.week");
    CHECK(visitor.form.when == "week");
}
