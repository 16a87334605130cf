#include "content/entries_codec.h"

#include <doctest/doctest.h>

TEST_CASE("Entries come back as they were") {
    content::Entries entries;
    entries.articles.push_back({3, "G2", content::Family::civil, {1, 7}, {3, 16}});
    entries.commitments.push_back({"plant", content::CommitmentKind::give, {11}, {25}, {"class"}, "month"});
    entries.charts.push_back({"who", "pledges", 5, true, {{"states", 5, true}}});
    content::Question question;
    question.kind = content::Question::Kind::would;
    question.answer_in = "udhr.3";
    entries.questions.push_back(question);
    const auto read = content::decode_entries(content::encode_entries(entries));
    REQUIRE(read);
    CHECK(read->articles[0].sdgs == std::vector<int>{3, 16});
    CHECK(read->commitments[0].kind == content::CommitmentKind::give);
    CHECK(read->charts[0].bars[0].approximate);
    CHECK(read->questions[0].kind == content::Question::Kind::would);
    CHECK(content::encode_entries(*read) == content::encode_entries(entries));
}

TEST_CASE("What is not entries is refused") {
    CHECK_FALSE(content::decode_entries(""));
    CHECK_FALSE(content::decode_entries("{}"));
    CHECK_FALSE(content::decode_entries(R"({"articles": 3})"));
}
