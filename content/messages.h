#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace content {

/// The words of one interface language, English where a message is missing. Cheap to copy.
/// Texts hold named places such as {count}; numbers are written in the locale's digits (ICU).
/// Plural forms: gettext numbers them, CLDR names them. The categories that CLDR's rules give to the whole
/// numbers 0 to 1000 in the language, in the order zero, one, two, few, many, other, are msgstr[0],
/// msgstr[1], ... of its catalogue (Arabic six, Russian one few many, French and Spanish one other, Chinese
/// other). A category without a form of its own (a French million) takes "other".
class Messages {
  public:
    struct Argument {
        std::string_view name;
        std::string value;
    };
    using Arguments = std::initializer_list<Argument>;

    /// The text of `id`; the id itself in brackets when no catalogue has it (a bug that content check
    /// reports).
    [[nodiscard]] std::string text(std::string_view id, Arguments arguments = {}) const;
    /// The plural form of `id` for `count` by CLDR's rules; {count} is `count` in the locale's digits.
    [[nodiscard]] std::string plural(std::string_view id, std::int64_t count, Arguments arguments = {}) const;
    [[nodiscard]] bool has(std::string_view id) const;

    /// Every message's words in every form, places and all, in the order of their ids.
    [[nodiscard]] std::vector<std::string> all() const;

    [[nodiscard]] const std::string& tag() const; ///< BCP 47 of the interface language
    [[nodiscard]] std::string number(std::int64_t value) const;
    /// A day in words, as the locale writes it ("21 November 2026"); the day is UTC's.
    [[nodiscard]] std::string date(std::int64_t utc_ms) const;
    /// A month in words ("September 2023"); `month` is 1 to 12.
    [[nodiscard]] std::string month(int year, int month) const;
    /// A size in kilobytes or megabytes, rounded up ("3 MB", "3 Mo").
    [[nodiscard]] std::string size(std::int64_t bytes) const;
    /// The same of what is free, rounded down: never more than there is.
    [[nodiscard]] std::string free_size(std::int64_t bytes) const;
    /// A part of a hundred ("45 %").
    [[nodiscard]] std::string percent(int value) const;
    /// Several numbers in the locale's words for a list ("1, 2 and 16").
    [[nodiscard]] std::string numbers(std::span<const int> values) const;
    /// The name of a language or script in this interface language; `fallback` where ICU has none.
    [[nodiscard]] std::string language_name(std::string_view bcp47, std::string_view fallback) const;
    [[nodiscard]] std::string script_name(std::string_view iso15924) const;

    struct Data;
    explicit Messages(std::shared_ptr<const Data> data);

  private:
    /// `count` units of `bytes` bytes.
    [[nodiscard]] std::string measured(std::int64_t count, std::int64_t bytes) const;

    std::shared_ptr<const Data> m_data;
};

} // namespace content
