#pragma once

#include "content/pack.h"
#include "tests/content/sample_pack.h"

#include <doctest/doctest.h>
#include <memory>

/// A pack of four small texts with the real English words and the real lists of themes, articles and
/// ready-made commitments.
class SmallPack {
  public:
    SmallPack() {
        const auto words = std::filesystem::path(SOURCE_ROOT) / "content/po/en.po";
        std::filesystem::copy(words, m_content.folder().path() / "content/po/en.po",
                              std::filesystem::copy_options::overwrite_existing);
        const auto contents = content::gather(m_content.inputs());
        REQUIRE_MESSAGE(contents.has_value(), (contents ? "" : contents.error().message));
        const auto file = m_content.folder().path() / "content.db";
        REQUIRE(content::write_pack(*contents, file).has_value());
        auto opened = content::Pack::open(file);
        REQUIRE(opened.has_value());
        m_pack = std::make_unique<content::Pack>(std::move(*opened));
    }
    [[nodiscard]] const content::Pack& pack() const { return *m_pack; }

  private:
    sample::SmallContent m_content;
    std::unique_ptr<content::Pack> m_pack;
};

inline const content::Pack& small_pack() {
    static const SmallPack once;
    return once.pack();
}
