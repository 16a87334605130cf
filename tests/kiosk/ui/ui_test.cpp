#include "kiosk/ui/ui.h"

#include "platform/base/files.h"
#include "tests/kiosk/ui/stage.h"
#include "tests/temporary_folder.h"

#include <filesystem>
#include <fmt/format.h>

namespace {

constexpr int items = 40;

/// Two buttons above a list of forty, and a way back; counts what was pressed.
struct Board {
    std::vector<std::string> presses;
    int taps = 0;
    int swipe = 0;
    std::string typed;

    void operator()(ui::Ui& ui) {
        ui::Area page = ui.page();
        ui::Area top = page.take_top(2 * ui.metrics().target());
        press(ui, top.cell(0, 3, ui.metrics().gap()).rect(), "nav.back");
        press(ui, top.cell(1, 3, ui.metrics().gap()).rect(), "go");
        press(ui, top.cell(2, 3, ui.metrics().gap()).rect(), "off", false);
        page.take_top(ui.metrics().gap());
        ui::Ui::Scroll scroll(ui, "list", page.rect());
        const int height = 2 * ui.metrics().target();
        for (int i = 0; i < items; ++i)
            press(ui, {page.rect().x, scroll.top() + i * height, page.width(), height},
                  fmt::format("item.{}", i));
        scroll.finish(scroll.top() + items * height);
        taps += ui.tapped() ? 1 : 0;
        if (ui.swipe() != 0) swipe = ui.swipe();
        typed += ui.typed();
    }
    void press(ui::Ui& ui, const ui::Rect& rect, const std::string& id, bool enabled = true) {
        ui::ButtonSpec spec{id, id};
        spec.enabled = enabled;
        if (ui.button(rect, spec)) presses.push_back(id);
    }
};

using Presses = std::vector<std::string>;

/// The first of the rows from `top` to before `bottom` in which a pixel has just this colour.
int first_row(const image::Image& picture, int top, int bottom, image::Argb colour) {
    for (int y = top; y < bottom; ++y) {
        for (int x = 0; x < picture.width; ++x)
            if ((picture.at(x, y) & 0xFFFFFF) == colour) return y;
    }
    return bottom;
}

struct Fixture {
    Board board;
    stage::Kiosk kiosk;
    explicit Fixture(ui::Setting setting = {})
        : kiosk([this](ui::Ui& ui) { board(ui); }, std::move(setting)) {}
    [[nodiscard]] int y(std::string_view id) const { return kiosk.node(id).rect.y; }
};

} // namespace

TEST_CASE("a tap presses once, at the lift, and shows in the next frame that it was felt") {
    Fixture f;
    const image::Image before = f.kiosk.picture();
    f.kiosk.down(f.kiosk.centre("go"));
    CHECK(f.kiosk.ui().held("go"));
    CHECK(image::difference(before, f.kiosk.picture()).largest > 0);
    CHECK(f.board.presses.empty());
    f.kiosk.pass(80);
    f.kiosk.up(f.kiosk.centre("go"));
    f.kiosk.pass(200);
    CHECK(f.board.presses == Presses{"go"});
    CHECK(f.board.taps == 1);
    CHECK_FALSE(f.kiosk.ui().held("go"));
}

TEST_CASE("what is switched off cannot be pressed, nor what lies where nothing is") {
    Fixture f;
    f.kiosk.tap("off");
    f.kiosk.tap({3, 3 + 2.0 * f.kiosk.ui().metrics().target()});
    CHECK(f.board.presses.empty());
}

TEST_CASE("a scroll that starts on a button moves the list and presses nothing") {
    Fixture f;
    const int before = f.y("item.3");
    f.kiosk.drag(f.kiosk.centre("item.1"), 0, -150, true);
    CHECK(f.y("item.3") == before - 150);
    CHECK(f.board.presses.empty());
    f.kiosk.settle();
    f.kiosk.tap("item.3");
    CHECK(f.board.presses == Presses{"item.3"});
}

TEST_CASE("a fling runs on after the finger left, and ends") {
    Fixture f;
    const int before = f.y("item.0");
    f.kiosk.drag(f.kiosk.centre("item.2"), 0, -200);
    CHECK(f.kiosk.ui().moving());
    f.kiosk.settle();
    CHECK(f.y("item.0") < before - 250);
    CHECK_FALSE(f.kiosk.ui().next_frame_ms().has_value());
}

TEST_CASE("a touch that stops a running list presses nothing; the next one does") {
    Fixture f;
    f.kiosk.drag(f.kiosk.centre("item.2"), 0, -250);
    f.kiosk.pass(100);
    REQUIRE(f.kiosk.ui().moving());
    f.kiosk.tap({400, 500});
    CHECK_FALSE(f.kiosk.ui().moving());
    CHECK(f.board.presses.empty());
    CHECK(f.board.taps == 0);
    f.kiosk.pass(300);
    f.kiosk.tap({400, 500});
    CHECK(f.board.presses.size() == 1);
}

TEST_CASE("pulled past its end the list springs back") {
    Fixture f;
    const int before = f.y("item.0");
    f.kiosk.drag(f.kiosk.centre("item.0"), 0, 200, true);
    f.kiosk.settle();
    CHECK(f.y("item.0") == before);
}

TEST_CASE("a second finger changes nothing") {
    Fixture f;
    f.kiosk.down(f.kiosk.centre("go"), 1);
    f.kiosk.down(f.kiosk.centre("item.1"), 2);
    f.kiosk.move({600, 700}, 2);
    f.kiosk.up({600, 700}, 2);
    f.kiosk.pass(80);
    CHECK(f.board.presses.empty());
    f.kiosk.up(f.kiosk.centre("go"), 1);
    CHECK(f.board.presses == Presses{"go"});
}

TEST_CASE("a resting palm gives way: the next finger presses, the palm does not") {
    Fixture f;
    f.kiosk.down(f.kiosk.centre("item.2"), 1);
    f.kiosk.pass(1500);
    f.kiosk.down(f.kiosk.centre("go"), 2);
    CHECK(f.kiosk.ui().held("go"));
    f.kiosk.pass(80);
    f.kiosk.up(f.kiosk.centre("go"), 2);
    CHECK(f.board.presses == Presses{"go"});
    f.kiosk.up(f.kiosk.centre("item.2"), 1);
    f.kiosk.pass(80);
    CHECK(f.board.presses == Presses{"go"});
}

TEST_CASE("a bouncing touch presses once") {
    Fixture f;
    const ui::Point place = f.kiosk.centre("go");
    f.kiosk.down(place, 1);
    f.kiosk.pass(64);
    f.kiosk.up(place, 1);
    f.kiosk.pass(16);
    f.kiosk.down(place, 2);
    f.kiosk.pass(16);
    f.kiosk.up(place, 2);
    f.kiosk.pass(100);
    CHECK(f.board.presses == Presses{"go"});
}

TEST_CASE("a swipe across goes on in reading direction, also from right to left") {
    for (const bool right_to_left : {false, true}) {
        Fixture f({.language = right_to_left ? "ar" : "en", .right_to_left = right_to_left});
        f.kiosk.drag({900, 500}, -400, 10);
        CHECK(f.board.swipe == (right_to_left ? -1 : 1));
        CHECK(f.board.presses.empty());
    }
}

TEST_CASE("Tab goes through what can be pressed in reading order, Shift+Tab back, Enter presses") {
    Fixture f;
    f.kiosk.key("Tab");
    f.kiosk.key("Tab");
    f.kiosk.key("Tab"); // over what is switched off, into the list
    f.kiosk.key("Return");
    CHECK(f.board.presses == Presses{"item.0"});
    f.kiosk.key("Tab", true);
    f.kiosk.key("Return");
    CHECK(f.board.presses == Presses{"item.0", "go"});
}

TEST_CASE("the focus is seen, and a touch takes it off the screen") {
    Fixture f;
    const image::Image before = f.kiosk.picture();
    f.kiosk.key("Tab");
    CHECK(image::difference(before, f.kiosk.picture()).share > 0.0005);
    f.kiosk.tap("off");
    CHECK(image::difference(before, f.kiosk.picture()).largest == 0);
}

TEST_CASE("arrows follow the eye: left goes on in a right-to-left screen") {
    Fixture f({.language = "ar", .right_to_left = true});
    f.kiosk.key("Down");
    f.kiosk.key("Left");
    f.kiosk.key("Return");
    CHECK(f.board.presses == Presses{"go"});
    f.kiosk.key("Right");
    f.kiosk.key("Return");
    CHECK(f.board.presses == Presses{"go", "nav.back"});
}

TEST_CASE("the focus is brought into view, wherever the list stands") {
    Fixture f;
    for (int i = 0; i < 15; ++i)
        f.kiosk.key("Tab");
    f.kiosk.settle();
    CHECK(f.kiosk.node("item.12").visible);
    CHECK_FALSE(f.kiosk.node("item.0").visible);
    f.kiosk.key("Return");
    CHECK(f.board.presses == Presses{"item.12"});
    for (int i = 0; i < 12; ++i)
        f.kiosk.key("Up");
    f.kiosk.settle();
    CHECK(f.kiosk.node("item.0").visible);
}

TEST_CASE("Escape goes back, Enter without a focus does nothing") {
    Fixture f;
    f.kiosk.key("Return");
    CHECK(f.board.presses.empty());
    f.kiosk.key("Escape");
    CHECK(f.board.presses == Presses{"nav.back"});
}

TEST_CASE("typing comes once, backspace with it") {
    Fixture f;
    f.kiosk.type("é");
    f.kiosk.key("Backspace");
    f.kiosk.pass(50);
    CHECK(f.board.typed == "é\b");
}

TEST_CASE("a still screen wants no frame; a touch, a key and an uncovered window do") {
    Fixture f;
    f.kiosk.pass(500);
    CHECK_FALSE(f.kiosk.ui().wants_frame());
    CHECK_FALSE(f.kiosk.ui().next_frame_ms().has_value());
    f.kiosk.ui().handle(window::ExposeEvent{}, f.kiosk.now_ms());
    CHECK(f.kiosk.ui().wants_frame());
    f.kiosk.frame();
    f.kiosk.ui().handle(window::FingerEvent{window::FingerEvent::Phase::down, 1, 5, 5}, f.kiosk.now_ms());
    CHECK(f.kiosk.ui().wants_frame());
}

TEST_CASE("a finger that rests on a dragged list costs no frames") {
    Fixture f;
    f.kiosk.down({400, 500});
    f.kiosk.move({400, 400});
    f.kiosk.pass(500);
    CHECK_FALSE(f.kiosk.ui().wants_frame());
    CHECK_FALSE(f.kiosk.ui().next_frame_ms().has_value());
}

TEST_CASE("a new screen begins at its top, without focus") {
    Fixture f;
    f.kiosk.drag(f.kiosk.centre("item.2"), 0, -300);
    f.kiosk.key("Tab");
    f.kiosk.ui().forget_screen();
    f.kiosk.frame();
    CHECK(f.kiosk.node("item.0").visible);
    CHECK_FALSE(f.kiosk.ui().moving());
    f.kiosk.key("Return");
    CHECK(f.board.presses.empty());
}

TEST_CASE("every text and button is in the tree with its words") {
    stage::Kiosk kiosk([](ui::Ui& ui) {
        const ui::Rect page = ui.page().rect();
        int y = page.y + ui.text({"t", "Small Places", ui::TextRole::title}, page);
        y += ui.text({"b", "All human beings are born free."}, {page.x, y, page.width, 0});
        ui::ButtonSpec spec{"s", "7", "Article 7"};
        spec.note = "Equal before the law";
        ui.button({page.x, y, 300, 150}, spec);
        ui::ButtonSpec noted{"n", "Yes"};
        noted.note = "on the wall";
        ui.button({page.x, y + 160, 300, 150}, noted);
        ui.picture("p", "picture", {600, y, 50, 50}, "a house");
        ui.input({600, y + 60, 400, 90}, "i", "", "Write here", "Your own words");
        ui.input({600, y + 160, 400, 90}, "j", "To be fair", "Write here", "Your own words");
    });
    CHECK(kiosk.node("t").role == ui::Role::heading);
    CHECK(kiosk.node("t").label == "Small Places");
    CHECK(kiosk.node("b").role == ui::Role::text);
    CHECK(kiosk.node("b").rect.y >= kiosk.node("t").rect.bottom());
    CHECK(kiosk.node("s").label == "Article 7");
    CHECK(kiosk.node("n").label == "Yes. on the wall");
    CHECK(kiosk.node("p").label == "a house");
    CHECK(kiosk.node("p").role == ui::Role::image);
    CHECK(kiosk.node("i").label == "Your own words");
    CHECK_FALSE(kiosk.node("i").filled);
    CHECK(kiosk.node("j").label == "To be fair");
    CHECK(kiosk.node("j").filled);
    // Pictures are never made larger than the pack has them, so it stands in the middle of its place.
    const ui::Rect place = kiosk.node("p").rect;
    const image::Image picture = kiosk.picture();
    bool seen = false;
    for (int y = place.y; y < place.bottom(); ++y) {
        for (int x = place.x; x < place.right(); ++x)
            seen = seen || (picture.at(x, y) & 0xFFFFFF) == 0x00FF00;
    }
    CHECK(seen);
}

TEST_CASE("a picture that the pack has not is left out, and asked for once") {
    int asked = 0;
    stage::Kiosk kiosk(
        [](ui::Ui& ui) {
            ui.picture("p", "none", {10, 10, 50, 50}, "nothing");
        },
        {}, 800, 480,
        [&asked](std::string_view name, int) -> base::Result<std::string> {
            ++asked;
            return base::fail("there is no picture " + std::string(name));
        });
    kiosk.pass(100);
    CHECK(asked == 1);
    CHECK(kiosk.node("p").label == "nothing");
}

TEST_CASE("lowered, everything lies in the lower part of the panel") {
    stage::Kiosk kiosk(
        [](ui::Ui& ui) {
            ui.button(ui.page().rect(), {"all", "All"});
        },
        {.lowered = true}, 1080, 1920);
    CHECK(kiosk.ui().can_lower());
    CHECK(kiosk.node("all").rect.bottom() == 1920);
    CHECK(kiosk.node("all").rect.y > 1920 * 0.4);
}

TEST_CASE("a tablet has nothing to lower") {
    CHECK_FALSE(Fixture().kiosk.ui().can_lower());
}

TEST_CASE("a QR code is black and white, and none is drawn of more than it holds") {
    std::string contents = "Small Places: 7K3M-9Q2W";
    stage::Kiosk kiosk([&](ui::Ui& ui) { ui.qr_code("qr", contents, {100, 100, 300, 300}, "Receipt"); });
    const ui::Rect place = kiosk.node("qr").rect;
    const image::Image picture = kiosk.picture();
    int dark = 0;
    int other = 0;
    for (int y = place.y; y < place.bottom(); ++y) {
        for (int x = place.x; x < place.right(); ++x) {
            const image::Argb pixel = picture.at(x, y) & 0xFFFFFF;
            dark += pixel == 0 ? 1 : 0;
            other += pixel != 0 && pixel != 0xFFFFFF ? 1 : 0;
        }
    }
    CHECK(other == 0);
    CHECK(dark > place.width * place.height / 5);
    contents.assign(8000, 'x');
    kiosk.frame();
    CHECK(kiosk.ui().tree().find("qr") == nullptr);
}

TEST_CASE("a picture gives way to a long word of its label before that is broken") {
    const auto drawn = [](std::string_view label) {
        stage::Kiosk kiosk(
            [&](ui::Ui& ui) {
                ui::ButtonSpec spec{"tile", label};
                spec.picture = "picture";
                ui.button({10, 10, ui.metrics().mm(57), 2 * ui.metrics().target()}, spec);
            },
            {.language = "ru", .text_size = 0}, 800, 480);
        return kiosk.node("tile");
    };
    CHECK_FALSE(drawn("3  Жизнь, свобода, безопасность").broken);
    CHECK(drawn("Рентгеноэлектрокардиографический").broken); // too long for any tile
}

TEST_CASE("a label below a picture does not touch it, however little room there is") {
    image::Image green{300, 300, {}};
    green.pixels.assign(300u * 300u, 0xFF00FF00);
    const TemporaryFolder folder;
    const std::filesystem::path file = folder / "green.png";
    REQUIRE(image::write_png(file, green).has_value());
    for (const int height : {150, 190, 300}) {
        CAPTURE(height);
        stage::Kiosk kiosk(
            [&](ui::Ui& ui) {
                ui::ButtonSpec spec{"tile", "Prendre un engagement"};
                spec.picture = "picture";
                spec.shape = ui::ButtonSpec::Shape::column;
                spec.paint = {0xFFFFFFFF, 0xFF000000, 0xFFFFFFFF};
                ui.button({10, 10, 240, height}, spec);
            },
            {.language = "fr"}, 800, 480, [&](std::string_view, int) { return base::read_file(file); });
        const image::Image picture = kiosk.picture();
        const int first_black = first_row(picture, 10, 10 + height, 0x000000);
        int last_green = 0;
        for (int y = 10; y < 10 + height; ++y) {
            if (first_row(picture, y, y + 1, 0x00FF00) == y) last_green = y;
        }
        CHECK(last_green > 10 + height / 4);
        CHECK(first_black - last_green >= kiosk.ui().metrics().mm(0.8));
        CHECK_FALSE(kiosk.node("tile").clipped);
    }
}
