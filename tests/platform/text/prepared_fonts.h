#pragma once

#include "platform/text/fonts.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>
#include <filesystem>
#include <memory>
#include <string>

namespace prepared {

/// The machine's fonts, made ready once in a folder that goes away with the test program.
class Fonts {
  public:
    Fonts() {
        const base::Status done = text::FontLibrary::prepare(folder());
        REQUIRE_MESSAGE(done.has_value(), (done ? "" : done.error().message));
        auto opened = text::FontLibrary::open(folder());
        REQUIRE(opened.has_value());
        m_library = std::move(*opened);
    }
    [[nodiscard]] const text::FontLibrary& library() const { return *m_library; }
    [[nodiscard]] const std::filesystem::path& folder() const { return m_folder.path(); }

  private:
    TemporaryFolder m_folder;
    std::unique_ptr<text::FontLibrary> m_library;
};

inline const Fonts& fonts() {
    static const Fonts once;
    return once;
}

} // namespace prepared
