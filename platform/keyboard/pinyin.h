#pragma once

#include "platform/base/result.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace keyboard {

/// Turns typed pinyin into Chinese characters with candidates to choose from. Learns nothing from visitors.
class PinyinComposer {
  public:
    [[nodiscard]] static base::Result<std::unique_ptr<PinyinComposer>> open();
    ~PinyinComposer();
    PinyinComposer(const PinyinComposer&) = delete;
    PinyinComposer& operator=(const PinyinComposer&) = delete;

    /// Adds a letter a to z (or an apostrophe) to what is being spelt.
    void add(char letter);
    /// Takes the last letter (or the last chosen part) back; false when nothing is being spelt.
    bool remove();
    void clear();
    /// What to show while spelling: characters fixed so far, then the letters, syllables apart ("ni hao").
    [[nodiscard]] std::string spelling() const;
    [[nodiscard]] bool empty() const;
    /// Best first, at most `limit`.
    [[nodiscard]] std::vector<std::string> candidates(std::size_t limit) const;
    /// Takes a candidate. Returns the finished characters when all letters are used up, else an empty string.
    [[nodiscard]] std::string choose(std::size_t index);

  private:
    struct Data;
    explicit PinyinComposer(std::unique_ptr<Data> data);
    std::unique_ptr<Data> m_data;
};

} // namespace keyboard
