#include "platform/keyboard/hangul.h"

#include <algorithm>
#include <cctype>
#include <hangul.h>
#include <map>
#include <unicode/unistr.h>

namespace keyboard {
namespace {

constexpr const char* two_sets = "2";

struct DeleteContext {
    void operator()(HangulInputContext* context) const { hangul_ic_delete(context); }
};
using Context = std::unique_ptr<HangulInputContext, DeleteContext>;

std::string to_utf8(const ucschar* text) {
    std::string utf8;
    for (; *text != 0; ++text)
        icu::UnicodeString(static_cast<UChar32>(*text)).toUTF8String(utf8);
    return utf8;
}

/// What a key alone begins; empty for a key that libhangul does not take.
std::string letter_of(HangulInputContext* context, char key) {
    hangul_ic_reset(context);
    const bool taken = hangul_ic_process(context, key);
    const std::string letter = taken ? to_utf8(hangul_ic_get_preedit_string(context)) : std::string();
    hangul_ic_reset(context);
    return letter;
}

class HangulComposer : public InlineComposer {
  public:
    explicit HangulComposer(Context context) : m_context(std::move(context)) {
        for (char key = 'A'; key <= 'z'; ++key)
            if (std::isalpha(static_cast<unsigned char>(key)) != 0)
                if (const auto letter = letter_of(m_context.get(), key); !letter.empty())
                    m_keys[letter] = key;
    }

    bool takes(std::string_view typed) const override { return key_of(typed) != '\0'; }

    std::string add(std::string_view typed) override {
        if (!takes(typed)) return {};
        hangul_ic_process(m_context.get(), key_of(typed));
        return to_utf8(hangul_ic_get_commit_string(m_context.get()));
    }

    std::string pending() const override { return to_utf8(hangul_ic_get_preedit_string(m_context.get())); }
    void remove() override { hangul_ic_backspace(m_context.get()); }
    std::string finish() override { return to_utf8(hangul_ic_flush(m_context.get())); }
    std::vector<std::string> offers() const override { return {}; }

  private:
    /// Of a Hangul letter on the screen, or of the key of a real keyboard; 0 for anything else.
    [[nodiscard]] char key_of(std::string_view typed) const {
        if (const auto found = m_keys.find(typed); found != m_keys.end()) return found->second;
        const bool latin = typed.size() == 1 && std::isalpha(static_cast<unsigned char>(typed[0])) != 0;
        return latin ? typed[0] : '\0';
    }

    Context m_context;
    std::map<std::string, char, std::less<>> m_keys; ///< the key of each letter
};

} // namespace

base::Result<std::unique_ptr<InlineComposer>> open_hangul_composer() {
    Context context(hangul_ic_new(two_sets));
    if (!context) return base::fail("libhangul does not have its keyboard of two sets");
    return std::make_unique<HangulComposer>(std::move(context));
}

std::string hangul_of_key(std::string_view latin) {
    if (latin.size() != 1 || std::isalpha(static_cast<unsigned char>(latin[0])) == 0)
        return std::string(latin);
    const Context context(hangul_ic_new(two_sets));
    auto letter = context ? letter_of(context.get(), latin[0]) : std::string();
    return letter.empty() ? std::string(latin) : letter;
}

} // namespace keyboard
