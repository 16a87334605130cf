#include "kiosk/exchange/summary.h"

#include "kiosk/exchange/counted.h"

#include <doctest/doctest.h>

TEST_CASE("a summary counts, escapes, and shows only what staff approved and the writer agreed to") {
    exchange::Tally tally;
    ledger::Commitment c;
    c.made_utc_ms = 1'795'000'000'000;
    c.language = "en<b>";
    c.kiosk = "7Q3K9D";
    c.clock_confirmed = true;
    c.theme = 3;
    const auto add = [&](const char* words, const char* moderation, bool consent, const char* follow_up) {
        c.words = words;
        c.moderation = moderation;
        c.wall_consent = consent;
        c.follow_up = follow_up;
        tally.add(c);
    };
    add("SECRET waiting", "waiting", true, "open");
    add("SECRET refused", "refused", true, "open");
    add("SECRET not agreed", "approved", false, "open");
    add("SECRET withdrawn", "approved", true, "withdrawn");
    add("Shown <script>alert(1)</script> & \"all\"", "approved", true, "open");
    CHECK(tally.total == 5);
    CHECK(tally.waiting == 1);
    const std::string html =
        exchange::summary_html({"T<>", "E'x", "Kiosk", c.made_utc_ms}, tally, {{{3, "Three & <3>"}}, {}, {}});
    CHECK(html.find("SECRET") == std::string::npos);
    CHECK(html.find("Shown &lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;all&quot;") !=
          std::string::npos);
    CHECK(html.find("<script") == std::string::npos);
    CHECK(html.find("Three &amp; &lt;3&gt;") != std::string::npos);
    CHECK(html.find("en<b>") == std::string::npos);
    CHECK(html.find("E&#39;x") != std::string::npos);
    CHECK(html.find("<svg") != std::string::npos);
    CHECK(html.find("http") == std::string::npos); // needs nothing from anywhere
}

TEST_CASE("one of a thing is said as one") {
    CHECK(exchange::counted(0, "commitments") == "0 commitments");
    CHECK(exchange::counted(1, "commitments") == "1 commitment");
    CHECK(exchange::counted(21, "commitments") == "21 commitments");
    CHECK(exchange::counted(1, "entries", "entry") == "1 entry");
    exchange::Tally tally;
    tally.total = tally.waiting = tally.unsure_time = 1;
    const std::string one = exchange::summary_html({}, tally, {});
    CHECK(one.find("commitment was made.") != std::string::npos);
    CHECK(one.find("1 of them was written by a visitor and waits to be read") != std::string::npos);
    CHECK(one.find("1 of them was made while") != std::string::npos);
    tally.total = tally.waiting = tally.unsure_time = 2;
    const std::string two = exchange::summary_html({}, tally, {});
    CHECK(two.find("commitments were made.") != std::string::npos);
    CHECK(two.find("2 of them were written by visitors and wait to be read") != std::string::npos);
    CHECK(two.find("2 of them were made while") != std::string::npos);
}
