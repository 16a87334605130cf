#pragma once

#include "platform/text/fonts.h"

#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>
#include <memory>
#include <string>

namespace prepared {

/// The machine's fonts, made ready once in a folder that goes away with the test program.
class Fonts {
  public:
    Fonts() {
        std::string name = (std::filesystem::temp_directory_path() / "fonts-test-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        m_folder = name;
        const base::Status done = text::FontLibrary::prepare(m_folder);
        REQUIRE_MESSAGE(done.has_value(), (done ? "" : done.error().message));
        auto opened = text::FontLibrary::open(m_folder);
        REQUIRE(opened.has_value());
        m_library = std::move(*opened);
    }
    ~Fonts() {
        m_library.reset();
        std::error_code ignored;
        std::filesystem::remove_all(m_folder, ignored);
    }
    Fonts(const Fonts&) = delete;
    Fonts& operator=(const Fonts&) = delete;
    [[nodiscard]] const text::FontLibrary& library() const { return *m_library; }
    [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; }

  private:
    std::filesystem::path m_folder;
    std::unique_ptr<text::FontLibrary> m_library;
};

inline const Fonts& fonts() {
    static const Fonts once;
    return once;
}

} // namespace prepared
