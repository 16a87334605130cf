#include "content/build/art_check.h"
#include "content/build/art.h"
#include "platform/base/files.h"

#include <algorithm>
#include <fmt/format.h>
#include <libxml/parser.h>
#include <memory>
#include <optional>
#include <set>

namespace content {
namespace {

constexpr double least_contrast = 3;

struct FreeDocument {
    void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};

std::string_view view(const xmlChar* text) {
    return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

std::string value_of(const xmlNode* node, const char* name) {
    const std::unique_ptr<xmlChar, decltype(xmlFree)> value(
        xmlGetProp(node, reinterpret_cast<const xmlChar*>(name)), xmlFree);
    return std::string(view(value.get()));
}

bool is_one_of(std::string_view name, const std::set<std::string_view>& names) {
    return names.contains(name);
}

/// Why an element may not stand in a picture; empty when it may.
std::string_view refused(std::string_view element) {
    static const std::set<std::string_view> ours{"svg",  "g",      "defs",    "use", "mask",
                                                 "path", "circle", "ellipse", "rect"};
    static const std::set<std::string_view> text{"text", "tspan", "textPath", "tref", "foreignObject"};
    if (is_one_of(element, ours)) return {};
    if (is_one_of(element, text)) return "holds text";
    if (element == "image" || element == "feImage") return "holds a raster picture";
    if (element == "script") return "holds a script";
    return "is not hand-drawn in our way";
}

bool is_shape(std::string_view element) {
    return is_one_of(element, {"path", "circle", "ellipse", "rect"});
}

class DrawingCheck {
  public:
    DrawingCheck(std::string file, std::vector<std::string>& faults)
        : m_file(std::move(file)), m_faults(faults) {}

    void run(const std::string& svg) {
        const std::unique_ptr<xmlDoc, FreeDocument> document(
            xmlReadMemory(svg.data(), static_cast<int>(svg.size()), nullptr, nullptr,
                          XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING));
        const xmlNode* root = document ? xmlDocGetRootElement(document.get()) : nullptr;
        if (root == nullptr || view(root->name) != "svg") return wrong("is not SVG");
        if (document->intSubset != nullptr) return wrong("has a document type, which may reach outside it");
        check_element(root, {});
        if (const auto drawn = draw_svg(svg, 32); !drawn) wrong("cannot be drawn: " + drawn.error().message);
        if (is_picture()) check_ground();
    }

  private:
    /// What a shape has from those it is in.
    struct Inherited {
        std::string fill;
        bool in_mask = false;
        bool in_definitions = false;
    };

    void wrong(std::string_view what) {
        std::string fault = fmt::format("the picture {} {}", m_file, what);
        if (std::find(m_faults.begin(), m_faults.end(), fault) == m_faults.end())
            m_faults.push_back(std::move(fault));
    }

    [[nodiscard]] bool is_icon() const { return m_file.starts_with("icon."); }
    [[nodiscard]] bool is_picture() const { return !is_icon() && !m_file.starts_with("wall."); }

    void check_element(const xmlNode* node, Inherited inherited) {
        const auto name = view(node->name);
        if (const auto reason = refused(name); !reason.empty()) wrong(fmt::format("{} (<{}>)", reason, name));
        inherited.in_mask = inherited.in_mask || name == "mask";
        inherited.in_definitions = inherited.in_definitions || name == "defs";
        for (const xmlAttr* at = node->properties; at != nullptr; at = at->next)
            check_attribute(view(at->name), value_of(node, reinterpret_cast<const char*>(at->name)),
                            inherited);
        if (const auto fill = value_of(node, "fill"); !fill.empty()) inherited.fill = fill;
        if (is_shape(name)) note_shape(inherited);
        if (name == "use") m_edges.push_back(value_of(node, "stroke"));
        check_children(node, inherited);
    }

    void check_children(const xmlNode* node, const Inherited& inherited) {
        for (const xmlNode* child = node->children; child != nullptr; child = child->next) {
            if (child->type == XML_ELEMENT_NODE) check_element(child, inherited);
            if (child->type != XML_TEXT_NODE && child->type != XML_CDATA_SECTION_NODE) continue;
            if (view(child->content).find_first_not_of(" \t\r\n") != std::string_view::npos)
                wrong("holds text");
        }
    }

    void check_attribute(std::string_view name, const std::string& value, const Inherited& inherited) {
        if (name.starts_with("on")) wrong(fmt::format("holds a script ({})", name));
        const bool is_link = name == "href" || name == "src";
        const auto url = value.find("url(");
        if ((is_link && !value.starts_with("#")) ||
            (url != std::string::npos && value.compare(url, 5, "url(#") != 0))
            wrong(fmt::format("links outside itself: {}", value));
        if (name == "style") wrong("hides its colours in a style attribute");
        if (name.find("opacity") != std::string_view::npos && value != "1")
            wrong("is see-through, which mixes colours outside the palette");
        if (is_one_of(name, {"fill", "stroke", "color", "stop-color", "flood-color", "lighting-color"}))
            check_colour(value, inherited);
    }

    void check_colour(const std::string& value, const Inherited& inherited) {
        if (value == "none") return;
        const auto colour = parse_colour(value);
        if (!colour || !is_ours(*colour, inherited.in_mask))
            wrong(fmt::format("has the colour {}, which is outside its palette", value));
    }

    [[nodiscard]] bool is_ours(Colour colour, bool in_mask) const {
        if (in_mask && (colour == Colour{} || colour == Colour{255, 255, 255})) return true;
        if (is_icon()) return colour == icon_ink;
        if (!is_picture()) return std::find(wall_tones.begin(), wall_tones.end(), colour) != wall_tones.end();
        return std::any_of(picture_palette.begin(), picture_palette.end(),
                           [&](const PaletteColour& known) { return known.colour == colour; });
    }

    void note_shape(const Inherited& inherited) {
        if (inherited.fill.empty()) wrong("has a shape without a fill, which is black");
        if (!m_ground && !inherited.in_definitions) m_ground = parse_colour(inherited.fill);
    }

    /// The first shape is the patch of paint; each cut-out on it has an edge.
    void check_ground() {
        if (!m_ground) return wrong("has no patch of paint");
        if (const double off = contrast_ratio(*m_ground, picture_page); off < least_contrast)
            wrong(fmt::format("has a patch of paint that stands only {:.1f}:1 off the page", off));
        bool any = false;
        for (const auto& stroke : m_edges) {
            const auto edge = parse_colour(stroke);
            if (!edge) continue;
            any = true;
            if (const double off = contrast_ratio(*edge, *m_ground); off < least_contrast)
                wrong(fmt::format("has a cut-out whose edge stands only {:.1f}:1 off its patch", off));
        }
        if (!any) wrong("has no cut-out with an edge on its patch");
    }

    std::string m_file;
    std::vector<std::string>& m_faults;
    std::optional<Colour> m_ground;
    std::vector<std::string> m_edges;
};

std::vector<std::filesystem::path> drawings_of(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    std::error_code missing;
    for (const auto& entry : std::filesystem::directory_iterator(folder, missing)) {
        if (entry.path().extension() == ".svg") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace

std::vector<std::string> check_art(const std::filesystem::path& folder) {
    std::vector<std::string> faults;
    const auto files = drawings_of(folder);
    if (files.empty()) faults.push_back("there are no pictures in " + folder.string());
    for (const auto& file : files) {
        if (const auto svg = base::read_file(file); svg)
            DrawingCheck(file.filename().string(), faults).run(*svg);
        else
            faults.push_back(svg.error().message);
    }
    return faults;
}

} // namespace content
