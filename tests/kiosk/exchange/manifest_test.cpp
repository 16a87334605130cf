#include "kiosk/exchange/manifest.h"

#include "kiosk/exchange/sha256.h"

#include <doctest/doctest.h>

namespace {

exchange::Manifest a_manifest() {
    exchange::Manifest manifest;
    manifest.kiosk = "7Q3K9D";
    manifest.exhibition = "School \"A\"";
    manifest.app = "0.1.0";
    manifest.number = 12;
    manifest.made_utc_ms = 1'795'000'000'000;
    manifest.commitments = 312;
    manifest.files = {{"commitments.jsonl", 100, std::string(64, 'a')},
                      {"drawings/1.png", 5, std::string(64, 'b')}};
    return manifest;
}

} // namespace

TEST_CASE("SHA-256 is that of FIPS 180") {
    CHECK(exchange::sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    exchange::Sha256 pieces;
    pieces.add("a");
    pieces.add("bc");
    CHECK(pieces.finish() == exchange::sha256("abc"));
}

TEST_CASE("a manifest is read back as it was written") {
    const auto back = exchange::parse_manifest(exchange::write_manifest(a_manifest()));
    REQUIRE_MESSAGE(back, (back ? "" : back.error().message));
    CHECK(back->kiosk == "7Q3K9D");
    CHECK(back->exhibition == "School \"A\"");
    CHECK(back->number == 12);
    CHECK(back->commitments == 312);
    REQUIRE(back->files.size() == 2);
    CHECK(back->files[1].name == "drawings/1.png");
    CHECK(back->files[0].bytes == 100);
}

TEST_CASE("any changed, added or missing byte of a manifest is noticed") {
    const std::string text = exchange::write_manifest(a_manifest());
    for (std::size_t at = 0; at < text.size(); ++at) {
        std::string flipped = text;
        flipped[at] ^= 1;
        CHECK_FALSE(exchange::parse_manifest(flipped));
        CHECK_FALSE(exchange::parse_manifest(std::string(text).erase(at, 1)));
        CHECK_FALSE(exchange::parse_manifest(std::string_view(text).substr(0, at)));
    }
    CHECK_FALSE(exchange::parse_manifest(text + " "));
}

TEST_CASE("a hostile manifest is refused in a sentence") {
    for (const char* name : {"../x", "/etc/passwd", "..", ".", "", "a/b", "drawings/../x", "drawings/",
                             "a\\b", "manifest.json"}) {
        exchange::Manifest manifest = a_manifest();
        manifest.files[0].name = name;
        CAPTURE(name);
        CHECK_FALSE(exchange::parse_manifest(exchange::write_manifest(manifest)));
    }
    exchange::Manifest twice = a_manifest();
    twice.files[1].name = twice.files[0].name;
    CHECK_FALSE(exchange::parse_manifest(exchange::write_manifest(twice)));
    exchange::Manifest bad_hash = a_manifest();
    bad_hash.files[0].sha256 = "A" + std::string(63, 'a');
    CHECK_FALSE(exchange::parse_manifest(exchange::write_manifest(bad_hash)));
    exchange::Manifest negative = a_manifest();
    negative.files[0].bytes = -1;
    CHECK_FALSE(exchange::parse_manifest(exchange::write_manifest(negative)));
    exchange::Manifest endless = a_manifest();
    for (int i = 0; i < 10'001; ++i)
        endless.files.push_back({"f" + std::to_string(i), 1, std::string(64, 'a')});
    CHECK_FALSE(exchange::parse_manifest(exchange::write_manifest(endless)));
    for (const char* text : {"", "null", "[]", "{}", "{\"format\":1}", "{\"format\":\"smallplaces-export\"}",
                             "{\"format\":\"smallplaces-export\",\"schema_version\":2}", "\xFF\xFE"}) {
        const auto answer = exchange::parse_manifest(text);
        REQUIRE_FALSE(answer);
        CHECK_FALSE(answer.error().message.empty());
    }
}
