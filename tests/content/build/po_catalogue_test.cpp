#include "content/build/po_catalogue.h"
#include "tests/content/sample.h"

#include <doctest/doctest.h>

using sample::po_head;
using sample::po_message;

namespace {

content::PoCatalogue parse(const std::string& text) {
    auto catalogue = content::parse_po(text);
    REQUIRE_MESSAGE(catalogue, (catalogue ? "" : catalogue.error().message));
    return *catalogue;
}

std::string counted(const std::vector<std::string>& forms) {
    std::string text = "msgctxt \"n\"\nmsgid \"{count} right\"\nmsgid_plural \"{count} rights\"\n";
    for (std::size_t index = 0; index < forms.size(); ++index)
        text += "msgstr[" + std::to_string(index) + "] \"" + forms[index] + "\"\n";
    return text + "\n";
}

const std::string english = po_head(2) + po_message("a", "Hello {name}", "Hello {name}") +
                            po_message("b", "Back", "Back") + counted({"{count} right", "{count} rights"});

} // namespace

TEST_CASE("The categories of whole numbers, in gettext's order") {
    using Names = std::vector<std::string>;
    CHECK(content::plural_categories("en") == Names{"one", "other"});
    CHECK(content::plural_categories("fr") == Names{"one", "other"});
    CHECK(content::plural_categories("ru") == Names{"one", "few", "many"});
    CHECK(content::plural_categories("zh") == Names{"other"});
    CHECK(content::plural_categories("ar") == Names{"zero", "one", "two", "few", "many", "other"});
}

TEST_CASE("A whole catalogue is laid over the English") {
    const auto arabic =
        parse(po_head(6) + po_message("a", "Hello {name}", "{name} مرحبا") + po_message("b", "Back", "رجوع") +
              counted({"z", "o", "t", "f {count}", "m", "x"}));
    const auto checked = content::check_catalogue(parse(english), arabic, "ar");
    CHECK(checked.missing.empty());
    CHECK(checked.places.empty());
    CHECK_FALSE(checked.wrong_plural_count);
    REQUIRE(checked.forms.size() == 8);
    CHECK(checked.forms[2].category == "zero");
    CHECK(checked.forms[5].category == "few");
    CHECK(checked.forms[5].text == "f {count}");
}

TEST_CASE("What is missing, stale, unknown, fuzzy or has other places is not shown and is told") {
    const auto other = parse(po_head(3) + po_message("a", "Hello {name}", "Bonjour {nom}") +
                             po_message("b", "Go back", "Retour") + po_message("z", "Zed", "Zède"));
    const auto checked = content::check_catalogue(parse(english), other, "fr");
    CHECK(checked.forms.empty());
    CHECK(checked.missing == std::vector<std::string>{"n"});
    CHECK(checked.stale == std::vector<std::string>{"b"});
    CHECK(checked.unknown == std::vector<std::string>{"z"});
    REQUIRE(checked.places.size() == 1);
    CHECK(checked.places[0] == "a: {name} is missing");
    CHECK(checked.wrong_plural_count);
    const auto fuzzy = parse(po_head(2) + "#, fuzzy\n" + po_message("b", "Back", "Retour"));
    CHECK(content::check_catalogue(parse(english), fuzzy, "fr").missing.size() == 3);
    const auto untranslated = parse(po_head(2) + po_message("b", "Back", ""));
    CHECK(content::check_catalogue(parse(english), untranslated, "fr").missing.size() == 3);
}

TEST_CASE("Broken PO is refused with gettext's words") {
    const auto refused = content::parse_po(po_head(2) + "msgctxt \"a\"\nmsgid \"b\nmsgstr c\n");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find("line") != std::string::npos);
    std::string many_errors = po_head(2);
    for (int index = 0; index < 60; ++index)
        many_errors += "rubbish here\n";
    CHECK_FALSE(content::parse_po(many_errors)); // gettext gives up with a fatal error
    CHECK(content::parse_po(english));           // and works again afterwards
    CHECK_FALSE(content::parse_po(po_head(2) + "msgid \"no id\"\nmsgstr \"x\"\n"));
    CHECK_FALSE(content::parse_po(po_head(2) + po_message("a", "A", "A") + po_message("a", "B", "B")));
    CHECK_FALSE(content::read_po("/nowhere/xx.po"));
}

TEST_CASE("The English catalogue of this tree is its own translation, and every catalogue there reads") {
    const auto folder = std::filesystem::path(SOURCE_ROOT) / "content/po";
    const auto source = content::read_po(folder / "en.po");
    REQUIRE_MESSAGE(source, (source ? "" : source.error().message));
    for (const auto& entry : source->messages) {
        const auto& message = entry.second;
        CAPTURE(entry.first);
        CHECK(message.forms.front() == message.source);
        if (!message.source_plural.empty()) CHECK(message.forms.back() == message.source_plural);
    }
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".po") continue;
        const auto catalogue = content::read_po(entry.path());
        CHECK_MESSAGE(catalogue, (catalogue ? "" : catalogue.error().message));
    }
}

TEST_CASE("A draft says so in its head") {
    const std::string head = "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n";
    CHECK(content::parse_po("# Draft, not yet read by a native speaker.\n" + head)->draft);
    CHECK_FALSE(content::parse_po("# Read by a native speaker.\n" + head)->draft);
}

TEST_CASE("A template holds every message, in order, with hints and without words") {
    const auto source =
        content::parse_po(sample::po_head(2) + "#. A hint\n" + sample::po_message("b", "Back", "Back") +
                          "msgctxt \"a\"\nmsgid \"{count} day\"\nmsgid_plural \"{count} days\"\n"
                          "msgstr[0] \"{count} day\"\nmsgstr[1] \"{count} days\"\n");
    REQUIRE(source);
    const TemporaryFolder folder;
    REQUIRE(content::write_template(*source, folder.path() / "t.po"));
    const auto empty = content::read_po(folder.path() / "t.po");
    REQUIRE(empty);
    CHECK(empty->order == std::vector<std::string>{"b", "a"});
    CHECK(empty->messages.at("b").hints == "A hint\n");
    CHECK(empty->messages.at("b").forms.front().empty());
    CHECK(empty->messages.at("a").source_plural == "{count} days");
    CHECK(content::check_catalogue(*source, *empty, "en").missing.size() == 2);
    CHECK_FALSE(content::write_template(*source, "/nowhere/t.po"));
}
