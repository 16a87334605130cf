#include "content/check/check.h"
#include "content/pack.h"

#include <algorithm>

namespace content {
namespace {

bool same(const Section& a, const Section& b) {
    const auto same_block = [](const Block& left, const Block& right) {
        return left.kind == right.kind && left.number == right.number && left.text == right.text;
    };
    return a.number == b.number && a.state == b.state && a.heading == b.heading &&
           std::equal(a.blocks.begin(), a.blocks.end(), b.blocks.begin(), b.blocks.end(), same_block);
}

base::Status compare_text(const Pack& pack, const JudgedText& text, const Declaration& declaration) {
    const auto* kept = pack.find_declaration(declaration.code);
    if (kept == nullptr) return base::fail("it lacks the text " + declaration.code);
    if (kept->name != declaration.name || kept->interfaces != declaration.interfaces ||
        kept->unavailable != declaration.unavailable || kept->title != declaration.title)
        return base::fail("the line of the text " + declaration.code + " differs");
    for (const Section& section : text.sections) {
        const auto read = pack.section(*kept, section.number);
        if (!read) return tl::make_unexpected(read.error());
        if (!same(*read, section))
            return base::fail("section " + std::to_string(section.number) + " of " + declaration.code +
                              " differs");
    }
    return {};
}

base::Status compare_words(const Pack& pack, const std::string& tag, const CheckedCatalogue& catalogue) {
    const auto messages = pack.messages(tag);
    if (!messages) return tl::make_unexpected(messages.error());
    if (messages->tag() != tag) return base::fail("it lacks the interface language " + tag);
    for (const auto& form : catalogue.forms)
        if (form.category.empty() && messages->text(form.id) != form.text)
            return base::fail("the words of " + form.id + " in " + tag + " differ");
    return {};
}

base::Status compare_pictures(const Pack& pack, const Pictures& pictures) {
    for (const auto& [key, png] : pictures) {
        const auto kept = pack.picture(key.name, key.side);
        if (!kept) return tl::make_unexpected(kept.error());
        if (*kept != png) return base::fail("the picture " + key.name + " differs");
    }
    return {};
}

base::Status compare(const Pack& pack, const PackContents& contents) {
    if (pack.declarations().size() != contents.declarations.size())
        return base::fail("it has another number of texts");
    for (std::size_t index = 0; index < contents.texts.size(); ++index)
        if (auto same_text = compare_text(pack, contents.texts[index], contents.declarations[index]);
            !same_text)
            return same_text;
    for (const auto& [tag, catalogue] : contents.catalogues)
        if (auto same_words = compare_words(pack, tag, catalogue); !same_words) return same_words;
    return compare_pictures(pack, contents.pictures);
}

} // namespace

base::Status compare_pack(const PackContents& contents, const std::filesystem::path& file) {
    const auto pack = Pack::open(file);
    if (!pack) return tl::make_unexpected(pack.error());
    if (auto same_contents = compare(*pack, contents); !same_contents)
        return base::fail(file.string() + " is not what the sources make: " + same_contents.error().message);
    return {};
}

} // namespace content
