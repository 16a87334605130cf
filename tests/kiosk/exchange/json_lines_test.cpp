#include "kiosk/exchange/json_lines.h"

#include "fixture.h"

#include <random>

namespace {

std::vector<ledger::Commitment> some_commitments() {
    Stand stand(20);
    return all_of(stand.ledger);
}

} // namespace

TEST_CASE("a commitment survives its line, whatever was typed") {
    for (ledger::Commitment commitment : some_commitments()) {
        for (const char* words : {"plain", "\"quotes\" and \\ and / and \t and \n", "سأشارك كتبي", "<script>",
                                  "=1+1", "𝄞 😀", "\xE2\x80\xA8 line separator", "\x01\x1F"}) {
            commitment.words = words;
            const std::string line = exchange::to_json_line(commitment);
            CHECK(line.find('\n') == line.size() - 1);
            const auto back = exchange::parse_json_line(line);
            REQUIRE_MESSAGE(back, (back ? "" : back.error().message));
            CHECK(exchange::to_json_line(*back) == line);
            CHECK(back->words == commitment.words);
            CHECK(back->theme == commitment.theme);
            CHECK(back->article == commitment.article);
        }
    }
    ledger::Commitment bare = some_commitments().front();
    bare.theme.reset();
    bare.article.reset();
    const auto back = exchange::parse_json_line(exchange::to_json_line(bare));
    REQUIRE(back);
    CHECK_FALSE(back->theme);
    CHECK_FALSE(back->article);
}

TEST_CASE("a line that no ledger wrote is refused in a sentence") {
    const std::string good = exchange::to_json_line(some_commitments().front());
    const auto changed = [&](const std::string& from, const std::string& to) {
        std::string line = good;
        const std::size_t at = line.find(from);
        REQUIRE(at != std::string::npos);
        return line.replace(at, from.size(), to);
    };
    for (const std::string& line :
         {std::string(), std::string("{"), std::string("[]"), std::string("null"), std::string("{}"),
          std::string("\xFF"), std::string(300'000, 'x'), std::string(100'000, '['),
          changed("\"id\":\"", "\"id\":\"x"), changed("\"sequence\":1", "\"sequence\":0"),
          changed("\"sequence\":1", "\"sequence\":18446744073709551615"),
          changed("\"sequence\":1", "\"sequence\":1.5"), changed("\"theme\":1", "\"theme\":13"),
          changed("\"theme\":1", "\"theme\":\"1\""), changed("\"wall_consent\":false", "\"wall_consent\":0"),
          changed("\"kind\":\"A\"", "\"kind\":\"\""),
          changed("\"moderation\":\"none\"", "\"moderation\":\"new\""), changed("\"words\"", "\"wards\"")}) {
        CAPTURE(line.substr(0, 80));
        const auto answer = exchange::parse_json_line(line);
        REQUIRE_FALSE(answer);
        CHECK_FALSE(answer.error().message.empty());
    }
    CHECK(exchange::parse_json_line(changed("{", "{\"of_a_newer_kiosk\":[1,2],")));
}

TEST_CASE("a line of an older kiosk, which knew no dating anew, is read") {
    std::string line = exchange::to_json_line(some_commitments().front());
    for (const std::string name : {"\"clock_utc_ms\":", "\"redated\":"}) {
        const std::size_t at = line.find(name);
        REQUIRE(at != std::string::npos);
        line.erase(at, line.find(',', at) + 1 - at);
    }
    const auto read = exchange::parse_json_line(line);
    REQUIRE_MESSAGE(read, (read ? "" : read.error().message));
    CHECK(read->clock_utc_ms == 0);
    CHECK_FALSE(read->redated);
}

TEST_CASE("no mutated line crashes the reader, and what it takes is a valid commitment") {
    const std::string good = exchange::to_json_line(some_commitments().front());
    std::mt19937 chance(5);
    for (int round = 0; round < 20'000; ++round) {
        std::string line = good;
        for (unsigned i = 1 + chance() % 4; i > 0; --i) {
            const std::size_t at = chance() % line.size();
            if (chance() % 3 == 0)
                line.erase(at, chance() % 9);
            else
                line[at] = static_cast<char>(chance());
            if (line.empty()) break;
        }
        const auto answer = exchange::parse_json_line(line);
        if (answer) CHECK(exchange::parse_json_line(exchange::to_json_line(*answer)));
    }
}
