#pragma once

#include "content/messages.h"
#include "content/model.h"
#include "platform/base/result.h"

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace content {

/// The content pack: everything the kiosk says, in one SQLite file made by `smallplacesctl content build`.
/// Opened read-only. Lists are read at open; texts, catalogues and pictures when asked for.
class Pack {
  public:
    /// Fails, naming the file and the reason, when it is missing, not a pack, damaged or of another version.
    [[nodiscard]] static base::Result<Pack> open(const std::filesystem::path& file);
    Pack(Pack&&) noexcept;
    Pack& operator=(Pack&&) noexcept;
    ~Pack();

    /// All texts of the Declaration, sorted by name for a list (ICU root collation, Latin script first).
    [[nodiscard]] std::span<const Declaration> declarations() const;
    /// By the package's code, or by exact BCP 47 tag (then the official or most complete one); nullptr if
    /// none.
    [[nodiscard]] const Declaration* find_declaration(std::string_view code_or_tag) const;
    [[nodiscard]] base::Result<Section> section(const Declaration& declaration, int number) const;

    [[nodiscard]] std::span<const InterfaceLanguage> interface_languages() const;
    /// Exact tag, else same primary language; nullptr if none.
    [[nodiscard]] const InterfaceLanguage* find_interface(std::string_view tag) const;
    /// The catalogue of an interface language, English behind it.
    [[nodiscard]] base::Result<Messages> messages(std::string_view interface_tag) const;

    /// Articles, themes, commitments, and all else that is not a text of the Declaration.
    [[nodiscard]] const Entries& entries() const;

    /// PNG bytes of a picture: "article.3", "theme.11", "icon.back", "mark", at its largest size of at most
    /// `side` pixels, so that it need not be scaled, else at its smallest. Fails when there is none.
    [[nodiscard]] base::Result<std::string> picture(std::string_view name, int side) const;

  private:
    struct Data;
    explicit Pack(std::unique_ptr<Data> data);
    std::unique_ptr<Data> m_data;
};

} // namespace content
