#include "platform/keyboard/pinyin.h"

#include "tests/temporary_folder.h"

#include <algorithm>
#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>
#include <random>
#include <set>

namespace fs = std::filesystem;
using keyboard::PinyinComposer;

namespace {

std::unique_ptr<PinyinComposer> opened() {
    auto composer = PinyinComposer::open();
    if (!composer) FAIL(composer.error().message);
    return std::move(*composer);
}

void type(PinyinComposer& composer, std::string_view letters) {
    for (const char letter : letters)
        composer.add(letter);
}

std::string best(const PinyinComposer& composer) {
    const auto candidates = composer.candidates(1);
    return candidates.empty() ? "" : candidates.front();
}

std::size_t index_of(const PinyinComposer& composer, const std::string& wanted) {
    const auto all = composer.candidates(64);
    const auto found = std::find(all.begin(), all.end(), wanted);
    REQUIRE(found != all.end());
    return static_cast<std::size_t>(found - all.begin());
}

} // namespace

TEST_CASE("common words come first and are taken whole") {
    const auto composer = opened();
    for (const auto& [typed, characters] : {std::pair("nihao", "你好"), std::pair("renquan", "人权"),
                                            std::pair("zhongguo", "中国"), std::pair("NIHAO", "你好")}) {
        const char* letters = typed; // clang 14 lets no lambda take a structured binding
        CAPTURE(letters);
        type(*composer, letters);
        CHECK(best(*composer) == characters);
        CHECK(composer->choose(0) == characters);
        CHECK(composer->empty());
        CHECK(composer->candidates(5).empty());
    }
}

TEST_CASE("the spelling shows its syllables, apostrophes part them") {
    const auto composer = opened();
    type(*composer, "nihao");
    CHECK(composer->spelling() == "ni hao");
    composer->clear();
    type(*composer, "xian");
    CHECK(composer->spelling() == "xian");
    composer->clear();
    type(*composer, "'xi''an");
    CHECK(composer->spelling() == "xi an");
    CHECK(best(*composer) == "西安");
}

TEST_CASE("a sentence is chosen part by part, and a choice is taken back") {
    const auto composer = opened();
    type(*composer, "nihaoshijie");
    CHECK(best(*composer) == "你好世界");
    CHECK(composer->choose(index_of(*composer, "你好")).empty());
    CHECK(composer->spelling() == "你好shi jie");
    CHECK(composer->remove());
    CHECK(composer->spelling() == "ni hao shi jie");
    CHECK(composer->choose(index_of(*composer, "你好")).empty());
    CHECK(composer->choose(index_of(*composer, "世界")) == "你好世界");
    CHECK(composer->spelling().empty());
}

TEST_CASE("letters are taken back one by one, and then chosen characters become letters again") {
    const auto composer = opened();
    type(*composer, "nihaoma");
    CHECK(composer->choose(index_of(*composer, "你好")).empty());
    composer->add('n');
    CHECK(composer->remove());
    CHECK(composer->remove());
    CHECK(composer->remove());
    CHECK(composer->spelling() == "ni hao");
    for (int i = 0; i < 5; ++i)
        CHECK(composer->remove());
    CHECK(composer->empty());
    CHECK_FALSE(composer->remove());
}

TEST_CASE("candidates are few when few are asked for, and an index past the end does nothing") {
    const auto composer = opened();
    type(*composer, "shi");
    CHECK(composer->candidates(0).empty());
    CHECK(composer->candidates(5).size() == 5);
    CHECK(composer->candidates(1000).size() <= 64);
    const auto all = composer->candidates(64);
    CHECK(std::set<std::string>(all.begin(), all.end()).size() == all.size());
    CHECK(composer->choose(64).empty());
    CHECK(composer->spelling() == "shi");
}

TEST_CASE("sixty letters are spelt to the end") {
    const auto composer = opened();
    const std::string letters = "zhonghuarenmingongheguozhongyangrenminzhengfuzaibeijingchengli";
    REQUIRE(letters.size() >= 60);
    type(*composer, letters);
    std::string finished;
    for (int choices = 0; choices < 20 && finished.empty(); ++choices)
        finished = composer->choose(0);
    CHECK(finished == "中华人民共和国中央人民政府在北京成立");
    CHECK(composer->empty());
}

TEST_CASE("what spells nothing is offered as it is") {
    const auto composer = opened();
    type(*composer, "vuiv");
    REQUIRE(composer->candidates(9) == std::vector<std::string>{"vuiv"});
    CHECK(composer->choose(0) == "vuiv");
}

TEST_CASE("other characters are ignored") {
    const auto composer = opened();
    type(*composer, "n\ni 1\xff\x80;choose 0\n");
    composer->add('\0');
    CHECK(composer->spelling().find_first_not_of("abcdefghijklmnopqrstuvwxyz ") == std::string::npos);
    composer->clear();
    for (std::size_t i = 0; i < 2 * PinyinComposer::most_letters; ++i)
        composer->add('a');
    auto count = composer->spelling();
    std::erase(count, ' ');
    CHECK(count.size() == PinyinComposer::most_letters);
}

TEST_CASE("input that ends the decoder does not end the composer") {
    const auto composer = opened();
    for (const char* letters :
         {"zzzzzzzzzzzzzzzzzzzz", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "ssssssssxsxssxxsssss"}) {
        CAPTURE(letters);
        type(*composer, letters);
        CHECK_FALSE(composer->candidates(3).empty());
        std::string finished;
        for (int choices = 0; choices < 60 && finished.empty(); ++choices)
            finished = composer->choose(0);
        CHECK_FALSE(finished.empty());
        type(*composer, "nihao");
        CHECK(best(*composer) == "你好");
        composer->clear();
    }
}

TEST_CASE("random keys always leave something to choose, and every letter can be taken back") {
    const auto composer = opened();
    std::mt19937 random(75);
    for (int key = 0; key < 1500; ++key) {
        const auto what = random() % 12;
        if (what == 0)
            static_cast<void>(composer->remove());
        else if (what == 1)
            static_cast<void>(composer->choose(random() % 5));
        else
            composer->add("abcdefghijklmnopqrstuvwxyz'aeioung"[random() % 34]);
        CHECK(composer->empty() == composer->candidates(1).empty());
        CHECK(composer->empty() == composer->spelling().empty());
    }
    for (int key = 0; !composer->empty() && key < 1000; ++key)
        CHECK(composer->remove());
    CHECK(composer->empty());
}

TEST_CASE("one visitor's choices do not change what the next is offered") {
    const auto composer = opened();
    const auto other = opened();
    type(*composer, "shi");
    const auto before = composer->candidates(20);
    for (int visit = 0; visit < 10; ++visit) {
        CHECK_FALSE(composer->choose(12).empty());
        type(*composer, "shi");
    }
    CHECK(composer->candidates(20) == before);
    type(*other, "shi");
    CHECK(other->candidates(20) == before);
}

TEST_CASE("nothing is written to the home folder") {
    const TemporaryFolder home;
    const char* old_home = std::getenv("HOME");
    const std::string kept = old_home != nullptr ? old_home : "/";
    ::setenv("HOME", home.path().c_str(), 1);
    {
        const auto composer = opened();
        type(*composer, "nihao");
        CHECK(composer->choose(0) == "你好");
    }
    ::setenv("HOME", kept.c_str(), 1);
    CHECK(fs::is_empty(home.path()));
}

TEST_CASE("a decoder that is missing or does not answer is an error that names it") {
    const auto missing = PinyinComposer::open("/nowhere/smallplaces-pinyin");
    REQUIRE_FALSE(missing.has_value());
    CHECK(missing.error().message.find("/nowhere/smallplaces-pinyin") != std::string::npos);
    const auto silent = PinyinComposer::open("/bin/true");
    REQUIRE_FALSE(silent.has_value());
    CHECK(silent.error().message.find("/bin/true") != std::string::npos);
}
