#include "content/text_codec.h"

#include <doctest/doctest.h>

using content::Block;
using content::Section;

TEST_CASE("Sections come back as they were") {
    std::vector<Section> sections(3);
    sections[0] = {0, "Преамбула", Section::State::complete, {{Block::Kind::paragraph, 0, "一 二"}}};
    sections[1] = {
        1, "", Section::State::complete, {{Block::Kind::point, 1, "a"}, {Block::Kind::point, 2, "b"}}};
    sections[2] = {2, "", Section::State::faulty, {}};
    const auto read = content::decode_sections(content::encode_sections(sections));
    REQUIRE(read);
    REQUIRE(read->size() == 3);
    CHECK((*read)[0].heading == "Преамбула");
    CHECK((*read)[0].blocks.at(0).text == "一 二");
    CHECK((*read)[1].blocks.at(1).kind == Block::Kind::point);
    CHECK((*read)[1].blocks.at(1).number == 2);
    CHECK((*read)[2].state == Section::State::faulty);
    CHECK((*read)[2].blocks.empty());
}

TEST_CASE("Damaged bytes are refused") {
    const auto bytes = content::encode_sections({{1, "x", Section::State::complete, {}}});
    CHECK_FALSE(content::decode_sections(""));
    CHECK_FALSE(content::decode_sections("not zstd at all"));
    CHECK_FALSE(content::decode_sections(bytes.substr(0, bytes.size() - 2)));
}
