#pragma once

#include "platform/keyboard/exemplars.h"
#include "platform/keyboard/layout.h"

#include <set>

namespace keyboard {

/// Puts what the language needs and no key types behind a long press on the nearest key.
class Alternatives {
  public:
    /// `rows` outlives this and keeps its size.
    Alternatives(std::vector<std::vector<Key>>& rows, std::string language);

    /// Letters go to the key with the same base letter: é to e, ấ to â, œ to o. Capitals come along.
    void add_letters(const Exemplars& exemplars);
    /// Signs go to their kin: « to ", ¿ to ?, – to -.
    void add_signs(const std::vector<std::string>& signs);
    /// One text to one key, unless some key types it already.
    void add(Key& key, const std::string& text);

  private:
    [[nodiscard]] Key* key_typing(std::string_view text);
    [[nodiscard]] Key* key_of_base(const std::string& letter);
    [[nodiscard]] bool is_typed(const std::string& text) const { return m_typed.contains(text); }

    std::vector<std::vector<Key>>& m_rows;
    std::string m_language;
    std::set<std::string> m_typed; ///< by a key itself
};

} // namespace keyboard
