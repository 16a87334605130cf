#pragma once

#include "content/messages.h"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unicode/datefmt.h>
#include <unicode/listformatter.h>
#include <unicode/locdspnm.h>
#include <unicode/numfmt.h>
#include <unicode/plurrule.h>

namespace content {

/// One catalogue as the pack holds it. A message without plural forms has the one form "".
struct Messages::Data {
    /// Form by CLDR category ("one", "few", ...).
    using Forms = std::map<std::string, std::string, std::less<>>;

    std::string tag;
    std::map<std::string, Forms, std::less<>> catalogue;
    std::shared_ptr<const Data> source; ///< English, behind every other catalogue; empty in English itself

    /// Each is made on first use: a start of the kiosk needs few of them.
    const icu::PluralRules* plural_rules() const;
    const icu::NumberFormat* number_format() const;
    const icu::DateFormat* date_format() const;
    const icu::DateFormat* month_format() const;
    const icu::ListFormatter* list_format() const;
    const icu::LocaleDisplayNames* display_names() const;

  private:
    mutable std::once_flag m_plural_once, m_number_once, m_date_once, m_month_once, m_list_once, m_names_once;
    mutable std::unique_ptr<icu::PluralRules> m_plural_rules;
    mutable std::unique_ptr<icu::NumberFormat> m_number_format;
    mutable std::unique_ptr<icu::DateFormat> m_date_format;
    mutable std::unique_ptr<icu::DateFormat> m_month_format;
    mutable std::unique_ptr<icu::ListFormatter> m_list_format;
    mutable std::unique_ptr<icu::LocaleDisplayNames> m_display_names;
};

} // namespace content
