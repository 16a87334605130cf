#include "kiosk/ledger/ids.h"

#include "kiosk/ledger/receipt.h"

#include <doctest/doctest.h>
#include <set>

TEST_CASE("a UUID version 7 carries its time, is in form, and sorts by time") {
    base::SeededRandom random(1);
    std::string last;
    for (std::int64_t ms = 1'700'000'000'000; ms < 1'700'000'000'500; ++ms) {
        const std::string id = ledger::make_uuid7(ms, random);
        CHECK(ledger::is_uuid7(id));
        CHECK(std::stoll(id.substr(0, 8) + id.substr(9, 4), nullptr, 16) == ms);
        CHECK(id > last);
        last = id;
    }
    for (const char* text :
         {"", "018bcfe5-6800-4aaa-8bbb-cccccccccccc", "018bcfe5-6800-7aaa-cbbb-cccccccccccc",
          "018bcfe5x6800-7aaa-8bbb-cccccccccccc", "018BCFE5-6800-7aaa-8bbb-cccccccccccc"}) {
        CHECK_FALSE(ledger::is_uuid7(text));
    }
}

TEST_CASE("a receipt is read back however it is typed") {
    base::SeededRandom random(2);
    std::set<std::string> seen;
    for (int i = 0; i < 2000; ++i) {
        const std::string code = ledger::make_receipt(random);
        REQUIRE(code.size() == 9);
        CHECK(code[4] == '-');
        CHECK(code.find_first_not_of("0123456789ABCDEFGHJKMNPQRSTVWXYZ-") == std::string::npos);
        seen.insert(code);
        CHECK(ledger::normalise_receipt(code) == code);
        std::string sloppy = " ";
        for (const char letter : code) {
            if (letter == '-') continue;
            sloppy += letter == '0' ? 'o' : letter == '1' ? 'l' : static_cast<char>(std::tolower(letter));
            sloppy += ' ';
        }
        CHECK(ledger::normalise_receipt(sloppy) == code);
    }
    CHECK(seen.size() == 2000);
}

TEST_CASE("every single wrong letter and every swap of neighbours in a receipt is noticed") {
    const std::string letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    base::SeededRandom random(3);
    for (int i = 0; i < 50; ++i) {
        const std::string code = ledger::make_receipt(random);
        for (std::size_t at = 0; at < code.size(); ++at) {
            if (at == 4) continue;
            for (const char letter : letters) {
                std::string wrong = code;
                wrong[at] = letter;
                CHECK((letter == code[at]) == ledger::normalise_receipt(wrong).has_value());
            }
            const std::size_t next = at == 3 ? 5 : at + 1;
            if (next >= code.size() || code[at] == code[next]) continue;
            std::string swapped = code;
            std::swap(swapped[at], swapped[next]);
            CHECK_FALSE(ledger::normalise_receipt(swapped).has_value());
        }
    }
    for (const char* text :
         {"", "-", "ABCD-EFG", "ABCD-EFGHJ", "ABCD-EFG!", "\xff\xff\xff\xff\xff\xff\xff\xff"}) {
        CHECK_FALSE(ledger::normalise_receipt(text).has_value());
    }
}
