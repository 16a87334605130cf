#pragma once

#include "kiosk/robot/script.h"
#include "kiosk/ui/tree.h"
#include "platform/base/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <ostream>
#include <span>

namespace robot {

/// What the robot visitor stands before: the kiosk, one turn of its loop at a time.
class Stage {
  public:
    virtual ~Stage() = default;
    [[nodiscard]] virtual const ui::Tree& tree() const = 0;
    /// Into SDL's queue, as the touch driver or the keyboard would.
    virtual void push(const window::Event& event) = 0;
    /// One turn: takes the events, draws if something changed. While something moves, a frame's time passes.
    virtual void turn() = 0;
    /// Nothing moves and nothing waits to be drawn.
    [[nodiscard]] virtual bool settled() const = 0;
    virtual void pass_ms(std::int64_t ms) = 0;
    [[nodiscard]] virtual base::Result<image::Image> picture() = 0;
    virtual void insert_media(const std::filesystem::path& folder) = 0;
    virtual void remove_media() = 0;
};

/// Plays a script before a stage.
class Visitor {
  public:
    Visitor(Stage& stage, std::filesystem::path shots, std::ostream& out)
        : m_stage(stage), m_shots(std::move(shots)), m_out(out) {}
    /// Echoes each line done as "ok N: the line"; fails as "FILE:N: what was expected, what was there".
    [[nodiscard]] base::Status play(std::span<const Command> commands, std::string_view file);
    /// Until nothing moves, or the visitor's patience ends.
    void settle();

  private:
    [[nodiscard]] base::Status run(const Command& command);
    [[nodiscard]] base::Status wait_for(const std::function<bool()>& there, const std::string& expected);
    [[nodiscard]] base::Status tap(const std::function<bool(const ui::Node&)>& wanted,
                                   const std::string& name);
    /// Taps faster than any frame: all are in SDL's queue before the next turn.
    [[nodiscard]] base::Status burst(std::string_view ids);
    [[nodiscard]] base::Status type(const std::string& text);
    [[nodiscard]] base::Status type_one(const std::string& character);
    [[nodiscard]] base::Status press_key(const std::string& name);
    [[nodiscard]] base::Status shoot(const std::string& name);
    [[nodiscard]] base::Status advance(double seconds);
    [[nodiscard]] base::Status drag_node(const Command& command);
    [[nodiscard]] bool has_key(const std::string& character) const;
    void drag(double x, double y, double dx, double dy);
    void tap_at(double x, double y);
    [[nodiscard]] std::string what_is_there() const;

    Stage& m_stage;
    std::filesystem::path m_shots;
    std::ostream& m_out;
};

} // namespace robot
