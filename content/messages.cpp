#include "content/messages.h"
#include "content/messages_data.h"
#include "content/unicode.h"

#include <chrono>
#include <span>
#include <unicode/measunit.h>
#include <unicode/nounit.h>
#include <unicode/numberformatter.h>
#include <vector>

namespace content {
namespace {

constexpr std::int64_t kilo = 1000, mega = 1'000'000;

/// The catalogue of Arabic is written with Arabic-Indic digits, and so are the numbers put into it: ICU's own
/// choice was those up to Debian 12 and is Latin digits since.
icu::Locale locale_of(const std::string& tag) {
    UErrorCode status = U_ZERO_ERROR;
    const auto locale = icu::Locale::forLanguageTag(tag == "ar" ? "ar-u-nu-arab" : tag, status);
    return U_SUCCESS(status) ? locale : icu::Locale::getEnglish();
}

using Data = Messages::Data;

const Data::Forms* find_forms(const Data& data, std::string_view id) {
    const auto found = data.catalogue.find(id);
    return found == data.catalogue.end() ? nullptr : &found->second;
}

/// The catalogue that has `id`: this one, or the source behind it; nullptr where neither has.
const Data* holder_of(const Data& data, std::string_view id) {
    if (find_forms(data, id) != nullptr) return &data;
    if (data.source && find_forms(*data.source, id) != nullptr) return data.source.get();
    return nullptr;
}

const std::string& pick(const Data::Forms& forms, std::string_view category) {
    if (const auto found = forms.find(category); found != forms.end()) return found->second;
    if (const auto other = forms.find("other"); other != forms.end()) return other->second;
    return forms.rbegin()->second;
}

/// In one pass, so that a value that looks like a place stays as it is.
std::string fill(std::string_view text, std::span<const Messages::Argument> arguments) {
    std::string filled;
    while (!text.empty()) {
        const auto open = text.find('{');
        filled += text.substr(0, open);
        if (open == std::string_view::npos) break;
        text.remove_prefix(open);
        const auto close = text.find('}');
        const auto name = text.substr(1, close == std::string_view::npos ? 0 : close - 1);
        const Messages::Argument* given = nullptr;
        for (const auto& argument : arguments)
            if (close != std::string_view::npos && argument.name == name) given = &argument;
        filled += given ? given->value : std::string(1, '{');
        text.remove_prefix(given ? close + 1 : 1);
    }
    return filled;
}

} // namespace

const icu::PluralRules* Data::plural_rules() const {
    std::call_once(m_plural_once, [this] {
        UErrorCode status = U_ZERO_ERROR;
        m_plural_rules.reset(icu::PluralRules::forLocale(locale_of(tag), status));
    });
    return m_plural_rules.get();
}

const icu::NumberFormat* Data::number_format() const {
    std::call_once(m_number_once, [this] {
        UErrorCode status = U_ZERO_ERROR;
        m_number_format.reset(icu::NumberFormat::createInstance(locale_of(tag), status));
    });
    return m_number_format.get();
}

const icu::DateFormat* Data::date_format() const {
    std::call_once(m_date_once, [this] {
        m_date_format.reset(icu::DateFormat::createDateInstance(icu::DateFormat::kLong, locale_of(tag)));
        if (m_date_format) m_date_format->setTimeZone(*icu::TimeZone::getGMT());
    });
    return m_date_format.get();
}

const icu::DateFormat* Data::month_format() const {
    std::call_once(m_month_once, [this] {
        UErrorCode status = U_ZERO_ERROR;
        m_month_format.reset(icu::DateFormat::createInstanceForSkeleton(u"yMMMM", locale_of(tag), status));
        if (m_month_format) m_month_format->setTimeZone(*icu::TimeZone::getGMT());
    });
    return m_month_format.get();
}

const icu::ListFormatter* Data::list_format() const {
    std::call_once(m_list_once, [this] {
        UErrorCode status = U_ZERO_ERROR;
        m_list_format.reset(icu::ListFormatter::createInstance(locale_of(tag), status));
    });
    return m_list_format.get();
}

const icu::LocaleDisplayNames* Data::display_names() const {
    std::call_once(m_names_once, [this] {
        UDisplayContext contexts[] = {UDISPCTX_CAPITALIZATION_FOR_UI_LIST_OR_MENU, UDISPCTX_NO_SUBSTITUTE};
        m_display_names.reset(icu::LocaleDisplayNames::createInstance(locale_of(tag), contexts, 2));
    });
    return m_display_names.get();
}

Messages::Messages(std::shared_ptr<const Data> data) : m_data(std::move(data)) {}

std::string Messages::text(std::string_view id, Arguments arguments) const {
    const Data* holder = holder_of(*m_data, id);
    if (holder == nullptr) return "[" + std::string(id) + "]";
    return fill(pick(*find_forms(*holder, id), ""), {arguments.begin(), arguments.size()});
}

std::string Messages::plural(std::string_view id, std::int64_t count, Arguments arguments) const {
    const Data* holder = holder_of(*m_data, id);
    if (holder == nullptr) return "[" + std::string(id) + "]";
    std::string category = "other";
    if (const auto* rules = holder->plural_rules())
        category = to_utf8(rules->select(static_cast<double>(count)));
    const auto& text = pick(*find_forms(*holder, id), category);
    std::vector<Argument> all(arguments);
    all.push_back({"count", number(count)});
    return fill(text, all);
}

bool Messages::has(std::string_view id) const {
    return holder_of(*m_data, id) != nullptr;
}

std::vector<std::string> Messages::all() const {
    std::vector<std::string> words;
    for (const auto& [id, forms] : m_data->catalogue)
        for (const auto& [form, text] : forms)
            words.push_back(text);
    return words;
}

const std::string& Messages::tag() const {
    return m_data->tag;
}

std::string Messages::number(std::int64_t value) const {
    const auto* format = m_data->number_format();
    if (format == nullptr) return std::to_string(value);
    icu::UnicodeString text;
    return to_utf8(format->format(value, text));
}

std::string Messages::date(std::int64_t utc_ms) const {
    const auto* format = m_data->date_format();
    icu::UnicodeString text;
    if (format != nullptr) format->format(static_cast<UDate>(utc_ms), text);
    return to_utf8(text);
}

std::string Messages::month(int year, int month) const {
    const auto* format = m_data->month_format();
    if (format == nullptr) return std::to_string(year) + "-" + std::to_string(month);
    const std::chrono::sys_days day(std::chrono::year(year) / month / 15);
    const auto since = std::chrono::duration_cast<std::chrono::milliseconds>(day.time_since_epoch());
    icu::UnicodeString text;
    format->format(static_cast<UDate>(since.count()), text);
    return to_utf8(text);
}

std::string Messages::size(std::int64_t bytes) const {
    const std::int64_t unit = bytes < mega ? kilo : mega;
    return measured((bytes + unit - 1) / unit, unit);
}

std::string Messages::free_size(std::int64_t bytes) const {
    const std::int64_t unit = bytes < mega ? kilo : mega;
    return measured(bytes / unit, unit);
}

std::string Messages::measured(std::int64_t count, std::int64_t bytes) const {
    const bool small = bytes == kilo;
    const auto unit = small ? icu::MeasureUnit::getKilobyte() : icu::MeasureUnit::getMegabyte();
    UErrorCode status = U_ZERO_ERROR;
    const auto text = icu::number::NumberFormatter::withLocale(locale_of(tag()))
                          .unit(unit)
                          .unitWidth(UNUM_UNIT_WIDTH_SHORT)
                          .formatInt(count, status)
                          .toString(status);
    return U_SUCCESS(status) ? to_utf8(text) : number(count) + (small ? " kB" : " MB");
}

std::string Messages::percent(int value) const {
    UErrorCode status = U_ZERO_ERROR;
    const auto text = icu::number::NumberFormatter::withLocale(locale_of(tag()))
                          .unit(icu::NoUnit::percent())
                          .formatInt(value, status)
                          .toString(status);
    return U_SUCCESS(status) ? to_utf8(text) : number(value) + "%";
}

std::string Messages::numbers(std::span<const int> values) const {
    std::vector<icu::UnicodeString> parts;
    for (const int value : values)
        parts.push_back(to_utf16(number(value)));
    const auto* format = m_data->list_format();
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString text;
    if (format != nullptr)
        format->format(parts.data(), static_cast<std::int32_t>(parts.size()), text, status);
    return to_utf8(text);
}

std::string Messages::language_name(std::string_view bcp47, std::string_view fallback) const {
    UErrorCode status = U_ZERO_ERROR;
    const auto locale = icu::Locale::forLanguageTag(std::string(bcp47), status);
    const auto* names = m_data->display_names();
    const std::string language = locale.getLanguage();
    if (U_FAILURE(status) || names == nullptr || language.empty() || language == "und")
        return std::string(fallback);
    icu::UnicodeString name;
    names->localeDisplayName(locale, name);
    // UDISPCTX_NO_SUBSTITUTE leaves the name bogus or empty where ICU has none.
    if (name.isBogus() || name.isEmpty() || name.startsWith(to_utf16(language))) return std::string(fallback);
    return to_utf8(name);
}

std::string Messages::script_name(std::string_view iso15924) const {
    // Of a locale, not of a bare script: "Simplified Han" where the other is "Simplified".
    UChar buffer[96];
    UErrorCode status = U_ZERO_ERROR;
    const std::int32_t length =
        uloc_getDisplayScript(("und_" + std::string(iso15924)).c_str(), m_data->tag.c_str(), buffer,
                              static_cast<std::int32_t>(std::size(buffer)), &status);
    if (U_FAILURE(status) || status == U_USING_DEFAULT_WARNING || length == 0) return std::string(iso15924);
    return to_utf8(icu::UnicodeString(buffer, length));
}

} // namespace content
