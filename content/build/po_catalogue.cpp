#include "content/build/po_catalogue.h"
#include "content/unicode.h"
#include "platform/base/files.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <gettext-po.h>
#include <memory>
#include <set>
#include <stdexcept>
#include <sys/mman.h>
#include <unicode/plurrule.h>

namespace content {
namespace {

struct FreeFile {
    void operator()(po_file_t file) const { po_file_free(file); }
};
struct FreeIterator {
    void operator()(po_message_iterator_t iterator) const { po_message_iterator_free(iterator); }
};
struct FreeText {
    void operator()(const char* text) const { std::free(const_cast<char*>(text)); }
};
using File = std::unique_ptr<std::remove_pointer_t<po_file_t>, FreeFile>;
using Iterator = std::unique_ptr<std::remove_pointer_t<po_message_iterator_t>, FreeIterator>;

/// Translators take the line with these words out of a catalogue's head when one of them has read it as a
/// native speaker.
constexpr std::string_view draft_mark = "not yet read by a native speaker";

/// gettext reports through callbacks without a context; a parse keeps its report here while it runs.
thread_local std::string report;

/// libgettextpo asks that the callback of a fatal error does not return (it then has no way on).
struct FatalError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

void on_error(int severity, po_message_t, const char*, size_t line, size_t, int, const char* words) {
    if (severity == PO_SEVERITY_WARNING) return;
    if (report.empty()) report = (line > 0 ? "line " + std::to_string(line) + ": " : "") + words;
    if (severity == PO_SEVERITY_FATAL_ERROR) throw FatalError(report);
}

void on_two_errors(int severity, po_message_t message, const char* name, size_t line, size_t column,
                   int multiline, const char* words, po_message_t, const char*, size_t, size_t, int,
                   const char*) {
    on_error(severity, message, name, line, column, multiline, words);
}

std::string text_or_empty(const char* text) {
    return text != nullptr ? text : "";
}

PoMessage read_message(po_message_t message) {
    PoMessage result;
    result.source = text_or_empty(po_message_msgid(message));
    result.source_plural = text_or_empty(po_message_msgid_plural(message));
    result.fuzzy = po_message_is_fuzzy(message) != 0;
    result.notes = text_or_empty(po_message_comments(message));
    result.hints = text_or_empty(po_message_extracted_comments(message));
    if (result.source_plural.empty())
        result.forms.push_back(text_or_empty(po_message_msgstr(message)));
    else
        for (int index = 0; po_message_msgstr_plural(message, index) != nullptr; ++index)
            result.forms.emplace_back(po_message_msgstr_plural(message, index));
    return result;
}

int read_plural_count(po_file_t file, int otherwise) {
    // Unlike the texts of messages the header is a copy that belongs to the caller, whatever its type says.
    const std::unique_ptr<const char, FreeText> header(po_file_domain_header(file, nullptr));
    const std::string text = text_or_empty(header.get());
    static constexpr std::string_view key = "nplurals=";
    const auto at = text.find(key);
    if (at == std::string::npos) return otherwise;
    int count = otherwise;
    std::from_chars(text.data() + at + key.size(), text.data() + text.size(), count);
    return count;
}

base::Status read_messages(po_file_t file, PoCatalogue& catalogue) {
    const Iterator iterator(po_message_iterator(file, nullptr));
    while (po_message_t message = po_next_message(iterator.get())) {
        if (po_message_is_obsolete(message) != 0) continue;
        const char* id = po_message_msgctxt(message);
        const std::string source = text_or_empty(po_message_msgid(message));
        if (id == nullptr && source.empty()) { // the header
            catalogue.draft =
                text_or_empty(po_message_comments(message)).find(draft_mark) != std::string::npos;
            continue;
        }
        if (id == nullptr || *id == '\0') return base::fail("the message \"" + source + "\" has no msgctxt");
        if (!catalogue.messages.emplace(id, read_message(message)).second)
            return base::fail("the id " + std::string(id) + " is there twice");
        catalogue.order.emplace_back(id);
    }
    return {};
}

base::Result<File> read_with_gettext(const std::string& path) {
    const po_xerror_handler handler{on_error, on_two_errors};
    report.clear();
    try {
        File file(po_file_read(path.c_str(), &handler));
        if (!file && report.empty()) report = "it cannot be read";
        if (!report.empty()) return base::fail(report);
        return file;
    } catch (const FatalError& error) {
        return base::fail(error.what());
    }
}

/// The places such as {count} in a text, each once.
std::set<std::string> places_in(std::string_view text) {
    std::set<std::string> places;
    for (auto open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
        const auto close = text.find('}', open);
        if (close == std::string_view::npos) break;
        places.emplace(text.substr(open + 1, close - open - 1));
    }
    return places;
}

/// Empty when every form holds the places of the English. A plural form may leave {count} out ("one
/// commitment").
std::string wrong_places(const PoMessage& source, const PoMessage& translation) {
    auto wanted = places_in(source.source + source.source_plural);
    const bool plural = !source.source_plural.empty();
    for (const auto& form : translation.forms) {
        auto found = places_in(form);
        if (plural) found.insert("count");
        if (plural) wanted.insert("count");
        for (const auto& place : wanted)
            if (!found.contains(place)) return "{" + place + "} is missing";
        for (const auto& place : found)
            if (!wanted.contains(place)) return "{" + place + "} is not in the English";
    }
    return {};
}

bool is_whole(const PoMessage& message, bool plural, std::size_t categories) {
    if (message.fuzzy || message.forms.empty()) return false;
    if (plural && message.forms.size() < categories) return false;
    return std::none_of(message.forms.begin(), message.forms.end(),
                        [](const auto& form) { return form.empty(); });
}

void add_forms(CheckedCatalogue& checked, const std::string& id, const PoMessage& message,
               const std::vector<std::string>& categories) {
    if (message.source_plural.empty()) return checked.forms.push_back({id, "", message.forms.front()});
    for (std::size_t index = 0; index < categories.size(); ++index)
        checked.forms.push_back({id, categories[index], message.forms[index]});
}

} // namespace

base::Result<PoCatalogue> parse_po(std::string_view text) {
    // libgettextpo reads files only: the text is given to it as one that lives in memory.
    const base::FileDescriptor memory(memfd_create("po", MFD_CLOEXEC));
    if (!memory || ftruncate(memory.get(), 0) != 0) return base::fail("there is no memory to read it");
    for (std::size_t done = 0; done < text.size();) {
        const auto written = ::write(memory.get(), text.data() + done, text.size() - done);
        if (written <= 0) return base::fail("there is no memory to read it");
        done += static_cast<std::size_t>(written);
    }
    auto file = read_with_gettext("/proc/self/fd/" + std::to_string(memory.get()));
    if (!file) return tl::make_unexpected(file.error());
    PoCatalogue catalogue;
    catalogue.plural_count = read_plural_count(file->get(), catalogue.plural_count);
    if (auto read = read_messages(file->get(), catalogue); !read) return tl::make_unexpected(read.error());
    return catalogue;
}

base::Result<PoCatalogue> read_po(const std::filesystem::path& file) {
    const auto text = base::read_file(file);
    if (!text) return tl::make_unexpected(text.error());
    auto catalogue = parse_po(*text);
    if (!catalogue) return base::fail("cannot read " + file.string() + ": " + catalogue.error().message);
    return catalogue;
}

base::Status write_template(const PoCatalogue& source, const std::filesystem::path& file) {
    const File out(po_file_create());
    const Iterator at_end(po_message_iterator(out.get(), nullptr));
    po_message_t head = po_message_create();
    po_message_set_msgid(head, "");
    po_message_set_msgstr(head, "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n");
    po_message_insert(at_end.get(), head);
    for (const auto& id : source.order) {
        const PoMessage& original = source.messages.at(id);
        po_message_t message = po_message_create();
        po_message_set_msgctxt(message, id.c_str());
        po_message_set_msgid(message, original.source.c_str());
        po_message_set_extracted_comments(message, original.hints.c_str());
        if (original.source_plural.empty()) {
            po_message_set_msgstr(message, "");
        } else {
            po_message_set_msgid_plural(message, original.source_plural.c_str());
            po_message_set_msgstr_plural(message, 0, "");
            po_message_set_msgstr_plural(message, 1, "");
        }
        po_message_insert(at_end.get(), message);
    }
    // A file that cannot be written is a fatal error to libgettextpo, from which there is no clean way back:
    // it writes to memory, the file is ours to write.
    const base::FileDescriptor memory(memfd_create("po", MFD_CLOEXEC));
    const std::string name = "/proc/self/fd/" + std::to_string(memory.get());
    const po_xerror_handler handler{on_error, on_two_errors};
    report.clear();
    try {
        if (!memory || po_file_write(out.get(), name.c_str(), &handler) == nullptr)
            report += "there is no memory";
    } catch (const FatalError& error) {
        report = error.what();
    }
    if (!report.empty()) return base::fail("cannot write " + file.string() + ": " + report);
    return base::read_file(name).and_then(
        [&](const std::string& text) { return base::write_file_durably(file, text); });
}

std::vector<std::string> plural_categories(const std::string& tag) {
    static constexpr std::array order = {"zero", "one", "two", "few", "many", "other"};
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::PluralRules> rules(
        icu::PluralRules::forLocale(icu::Locale::forLanguageTag(tag, status), status));
    if (U_FAILURE(status)) return {"other"};
    std::set<std::string> used;
    for (int number = 0; number <= 1000; ++number)
        used.insert(to_utf8(rules->select(number)));
    std::vector<std::string> categories;
    for (const char* category : order)
        if (used.contains(category)) categories.emplace_back(category);
    return categories;
}

CheckedCatalogue check_catalogue(const PoCatalogue& source, const PoCatalogue& translation,
                                 const std::string& tag) {
    CheckedCatalogue checked;
    const auto categories = plural_categories(tag);
    checked.wrong_plural_count = translation.plural_count != static_cast<int>(categories.size());
    for (const auto& [id, message] : translation.messages)
        if (!source.messages.contains(id)) checked.unknown.push_back(id);
    for (const auto& [id, original] : source.messages) {
        const auto found = translation.messages.find(id);
        const bool plural = !original.source_plural.empty();
        if (found == translation.messages.end() || !is_whole(found->second, plural, categories.size()))
            checked.missing.push_back(id);
        else if (found->second.source != original.source ||
                 found->second.source_plural != original.source_plural)
            checked.stale.push_back(id);
        else if (const auto wrong = wrong_places(original, found->second); !wrong.empty())
            checked.places.push_back(id + ": " + wrong);
        else
            add_forms(checked, id, found->second, categories);
    }
    return checked;
}

} // namespace content
