#include "content/build/build_pack.h"
#include "content/pack.h"
#include "platform/base/files.h"
#include "platform/sqlite/database.h"
#include "tests/content/sample_pack.h"

#include <doctest/doctest.h>

using content::Pack;
using content::Section;

namespace {

std::filesystem::path build(const sample::SmallContent& small) {
    const auto file = small.folder().path() / "content.db";
    const auto contents = content::gather(small.inputs());
    REQUIRE_MESSAGE(contents, (contents ? "" : contents.error().message));
    REQUIRE(content::write_pack(*contents, file));
    return file;
}

std::string refusal(const std::filesystem::path& file) {
    const auto pack = Pack::open(file);
    return pack ? std::string() : pack.error().message;
}

} // namespace

TEST_CASE("A pack gives back what it was made of") {
    const sample::SmallContent small;
    const auto pack = Pack::open(build(small));
    REQUIRE_MESSAGE(pack, (pack ? "" : pack.error().message));
    REQUIRE(pack->declarations().size() == 4);
    CHECK(pack->declarations().front().name == "English");
    CHECK(pack->declarations().back().name == "العربية");
    CHECK(pack->declarations().back().direction == content::Direction::right_to_left);
    CHECK(pack->entries().articles.size() == 31);
    CHECK(pack->entries().themes.size() == 12);
    CHECK(pack->entries().themes[2].articles == std::vector<int>{1, 2, 4, 7, 8});
    CHECK(pack->entries().commitments.size() >= 24);
    CHECK(pack->picture("mark", 100)->starts_with("\x89PNG"));
    CHECK(pack->picture("nothing", 100).error().message.find("\"nothing\"") != std::string::npos);
}

TEST_CASE("Sections come by text and number, with what cannot be shown") {
    const sample::SmallContent small;
    const auto pack = Pack::open(build(small));
    REQUIRE(pack);
    const auto* wolof = pack->find_declaration("wo");
    REQUIRE(wolof != nullptr);
    CHECK(wolof->unavailable == std::vector<int>{3, 4});
    CHECK_FALSE(wolof->complete());
    CHECK(pack->section(*wolof, 3)->state == Section::State::missing);
    CHECK(pack->section(*wolof, 4)->state == Section::State::faulty);
    CHECK(pack->section(*wolof, 5)->blocks.at(0).text == sample::sentence("wol", 5));
    CHECK(pack->section(*wolof, 0)->heading == "Antau");
    CHECK_FALSE(pack->section(*wolof, 31));
}

TEST_CASE("A text is found by code, or by tag, then the official one") {
    const sample::SmallContent small;
    const auto pack = Pack::open(build(small));
    REQUIRE(pack);
    CHECK(pack->find_declaration("eng_2")->code == "eng_2");
    CHECK(pack->find_declaration("en")->code == "eng");
    CHECK(pack->find_declaration("en")->official);
    CHECK(pack->find_declaration("xx") == nullptr);
}

TEST_CASE("Interface languages are those with a catalogue, English behind them") {
    const sample::SmallContent small;
    const auto pack = Pack::open(build(small));
    REQUIRE(pack);
    REQUIRE(pack->interface_languages().size() == 2);
    CHECK(pack->interface_languages()[0].tag == "ar");
    CHECK(pack->find_interface("ar-EG")->tag == "ar");
    CHECK(pack->find_interface("fr") == nullptr);
    const auto arabic = pack->messages("ar");
    REQUIRE(arabic);
    CHECK(arabic->text("b") == "رجوع");
    CHECK(arabic->text("a", {{"name", "Amal"}}) == "Hello Amal");
    CHECK(pack->messages("fr")->text("b") == "Back");
}

TEST_CASE("What is not a whole pack of this version is refused, with the file and the reason") {
    const sample::SmallContent small;
    const auto file = build(small);
    const auto& folder = small.folder();
    CHECK(refusal(folder.path() / "absent.db").find("there is no such file") != std::string::npos);
    folder.write("text.db", std::string(5000, 'x'));
    CHECK(refusal(folder.path() / "text.db").find("not a database") != std::string::npos);
    folder.write("empty.db", "");
    CHECK(refusal(folder.path() / "empty.db").find("not a content pack") != std::string::npos);
    const auto bytes = *base::read_file(file);
    folder.write("half.db", bytes.substr(0, bytes.size() / 2));
    CHECK(refusal(folder.path() / "half.db").find("half.db") != std::string::npos);
    folder.write("head.db", bytes.substr(0, 4096));
    CHECK_FALSE(refusal(folder.path() / "head.db").empty());
    {
        auto database = sqlite::Database::open(file, sqlite::Database::Mode::read_write);
        REQUIRE(database);
        REQUIRE(database->run("PRAGMA user_version = 99"));
    }
    CHECK(refusal(file).find("version 99") != std::string::npos);
}

TEST_CASE("A damaged text fails by itself and leaves the others") {
    const sample::SmallContent small;
    const auto file = build(small);
    {
        auto database = sqlite::Database::open(file, sqlite::Database::Mode::read_write);
        REQUIRE(database);
        REQUIRE(database->run("UPDATE text SET sections = X'00112233' WHERE code = 'wol'"));
    }
    const auto pack = Pack::open(file);
    REQUIRE(pack);
    CHECK(pack->section(*pack->find_declaration("wol"), 1).error().message.find("damaged") !=
          std::string::npos);
    CHECK(pack->section(*pack->find_declaration("eng"), 1));
}
