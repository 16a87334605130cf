#pragma once

#include "content/build/build_pack.h"
#include "tests/content/sample.h"

namespace sample {

inline const std::string small_languages = R"(
official = ["eng", "arb"]
interface = [ { tag = "ar", text = "arb" }, { tag = "en", text = "eng" }, { tag = "fr", text = "fra" } ]
[languages]
[scripts]
[regions]
SN = ["fr"]
)";

/// A folder with a package of four texts and sources of its own; French has no catalogue.
class SmallContent {
  public:
    SmallContent() {
        write_package(m_folder, {{"eng", "en", "English", "ltr", "", 50, 0},
                                 {"arb", "ar", "Arabic", "rtl", "", 20, 40},
                                 {"wol", "wo", "Wolof", "ltr",
                                  text("wol", {{3, ""}, {4, article(4, "A", "<p>&amp;1</p>")}}), 14, -14},
                                 {"eng_2", "en", "English (2)", "ltr", text("two", {{30, ""}}), 50, 0}});
        m_folder.write("content/languages.toml", small_languages);
        const auto real = std::filesystem::path(SOURCE_ROOT) / "content";
        for (const auto name : content::entry_files)
            std::filesystem::copy(real / name, m_folder.path() / "content" / name);
        std::filesystem::copy(real / "limits.toml", m_folder.path() / "content/limits.toml");
        m_folder.write("content/glyph-exceptions.toml", "");
        m_folder.write("content/po/en.po", po_head(2) + po_message("a", "Hello {name}", "Hello {name}") +
                                               po_message("b", "Back", "Back"));
        m_folder.write("content/po/ar.po", po_head(6) + po_message("b", "Back", "رجوع"));
        m_folder.write(
            "content/art/mark.svg",
            R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="4"/></svg>)");
    }
    [[nodiscard]] content::Inputs inputs() const {
        return {m_folder.path() / "udhr", m_folder.path() / "udhr.json", m_folder.path() / "content"};
    }
    [[nodiscard]] const TemporaryFolder& folder() const { return m_folder; }

  private:
    TemporaryFolder m_folder;
};

} // namespace sample
