#include "content/build/lengths.h"

#include <algorithm>
#include <array>
#include <doctest/doctest.h>
#include <functional>

using content::Fault;

namespace {

constexpr std::array<int, 30> usual = {170, 450, 60,  110, 90,  80,  250, 170, 60,  190,
                                       480, 250, 190, 200, 120, 430, 130, 260, 220, 140,
                                       420, 260, 560, 120, 480, 720, 260, 140, 500, 220};

/// A text whose article n has the length `length(n)`, a little off in its own way.
content::JudgedText make(int language, const std::function<int(int)>& length) {
    content::JudgedText text;
    text.metadata.code = std::to_string(language);
    for (int number = 1; number <= 30; ++number) {
        const int letters = length(number) * (90 + (language * 7 + number * 13) % 21) / 100;
        content::RawSection article;
        article.number = number;
        article.blocks.push_back({0, std::string(static_cast<std::size_t>(letters), 'a')});
        text.raw.articles.push_back(article);
    }
    text.sections = content::make_sections(text.raw, {});
    return text;
}

int usual_length(int number) {
    return usual.at(static_cast<std::size_t>(number) - 1);
}

std::vector<content::JudgedText> corpus(int size) {
    std::vector<content::JudgedText> texts;
    for (int language = 0; language < size; ++language)
        texts.push_back(make(language, usual_length));
    return texts;
}

int count(const content::JudgedText& text, Fault::Kind kind) {
    return static_cast<int>(std::count_if(text.faults.begin(), text.faults.end(),
                                          [=](const Fault& fault) { return fault.kind == kind; }));
}

} // namespace

TEST_CASE("A run of articles that carries its neighbours' words is found, without knowing the language") {
    auto texts = corpus(40);
    texts.push_back(
        make(99, [](int number) { return usual_length(number >= 3 && number <= 13 ? number + 1 : number); }));
    content::judge_lengths(texts);
    CHECK(count(texts.back(), Fault::Kind::misplaced) >= 8);
    CHECK(texts.back().sections[5].state == content::Section::State::faulty);
    CHECK(texts.back().sections[25].state == content::Section::State::complete);
    for (std::size_t index = 0; index < 40; ++index)
        CHECK(texts[index].faults.empty());
}

TEST_CASE("A document of other rights is found") {
    auto texts = corpus(40);
    texts.push_back(make(99, [](int number) { return 800 - usual_length(number); }));
    content::judge_lengths(texts);
    CHECK(count(texts.back(), Fault::Kind::other_document) == 30);
}

TEST_CASE("Too few texts say nothing") {
    auto texts = corpus(10);
    texts.push_back(make(99, [](int number) { return 800 - usual_length(number); }));
    content::judge_lengths(texts);
    CHECK(texts.back().faults.empty());
}
