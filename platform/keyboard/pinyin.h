#pragma once

#include "platform/base/result.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace keyboard {

/// Turns typed pinyin into Chinese characters with candidates to choose from. Learns nothing from visitors.
///
/// The dictionary and its decoder are libgooglepinyin: 1.2 MB installed, 3 MB of memory while open, in Debian
/// 12 and 13. libpinyin is better kept, but its data is 50 MB, more than all the rest of the kiosk may take;
/// librime brings Boost, OpenCC and LevelDB. libgooglepinyin ends its process by an assertion on odd input
/// ("zzzzzzzzzzzzzz"), so it lives in a program of its own, smallplaces-pinyin, which is started again when
/// that happens; input that it cannot stand is then decoded in shorter parts. It gets no dictionary of the
/// user, so none is written.
///
/// Any number of composers may be open; each has its own process, which ends with it.
class PinyinComposer {
  public:
    /// `decoder`: smallplaces-pinyin, if not beside the running program or where the package puts it. Fails
    /// when it or its dictionary is missing.
    [[nodiscard]] static base::Result<std::unique_ptr<PinyinComposer>>
    open(const std::filesystem::path& decoder = {});
    ~PinyinComposer();
    PinyinComposer(const PinyinComposer&) = delete;
    PinyinComposer& operator=(const PinyinComposer&) = delete;

    static constexpr std::size_t most_letters = 120;

    /// Adds a letter a to z (A to Z alike) or an apostrophe to what is being spelt. Anything else, an
    /// apostrophe where no syllable can end, and letters beyond `most_letters` are ignored.
    void add(char letter);
    /// Takes the last letter (or the last chosen part) back; false when nothing is being spelt.
    bool remove();
    void clear();
    /// What to show while spelling: characters fixed so far, then the letters, syllables apart ("ni hao").
    [[nodiscard]] std::string spelling() const;
    [[nodiscard]] bool empty() const;
    /// Best first, at most `limit` and never more than 64. The letters themselves when they spell nothing; so
    /// there is always one unless empty().
    [[nodiscard]] std::vector<std::string> candidates(std::size_t limit) const;
    /// Takes a candidate (an index past the end: nothing happens). Returns the finished characters when all
    /// letters are used up, else an empty string.
    [[nodiscard]] std::string choose(std::size_t index);

  private:
    struct Data;
    explicit PinyinComposer(std::unique_ptr<Data> data);
    std::unique_ptr<Data> m_data;
};

} // namespace keyboard
