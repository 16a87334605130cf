#pragma once

#include "kiosk/ui/area.h"
#include "kiosk/ui/gestures.h"
#include "kiosk/ui/metrics.h"
#include "kiosk/ui/palette.h"
#include "kiosk/ui/picture_painter.h"
#include "kiosk/ui/scroller.h"
#include "kiosk/ui/surface.h"
#include "kiosk/ui/text_painter.h"
#include "kiosk/ui/tree.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ui {

using text::Alignment;

enum class TextRole { body, strong, heading, title, display };

/// A text on the screen. What is empty is as the interface has it.
struct TextSpec {
    std::string_view id;
    std::string_view text;
    TextRole role = TextRole::body;
    Argb ink = 0; ///< 0: the page's
    Alignment alignment = Alignment::leading;
    std::string_view language = {};
    std::optional<bool> right_to_left = std::nullopt;
    double size = 1; ///< times the role's
};

/// Something to touch. The label is drawn and spoken; `spoken` replaces it for speech where they differ.
struct ButtonSpec {
    enum class Shape {
        row,    ///< icon or picture leading, label beside it
        column, ///< picture above, label below
        icon,   ///< the icon alone
        key,    ///< the label alone, centred
    };
    std::string_view id;
    std::string_view label;
    std::string_view spoken = {};
    std::string_view note = {}; ///< second, lighter line
    std::string_view icon = {};
    std::string_view picture = {};
    Shape shape = Shape::row;
    Paint paint = {};
    Role role = Role::button;
    bool enabled = true;
    bool selected = false;
    bool strong = true;       ///< bold label
    bool directional = false; ///< its icon points along the line: mirrored where the line runs the other way
    std::string_view language = {}; ///< of the label
    std::optional<bool> right_to_left = std::nullopt;
    double size = 1; ///< of the label and its note, times body text
};

/// How the interface stands: chosen by the visitor, given to every frame.
struct Setting {
    std::string language = "en"; ///< BCP 47 of the interface
    bool right_to_left = false;
    int text_size = normal_text_size;
    int contrast = 0;
    bool lowered = false; ///< everything in the lower part of the panel, within reach
    friend bool operator==(const Setting&, const Setting&) = default;
};

/// The only door between screens and the panel: everything a screen draws or asks goes through here, and so
/// lands in the accessibility tree. Drawing calls belong between begin() and end().
class Ui {
  public:
    Ui(window::Window& window, const text::FontLibrary& fonts, PicturePainter::Source pictures);

    // --- frames
    void begin(std::string_view screen, const Setting& setting, std::int64_t now_ms);
    /// The frame's rectangles. After it, what was pressed is forgotten.
    [[nodiscard]] std::span<const window::Quad> end();
    /// The frame just drawn found its content to be of another height than the last: draw it again before
    /// showing it.
    [[nodiscard]] bool wants_redraw() const { return m_redraw; }
    /// What has been touched or must move since the last frame: draw one.
    [[nodiscard]] bool wants_frame() const { return m_dirty; }
    void request_frame() { m_dirty = true; }
    /// While drawing: another frame is wanted after so many milliseconds.
    void animate_after(std::int64_t ms);
    /// When the next frame is wanted though nothing happens; nothing: never.
    [[nodiscard]] std::optional<std::int64_t> next_frame_ms() const { return m_next_frame_ms; }
    [[nodiscard]] bool moving() const;
    [[nodiscard]] const Tree& tree() const { return m_tree; }
    /// A new screen or visit: scroll positions, focus and touches of the old one are gone.
    void forget_screen();
    void forget_all();
    /// Lets go of all pictures and set text; what is drawn next is made anew.
    void drop_textures();
    /// Fingers that are down do nothing any more, not even when they lift.
    void cancel_touches();
    /// The next page comes gliding in: 1 from where lines end, -1 from where they begin.
    void glide_in(int step);

    // --- input (between frames)
    void handle(const window::Event& event, std::int64_t now_ms);
    /// A touch or a key was taken that the next frame acts on; another one now would take its place.
    [[nodiscard]] bool owes_answer() const { return !m_pressed.empty() || m_tapped || m_swipe != 0; }
    /// Scrolls and other motion up to now.
    void advance(std::int64_t now_ms);

    // --- asked while drawing
    [[nodiscard]] bool pressed(std::string_view id) const { return !m_pressed.empty() && m_pressed == id; }
    /// The finger is down on it.
    [[nodiscard]] bool held(std::string_view id) const { return !m_held.empty() && m_held == id; }
    /// A finger tapped, wherever it was.
    [[nodiscard]] bool tapped() const { return m_tapped.has_value(); }
    /// Where that was.
    [[nodiscard]] const std::optional<Point>& tap_place() const { return m_tapped; }
    /// 1: a swipe to what comes next in reading direction, -1: back, 0: none.
    [[nodiscard]] int swipe() const { return m_swipe; }
    /// Typed on a real keyboard since the last frame; "\b" is backspace.
    [[nodiscard]] const std::string& typed() const { return m_typed; }
    [[nodiscard]] const Setting& setting() const { return m_setting; }
    [[nodiscard]] bool right_to_left() const { return m_setting.right_to_left; }
    [[nodiscard]] const Metrics& metrics() const { return m_metrics; }
    [[nodiscard]] const Palette& colours() const { return palette(m_setting.contrast); }
    [[nodiscard]] std::int64_t now_ms() const { return m_now_ms; }
    [[nodiscard]] bool can_lower() const; ///< the panel is so tall that lowering helps
    [[nodiscard]] bool wide() const { return m_screen.width > m_screen.height; }

    // --- the page
    /// The part of the panel that the screen draws in.
    [[nodiscard]] Area page() const;

    // --- drawing
    void fill(const Rect& rect, Argb colour);
    void rounded(const Rect& rect, Argb colour, int radius);
    /// A box with the look of something to press, or of a card.
    void box(const Rect& rect, const Paint& paint, bool pressed = false);
    void picture(std::string_view id, std::string_view name, const Rect& rect, std::string_view label,
                 Argb tint = 0, bool directional = false);
    /// The painted wall, or plain ground where contrast comes first.
    void wall(const Rect& rect, int shift_x = 0, int shift_y = 0);
    void qr_code(std::string_view id, std::string_view contents, const Rect& rect, std::string_view label);

    [[nodiscard]] int text_height(const TextSpec& spec, int width);
    /// Whether a line of these words is far taller than one of most alphabets, as Nastaliq is.
    [[nodiscard]] bool stands_tall(std::string_view words);
    /// From the top of `area`, as high as it needs to be; returns that height.
    int text(const TextSpec& spec, const Rect& area);
    /// Inside `rect`, centred in height, made smaller where it would not fit.
    void text_in(const TextSpec& spec, const Rect& rect);
    /// As `text_in`, without a node of its own: for words that belong to a button or a key.
    void words_in(const TextSpec& spec, const Rect& rect);
    /// One line at its own size, at `x`, `y`, faded by alpha (0 to 255); returns its width. For the attract
    /// screen.
    int line(const TextSpec& spec, int x, int y, unsigned alpha);
    [[nodiscard]] TextPainter::Size line_size(const TextSpec& spec);

    bool button(const Rect& rect, const ButtonSpec& spec);
    /// Height a button needs for its words at this width.
    [[nodiscard]] int button_height(const ButtonSpec& spec, int width);
    /// A text that is being typed, with its caret at the end and `hint` while empty.
    void input(const Rect& rect, std::string_view id, std::string_view value, std::string_view hint,
               std::string_view label);
    /// A place to touch that is drawn by other calls.
    void target(const Rect& rect, std::string_view id, std::string_view label);
    /// A node that is drawn by other calls.
    void node(const Rect& rect, std::string_view id, Role role, std::string_view label);

    /// Content that scrolls inside `viewport` while the scope lives. What is drawn in it is placed by `top()`
    /// downwards; `finish(bottom)` tells where it ended.
    class Scroll {
      public:
        Scroll(Ui& ui, std::string_view id, const Rect& viewport);
        ~Scroll();
        Scroll(const Scroll&) = delete;
        Scroll& operator=(const Scroll&) = delete;
        [[nodiscard]] int top() const { return m_top; } ///< where the content begins, pixels of the window
        /// How far content that does not fill the viewport stands below its top.
        [[nodiscard]] int slack() const { return m_slack; }
        void finish(int bottom) { m_bottom = bottom; }
        /// Whether something between these lines would be seen.
        [[nodiscard]] bool sees(int top, int bottom) const;

      private:
        Ui& m_ui;
        Rect m_viewport;
        Scroller& m_scroller;
        int m_slack;
        int m_top;
        int m_bottom;
    };

  private:
    void measure_panel();
    void add_node(Node node);
    [[nodiscard]] text::Paragraph paragraph(const TextSpec& spec, int width) const;
    /// As `paragraph`, smaller where a word would not fit a line.
    [[nodiscard]] text::Paragraph unbroken_paragraph(const TextSpec& spec, int width);
    /// As `text_height`; more where ink stands out of a single line, as Nastaliq's does.
    [[nodiscard]] int ink_or_lines(const TextSpec& spec, int width);
    /// Whether the words fit without becoming smaller than anything may be.
    [[nodiscard]] bool fits(const TextSpec& spec, int width, int height);
    [[nodiscard]] bool seen(const Rect& rect) const;
    void draw_words(const text::Paragraph& paragraph, Argb ink, int x, int y, unsigned alpha = 255);
    void draw_button_words(Rect rect, const ButtonSpec& spec);
    /// Of the picture or icon beside a label: a picture gives way where a word of the label would break.
    [[nodiscard]] int art_width(const ButtonSpec& spec, const Area& area, int padding);
    void draw_focus(const Rect& rect);
    [[nodiscard]] int glide_px() const;
    void answer(const Gestures::Answer& answer);
    void handle_key(const window::KeyEvent& key);
    void move_focus(int step);
    void end_drag(Point speed);
    [[nodiscard]] Scroller* scroller_at(Point place);
    void bring_into_view(const Node& node);

    window::Window& m_window;
    Surface m_surface;
    TextPainter m_texts;
    PicturePainter m_pictures;
    Gestures m_gestures;
    Setting m_setting;
    Metrics m_metrics;
    Rect m_screen;
    Tree m_tree;
    std::map<std::string, Scroller, std::less<>> m_scrollers;
    int m_open_scroll = -1;
    std::string m_pressed;
    std::string m_held;
    std::string m_focus;
    bool m_focus_shown = false;
    std::string m_typed;
    int m_swipe = 0;
    std::optional<Point> m_tapped;
    bool m_swallow_tap = false; ///< the touch stopped a list that ran: it presses nothing
    std::string m_dragged_scroll;
    bool m_dirty = true;
    bool m_redraw = false;
    std::optional<std::int64_t> m_next_frame_ms;
    int m_glide_step = 0;
    std::int64_t m_glide_began_ms = 0;
    std::int64_t m_now_ms = 0;
    std::int64_t m_advanced_ms = 0;
};

} // namespace ui
