#include "kiosk/screens/page.h"

#include "tests/kiosk/screens/small_pack.h"
#include "tests/kiosk/ui/stage.h"

#include <fmt/format.h>

namespace {

constexpr const char* long_title = "Die Allgemeine Erklärung der Menschenrechte und was sie bedeutet";

/// A page above the bar: a long title, beside a picture or alone, and more text than fits.
class Paper {
  public:
    Paper(int text_size, bool picture, int width = 800, int height = 480)
        : m_picture(picture), m_kiosk([this](ui::Ui& ui) { draw(ui); },
                                      {.language = "de", .text_size = text_size}, width, height) {}
    [[nodiscard]] stage::Kiosk& kiosk() { return m_kiosk; }
    [[nodiscard]] int content_height() const { return m_content_height; }

  private:
    void draw(ui::Ui& ui) {
        const screens::Context context{small_pack(), m_words, 0};
        ui::Area page = ui.page();
        CHECK(screens::draw_bar(ui, context, page, {}).action.index() == 0);
        screens::Page column(ui, "page", page);
        if (m_picture)
            column.title_with("title", long_title, "picture");
        else
            column.title("title", long_title);
        m_content_height = page.rect().bottom() - column.take(0).y;
        for (int i = 0; i < 12; ++i)
            column.say({fmt::format("text.{}", i), "Alle Menschen sind frei und gleich geboren."});
    }

    bool m_picture;
    int m_content_height = 0;
    content::Messages m_words = small_pack().messages("en").value();
    stage::Kiosk m_kiosk;
};

} // namespace

TEST_CASE("the title leaves half of the smallest panel to what it is the title of, at every text size") {
    for (int size = 0; size < ui::text_size_count; ++size) {
        for (const bool picture : {false, true}) {
            CAPTURE(size);
            CAPTURE(picture);
            Paper paper(size, picture);
            CHECK(paper.content_height() >= 480 / 2);
            const ui::Metrics& metrics = paper.kiosk().ui().metrics();
            CHECK(paper.kiosk().node("title").rect.height > metrics.smallest_em());
            CHECK_FALSE(paper.kiosk().node("title").clipped);
        }
    }
}

TEST_CASE("the title scrolls away with its page") {
    Paper paper(ui::text_size_count - 1, false);
    CHECK(paper.kiosk().node("title").visible);
    paper.kiosk().drag({400, 300}, 0, -250);
    paper.kiosk().settle();
    CHECK(paper.kiosk().node("title").rect.bottom() < 0);
}

TEST_CASE("a title keeps its size where the panel is large enough") {
    Paper paper(ui::normal_text_size, false, 1280, 800);
    ui::Ui& ui = paper.kiosk().ui();
    const ui::Rect place = paper.kiosk().node("title").rect;
    CHECK(place.height == ui.text_height({"", long_title, ui::TextRole::title}, place.width));
}
