#include "kiosk/screens/keyboard_panel.h"

#include "tests/kiosk/screens/small_pack.h"
#include "tests/kiosk/ui/stage.h"

namespace {

/// A keyboard with the real layouts under a text that is being typed.
class Desk {
  public:
    explicit Desk(const char* language, std::size_t longest = 200) : m_longest(longest) {
        m_panel.open(language);
        for (int i = 0; i < 2; ++i)
            m_kiosk.frame();
    }
    /// Each character on the key that types it.
    void type(const std::vector<std::string>& letters) {
        for (const std::string& letter : letters) {
            const ui::Node* key = find(letter);
            REQUIRE_MESSAGE(key != nullptr, "no key types " << letter);
            m_kiosk.tap(key->id);
        }
    }
    void tap(const char* id) { m_kiosk.tap(id); }
    [[nodiscard]] bool has_key(const std::string& letter) { return find(letter) != nullptr; }
    [[nodiscard]] bool has(const char* id) { return m_kiosk.ui().tree().find(id) != nullptr; }
    [[nodiscard]] std::string label(const char* id) { return m_kiosk.node(id).label; }
    [[nodiscard]] const screens::KeyboardPanel& panel() const { return m_panel; }
    [[nodiscard]] const std::string& text() const { return m_text; }
    [[nodiscard]] stage::Kiosk& kiosk() { return m_kiosk; }

  private:
    void draw(ui::Ui& ui) {
        ui::Area page = ui.page();
        const int height = m_panel.height(ui, page.height(), 0.74, true);
        m_panel.draw(ui, m_words, page.take_bottom(height), {"note", "A note"}, m_text, m_longest);
    }
    const ui::Node* find(const std::string& letter) {
        for (const ui::Node& node : m_kiosk.ui().tree().nodes) {
            if (node.role == ui::Role::key && node.label == letter) return &node;
        }
        return nullptr;
    }

    screens::KeyboardPanel m_panel;
    content::Messages m_words = small_pack().messages("en").value();
    std::string m_text;
    std::size_t m_longest;
    stage::Kiosk m_kiosk{[this](ui::Ui& ui) { draw(ui); }};
};

} // namespace

TEST_CASE("Arabic is typed, and a letter goes with the marks on it") {
    Desk desk("ar");
    desk.type({"ح", "ق"});
    CHECK(desk.text() == "حق");
    CHECK_FALSE(desk.has_key("\u064E"));
    desk.tap("keyboard.shift");
    desk.type({"\u064E"});
    CHECK(desk.text() == "حق\u064E");
    CHECK_FALSE(desk.has_key("\u064E")); // Shift is for one letter
    desk.tap("keyboard.backspace");
    CHECK(desk.text() == "ح");
    desk.tap("keyboard.backspace");
    desk.tap("keyboard.backspace");
    CHECK(desk.text().empty());
}

TEST_CASE("where there are no capitals, shift shows the signs that it brings") {
    for (const char* language : {"ar", "fa", "ur", "hi"}) {
        CAPTURE(language);
        Desk desk(language);
        const std::string brought = desk.panel().shift_label();
        CHECK_FALSE(brought.empty());
        CHECK(screens::character_count(brought) <= 6);
        CHECK(brought.find_first_of("!@#$%&*1234567890") ==
              std::string::npos); // those have a key of their own
        desk.tap("keyboard.shift");
        const std::string back = desk.panel().shift_label();
        CHECK_FALSE(back.empty());
        CHECK(back != brought);
        desk.tap("keyboard.shift");
        desk.tap("keyboard.symbols");
        CHECK(desk.panel().shift_label().empty());
    }
    for (const char* language : {"en", "fr", "ru", "zh-Hans"})
        CHECK_MESSAGE(Desk(language).panel().shift_label().empty(), language);
}

TEST_CASE("French has its own order of keys, and the accents of the last letter in the strip") {
    Desk desk("fr");
    CHECK(desk.kiosk().node("keyboard.key.1.0").label == "a");
    CHECK(desk.label("note") == "A note");
    desk.type({"e"});
    REQUIRE(desk.has("keyboard.candidate.1"));
    CHECK_FALSE(desk.has("note"));
    const std::string offered = desk.label("keyboard.candidate.1");
    desk.tap("keyboard.candidate.1");
    CHECK(desk.text() != "e");
    CHECK(screens::character_count(desk.text()) == 1);
    CHECK(offered.find(desk.text()) != std::string::npos);
    CHECK(desk.label("note") == "A note");
    desk.tap("keyboard.space");
    desk.tap("keyboard.shift");
    desk.type({"A"});
    desk.type({"z"});
    CHECK(desk.text().ends_with(" Az"));
}

TEST_CASE("Chinese is spelt, and its characters chosen") {
    Desk desk("zh-Hans");
    desk.type({"n", "i", "h", "a", "o"});
    CHECK(desk.text().empty());
    CHECK(desk.label("keyboard.spelling") == "ni hao");
    CHECK(desk.label("keyboard.candidate.1").find("你好") != std::string::npos);
    desk.tap("keyboard.backspace");
    CHECK(desk.label("keyboard.spelling") == "ni ha");
    desk.type({"o"});
    desk.tap("keyboard.candidate.1");
    CHECK(desk.text() == "你好");
    CHECK_FALSE(desk.has("keyboard.spelling"));
    desk.type({"n", "i", "h", "a", "o"});
    desk.tap("keyboard.space"); // takes the first
    CHECK(desk.text() == "你好你好");
    desk.tap("keyboard.backspace");
    CHECK(desk.text() == "你好你");
}

TEST_CASE("the globe goes from layout to layout and round, and drops what was being spelt") {
    Desk russian("ru");
    russian.type({"п", "р", "а", "в", "о"});
    CHECK(russian.text() == "право");
    CHECK_FALSE(russian.has_key("q"));
    russian.tap("keyboard.globe");
    russian.type({"q"});
    CHECK_FALSE(russian.has_key("п"));
    russian.tap("keyboard.globe");
    russian.type({"п"});
    CHECK(russian.text() == "правоqп");

    Desk chinese("zh-Hans");
    chinese.type({"n", "i"});
    chinese.tap("keyboard.globe");
    CHECK_FALSE(chinese.has("keyboard.spelling"));
    chinese.type({"n", "i"});
    CHECK(chinese.text() == "ni");
}

TEST_CASE("signs and digits are behind a key of their own, and the letters behind it again") {
    for (const char* language : {"ar", "fr", "ru", "zh-Hans"}) {
        CAPTURE(language);
        Desk desk(language);
        CHECK_FALSE(desk.has_key("@"));
        desk.tap("keyboard.symbols");
        desk.type({"@", "7"});
        desk.tap("keyboard.symbols");
        CHECK_FALSE(desk.has_key("@"));
        CHECK(desk.text() == "@7");
    }
}

TEST_CASE("beyond the longest text nothing is taken, from keys or from a real keyboard") {
    Desk desk("ru", 3);
    desk.type({"м", "и", "р", "а"});
    CHECK(desk.text() == "мир");
    desk.tap("keyboard.space");
    desk.kiosk().type("abc");
    CHECK(desk.text() == "мир");
    desk.tap("keyboard.backspace");
    desk.kiosk().type("ab");
    CHECK(desk.text() == "миa");
}

TEST_CASE("Korean letters become syllables in the text itself") {
    Desk desk("ko");
    desk.type({"ㅎ", "ㅏ", "ㄴ"});
    CHECK(desk.text() == "한");
    desk.type({"ㅏ"});
    CHECK(desk.text() == "하나");
    desk.tap("keyboard.backspace");
    CHECK(desk.text() == "하ㄴ");
    desk.tap("keyboard.backspace");
    CHECK(desk.text() == "하");
    desk.tap("keyboard.space");
    desk.type({"ㄱ", "ㅜ"});
    CHECK(desk.text() == "하 구");
    desk.tap("keyboard.backspace");
    desk.tap("keyboard.backspace");
    desk.tap("keyboard.backspace");
    desk.tap("keyboard.backspace");
    CHECK(desk.text().empty());
    desk.type({"ㄱ"});
    desk.tap("keyboard.globe");
    desk.type({"a"});
    CHECK(desk.text() == "ㄱa");
}

TEST_CASE("Japanese is spelt in Latin letters, written in hiragana, and in katakana on request") {
    Desk desk("ja");
    desk.type({"k", "a", "n"});
    CHECK(desk.text() == "かn");
    CHECK(desk.has("keyboard.candidate.2"));
    desk.tap("keyboard.candidate.2");
    CHECK(desk.text() == "カン");
    CHECK_FALSE(desk.has("keyboard.candidate.1"));
    desk.type({"r", "a", "ー", "n", "。"});
    CHECK(desk.text() == "カンらーん。");
    desk.tap("keyboard.backspace");
    desk.tap("keyboard.backspace");
    CHECK(desk.text() == "カンらー");
}

TEST_CASE("What is being composed goes no further than the text may") {
    Desk desk("ko", 2);
    desk.type({"ㅎ", "ㅏ", "ㄴ", "ㅏ", "ㄷ", "ㅏ", "ㄷ", "ㅏ"});
    CHECK(screens::character_count(desk.text()) <= 2);
    CHECK(desk.text().starts_with("하나"));
}
