#include "kiosk/exchange/table.h"

#include "platform/base/clock.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <random>

namespace {

/// A reader of RFC 4180 that shares nothing with the writer.
std::vector<std::vector<std::string>> read_csv(std::string_view text) {
    std::vector<std::vector<std::string>> records(1, {""});
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char letter = text[i];
        if (quoted) {
            if (letter != '"')
                records.back().back() += letter;
            else if (i + 1 < text.size() && text[i + 1] == '"')
                records.back().back() += text[++i];
            else
                quoted = false;
        } else if (letter == '"') {
            quoted = true;
        } else if (letter == ',') {
            records.back().emplace_back();
        } else if (letter == '\r' && i + 1 < text.size() && text[i + 1] == '\n') {
            ++i;
            records.push_back({""});
        } else {
            records.back().back() += letter;
        }
    }
    records.pop_back();
    return records;
}

} // namespace

TEST_CASE("cells that a spreadsheet would take for a formula get an apostrophe, others do not") {
    for (const char* cell :
         {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", " =1", "\n=1", "\xC2\xA0=1", "\xE3\x80\x80@x",
          "\xEF\xBC\x9D"
          "1",
          " \t +x", "\xEF\xBB\xBF=1"}) {
        const std::vector<std::string> cells{cell};
        CHECK(read_csv(exchange::csv_record(cells))[0][0] == std::string("'") + cell);
    }
    for (const char* cell : {"", "a=b", "1-2", "I will", "'=", "سأشارك", " plain"}) {
        const std::vector<std::string> cells{cell};
        CHECK(read_csv(exchange::csv_record(cells))[0][0] == cell);
    }
}

TEST_CASE("any cells are read back as they were") {
    std::mt19937 chance(1);
    const std::string letters = "ab,\"\r\n ;x";
    for (int round = 0; round < 2000; ++round) {
        std::vector<std::string> cells(1 + chance() % 6);
        for (std::string& cell : cells) {
            cell = "x"; // no formula
            for (unsigned i = chance() % 8; i > 0; --i)
                cell += letters[chance() % letters.size()];
        }
        const std::string record = exchange::csv_record(cells);
        CHECK(record.ends_with("\r\n"));
        const auto records = read_csv(record);
        REQUIRE(records.size() == 1);
        CHECK(records[0] == cells);
    }
    const std::vector<std::string> empty{"", "", ""};
    CHECK(exchange::csv_record(empty) == ",,\r\n");
}

TEST_CASE("a row has as many cells as the header") {
    CHECK(exchange::table_row(ledger::Commitment(), {}).size() == exchange::table_header().size());
}

TEST_CASE("a row tells how sure its date is and what the machine's clock said") {
    ledger::Commitment c;
    const auto cell = [&](std::string_view column) {
        const auto header = exchange::table_header();
        const auto at = std::find(header.begin(), header.end(), column) - header.begin();
        REQUIRE(at < static_cast<std::ptrdiff_t>(header.size()));
        return exchange::table_row(c, {})[static_cast<std::size_t>(at)];
    };
    c.made_utc_ms = 1'795'000'000'000;
    CHECK(cell("Date is") == "unconfirmed");
    CHECK(cell("Clock said (UTC)").empty());
    c.clock_confirmed = true;
    c.clock_utc_ms = 1'700'000'000'000;
    CHECK(cell("Date is") == "confirmed");
    c.redated = true;
    CHECK(cell("Date is") == "re-dated");
    CHECK(cell("Made (UTC)") == base::format_iso8601(1'795'000'000'000));
    CHECK(cell("Clock said (UTC)") == base::format_iso8601(1'700'000'000'000));
}
