#include "kiosk/ui/surface.h"

#include <cmath>
#include <imgui.h>

namespace ui {

namespace {

struct ContextDestroy {
    void operator()(ImGuiContext* context) const { ImGui::DestroyContext(context); }
};

ImU32 to_imgui(image::Argb colour) {
    return IM_COL32((colour >> 16) & 0xFF, (colour >> 8) & 0xFF, colour & 0xFF, colour >> 24);
}

image::Argb from_imgui(ImU32 colour) {
    return ((colour >> IM_COL32_A_SHIFT) & 0xFFu) << 24 | ((colour >> IM_COL32_R_SHIFT) & 0xFFu) << 16 |
           ((colour >> IM_COL32_G_SHIFT) & 0xFFu) << 8 | ((colour >> IM_COL32_B_SHIFT) & 0xFFu);
}

ImVec2 corner(const window::Rect& rect) {
    return {static_cast<float>(rect.x), static_cast<float>(rect.y)};
}

ImVec2 far_corner(const window::Rect& rect) {
    return {static_cast<float>(rect.right()), static_cast<float>(rect.bottom())};
}

int rounded(float value) {
    return static_cast<int>(std::lround(value));
}

window::Rect between(float x1, float y1, float x2, float y2) {
    return {rounded(x1), rounded(y1), rounded(x2) - rounded(x1), rounded(y2) - rounded(y1)};
}

} // namespace

struct Surface::Data {
    std::unique_ptr<ImGuiContext, ContextDestroy> context{ImGui::CreateContext()};
    std::vector<window::Quad> quads;
    int shift = 0;

    [[nodiscard]] window::Rect shifted(window::Rect rect) const {
        rect.x += shift;
        return rect;
    }
    void append(const ImDrawList& list, const ImDrawCmd& command);
};

Surface::Surface() : m_data(std::make_unique<Data>()) {
    ImGui::SetCurrentContext(m_data->context.get());
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    unsigned char* pixels = nullptr;
    int width = 0, height = 0;
    io.Fonts->Flags |= ImFontAtlasFlags_NoMouseCursors | ImFontAtlasFlags_NoBakedLines;
    io.Fonts->GetTexDataAsAlpha8(&pixels, &width, &height); // ImGui insists; its font draws nothing here
    io.Fonts->SetTexID(nullptr);
}

Surface::~Surface() = default;

void Surface::begin(int width, int height) {
    ImGui::SetCurrentContext(m_data->context.get());
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
    io.DeltaTime = 1.0F / 60;
    ImGui::NewFrame();
    m_data->shift = 0;
}

void Surface::shift(int x) {
    m_data->shift = x;
}

void Surface::push_clip(const window::Rect& clip) {
    ImGui::GetBackgroundDrawList()->PushClipRect(corner(clip), far_corner(clip), true);
}

void Surface::pop_clip() {
    ImGui::GetBackgroundDrawList()->PopClipRect();
}

void Surface::fill(const window::Rect& given, image::Argb colour) {
    const window::Rect target = m_data->shifted(given);
    if (!target.empty())
        ImGui::GetBackgroundDrawList()->AddRectFilled(corner(target), far_corner(target), to_imgui(colour));
}

void Surface::blit(const window::Texture& texture, const window::Rect& source, const window::Rect& given,
                   image::Argb colour) {
    const window::Rect target = m_data->shifted(given);
    if (target.empty() || texture.width() == 0) return;
    const auto width = static_cast<float>(texture.width());
    const auto height = static_cast<float>(texture.height());
    const ImVec2 from = corner(source);
    const ImVec2 to = far_corner(source);
    ImGui::GetBackgroundDrawList()->AddImage(const_cast<window::Texture*>(&texture), corner(target),
                                             far_corner(target), {from.x / width, from.y / height},
                                             {to.x / width, to.y / height}, to_imgui(colour));
}

void Surface::Data::append(const ImDrawList& list, const ImDrawCmd& command) {
    const auto* texture = static_cast<const window::Texture*>(command.GetTexID());
    const window::Rect clip =
        between(command.ClipRect.x, command.ClipRect.y, command.ClipRect.z, command.ClipRect.w);
    // Only rectangles are ever added, each as two triangles over four corners: first and third are opposite.
    for (unsigned i = 0; i + 6 <= command.ElemCount; i += 6) {
        const ImDrawIdx* index = list.IdxBuffer.Data + command.IdxOffset + i;
        const ImDrawVert& a = list.VtxBuffer[static_cast<int>(command.VtxOffset + index[0])];
        const ImDrawVert& c = list.VtxBuffer[static_cast<int>(command.VtxOffset + index[2])];
        window::Quad quad;
        quad.texture = texture;
        quad.target = between(a.pos.x, a.pos.y, c.pos.x, c.pos.y);
        quad.clip = clip;
        quad.colour = from_imgui(a.col);
        if (texture != nullptr) {
            const auto width = static_cast<float>(texture->width());
            const auto height = static_cast<float>(texture->height());
            quad.source = between(a.uv.x * width, a.uv.y * height, c.uv.x * width, c.uv.y * height);
        }
        quads.push_back(quad);
    }
}

std::span<const window::Quad> Surface::end() {
    ImGui::Render();
    m_data->quads.clear();
    const ImDrawData* data = ImGui::GetDrawData();
    for (int l = 0; l < data->CmdListsCount; ++l) {
        const ImDrawList& list = *data->CmdLists[l];
        for (const ImDrawCmd& command : list.CmdBuffer)
            m_data->append(list, command);
    }
    return m_data->quads;
}

} // namespace ui
