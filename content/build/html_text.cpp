#include "content/build/html_text.h"
#include "content/unicode.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <fmt/format.h>
#include <libxml/HTMLparser.h>
#include <memory>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

namespace content {
namespace {

struct FreeDocument {
    void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};
struct FreeXml {
    void operator()(xmlChar* text) const { xmlFree(text); }
};

void note(std::vector<std::string>& list, UChar32 character) {
    auto name = fmt::format("U+{:04X}", static_cast<unsigned>(character));
    if (std::find(list.begin(), list.end(), name) == list.end()) list.push_back(std::move(name));
}

/// The windows-1252 reading of U+0080 to U+009F; 0 where it has none.
UChar32 windows_1252(UChar32 control) {
    static constexpr char16_t table[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                           0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                           0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                           0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
    return table[control - 0x80];
}

bool is_white(UChar32 character) {
    return character == ' ' || character == '\t' || character == '\n' || character == '\r' ||
           character == '\f';
}

bool is_nobodys(UChar32 character) {
    const auto type = u_charType(character);
    return character == 0xFFFD || type == U_UNASSIGNED || type == U_PRIVATE_USE_CHAR || type == U_SURROGATE;
}

/// One line: white space collapsed, controls mended.
icu::UnicodeString clean(const icu::UnicodeString& text, Mending& mending) {
    icu::UnicodeString line;
    for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
        UChar32 character = text.char32At(at);
        if (is_white(character)) {
            if (!line.isEmpty() && !line.endsWith(u" ", 1)) line.append(static_cast<UChar32>(' '));
            continue;
        }
        if (u_charType(character) == U_CONTROL_CHAR || character == 0xFEFF) {
            note(mending.controls, character);
            character = character >= 0x80 && character < 0xA0 ? windows_1252(character) : 0;
            if (character == 0) continue;
        }
        if (is_nobodys(character)) note(mending.characters, character);
        line.append(character);
    }
    return line.trim();
}

std::string compose(const icu::UnicodeString& line, Mending& mending) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* normalizer = icu::Normalizer2::getNFCInstance(status);
    if (U_FAILURE(status)) return to_utf8(line);
    const auto composed = normalizer->normalize(line, status);
    if (composed != line) mending.composed = true;
    return to_utf8(composed);
}

class Reader {
  public:
    explicit Reader(RawText& text) : m_text(text) {}

    void read_body(const xmlNode& body) {
        for (const xmlNode* node = body.children; node != nullptr; node = node->next) {
            if (is(*node, "article"))
                read_article(*node);
            else if (is(*node, "header"))
                read_preamble(*node);
            else if (is_heading(*node))
                m_text.titles.push_back(line_of(*node));
            else if (node->type == XML_ELEMENT_NODE && m_text.articles.empty() && is(*node, "main"))
                read_body(*node);
        }
    }

  private:
    static bool is(const xmlNode& node, std::string_view name) {
        return node.type == XML_ELEMENT_NODE && name == reinterpret_cast<const char*>(node.name);
    }
    static bool is_heading(const xmlNode& node) {
        return is(node, "h1") || is(node, "h2") || is(node, "h3") || is(node, "h4");
    }

    std::string line_of(const xmlNode& node) {
        const std::unique_ptr<xmlChar, FreeXml> content(xmlNodeGetContent(&node));
        if (!content) return {};
        return compose(clean(to_utf16(reinterpret_cast<const char*>(content.get())), m_text.mending),
                       m_text.mending);
    }

    void read_preamble(const xmlNode& node) {
        m_text.has_preamble = true;
        read_section(node, m_text.preamble);
    }

    void read_article(const xmlNode& node) {
        RawSection& article = m_text.articles.emplace_back();
        const std::unique_ptr<xmlChar, FreeXml> number(xmlGetProp(&node, BAD_CAST "data-number"));
        if (number) article.number_text = reinterpret_cast<const char*>(number.get());
        const auto* end = article.number_text.data() + article.number_text.size();
        const auto [read, error] = std::from_chars(article.number_text.data(), end, article.number);
        if (error != std::errc() || read != end || article.number < 1) article.number = -1;
        read_section(node, article);
    }

    void read_section(const xmlNode& parent, RawSection& section) {
        for (const xmlNode* node = parent.children; node != nullptr; node = node->next) {
            if (is_heading(*node))
                section.headings.push_back(line_of(*node));
            else if (is(*node, "p"))
                section.blocks.push_back({0, line_of(*node)});
            else if (is(*node, "ol") || is(*node, "ul"))
                read_list(*node, section);
            else if (node->type == XML_TEXT_NODE)
                read_bare_text(*node, section);
            else if (node->type == XML_ELEMENT_NODE)
                read_section(*node, section);
        }
    }

    /// Words outside any element of their own are kept as a paragraph.
    void read_bare_text(const xmlNode& node, RawSection& section) {
        auto line = line_of(node);
        if (!line.empty()) section.blocks.push_back({0, std::move(line)});
    }

    void read_list(const xmlNode& list, RawSection& section) {
        int point = 0;
        for (const xmlNode* node = list.children; node != nullptr; node = node->next)
            if (is(*node, "li")) section.blocks.push_back({++point, line_of(*node)});
    }

    RawText& m_text;
};

const xmlNode* find_body(const xmlNode* node) {
    for (; node != nullptr; node = node->next) {
        if (node->type != XML_ELEMENT_NODE) continue;
        if (std::string_view(reinterpret_cast<const char*>(node->name)) == "body") return node;
        if (const auto* inside = find_body(node->children)) return inside;
    }
    return nullptr;
}

} // namespace

base::Result<RawText> parse_html_text(std::string_view html) {
    const int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET;
    const std::unique_ptr<xmlDoc, FreeDocument> document(
        htmlReadMemory(html.data(), static_cast<int>(html.size()), nullptr, "UTF-8", options));
    const auto* root = document ? xmlDocGetRootElement(document.get()) : nullptr;
    const auto* body = root != nullptr ? find_body(root) : nullptr;
    if (body == nullptr) return base::fail("there is no HTML body in it");
    RawText text;
    Reader(text).read_body(*body);
    if (text.articles.empty() && !text.has_preamble)
        return base::fail("there is neither a preamble nor an article in it");
    return text;
}

} // namespace content
