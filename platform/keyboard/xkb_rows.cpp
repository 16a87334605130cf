#include "platform/keyboard/xkb_rows.h"
#include "platform/keyboard/unicode.h"

#include <fmt/format.h>
#include <memory>
#include <xkbcommon/xkbcommon.h>

namespace keyboard {
namespace {

struct Unref {
    void operator()(xkb_context* context) const { xkb_context_unref(context); }
    void operator()(xkb_keymap* keymap) const { xkb_keymap_unref(keymap); }
};
using Context = std::unique_ptr<xkb_context, Unref>;
using Keymap = std::unique_ptr<xkb_keymap, Unref>;

/// Names of the X keyboard extension: letter for the row from below, then the column.
constexpr std::array<std::array<const char*, 13>, 4> key_names = {{
    {"TLDE", "AE01", "AE02", "AE03", "AE04", "AE05", "AE06", "AE07", "AE08", "AE09", "AE10", "AE11", "AE12"},
    {"AD01", "AD02", "AD03", "AD04", "AD05", "AD06", "AD07", "AD08", "AD09", "AD10", "AD11", "AD12"},
    {"AC01", "AC02", "AC03", "AC04", "AC05", "AC06", "AC07", "AC08", "AC09", "AC10", "AC11", "BKSL"},
    {"LSGT", "AB01", "AB02", "AB03", "AB04", "AB05", "AB06", "AB07", "AB08", "AB09", "AB10"},
}};

/// TLDE, LSGT, BKSL and the last columns, counted where a US keyboard has its last letter or digit.
bool is_at_edge(std::string_view name) {
    if (name[0] != 'A') return true;
    const int column = (name[2] - '0') * 10 + (name[3] - '0');
    const int last_letter = name[1] == 'C' ? 9 : name[1] == 'B' ? 7 : 10;
    return column > last_letter;
}

std::string text_of(xkb_keysym_t symbol) {
    std::array<char, 8> buffer{};
    if (xkb_keysym_to_utf8(symbol, buffer.data(), buffer.size()) <= 0) return {};
    return typed_text(buffer.data());
}

XkbKey read_key(xkb_keymap* keymap, const char* name) {
    XkbKey key{.levels = {}, .at_edge = is_at_edge(name)};
    const auto code = xkb_keymap_key_by_name(keymap, name);
    if (code == XKB_KEYCODE_INVALID) return key;
    for (std::size_t level = 0; level < key.levels.size(); ++level) {
        const xkb_keysym_t* symbols = nullptr;
        const int count =
            xkb_keymap_key_get_syms_by_level(keymap, code, 0, static_cast<unsigned>(level), &symbols);
        for (int i = 0; i < count; ++i)
            key.levels[level] += text_of(symbols[i]);
    }
    return key;
}

/// Only this folder is searched: nothing from the home folder or the environment changes what a visitor
/// meets.
base::Result<Context> open_context(const std::filesystem::path& folder) {
    const auto flags = XKB_CONTEXT_NO_DEFAULT_INCLUDES | XKB_CONTEXT_NO_ENVIRONMENT_NAMES;
    Context context(xkb_context_new(static_cast<xkb_context_flags>(flags)));
    if (!context) return base::fail("cannot start libxkbcommon: out of memory");
    xkb_context_set_log_fn(context.get(), [](xkb_context*, xkb_log_level, const char*, va_list) {});
    if (xkb_context_include_path_append(context.get(), folder.c_str()) == 0)
        return base::fail(fmt::format(
            "cannot read keyboard layouts from {}: no such folder (package xkb-data)", folder.string()));
    return context;
}

} // namespace

base::Result<XkbRows> read_xkb_rows(const std::string& layout, const std::string& variant,
                                    const std::filesystem::path& xkb_folder) {
    auto context = open_context(xkb_folder);
    if (!context) return tl::make_unexpected(context.error());
    const xkb_rule_names names{.rules = "evdev",
                               .model = "pc105",
                               .layout = layout.c_str(),
                               .variant = variant.c_str(),
                               .options = ""};
    const Keymap keymap(xkb_keymap_new_from_names(context->get(), &names, XKB_KEYMAP_COMPILE_NO_FLAGS));
    if (!keymap)
        return base::fail(
            fmt::format("cannot read keyboard layout {}({}) from {}: xkb-data does not have it or is damaged",
                        layout, variant, xkb_folder.string()));
    XkbRows rows;
    for (const auto& row : key_names) {
        auto& keys = rows.emplace_back();
        for (const char* name : row) {
            if (name != nullptr) keys.push_back(read_key(keymap.get(), name));
        }
    }
    return rows;
}

} // namespace keyboard
