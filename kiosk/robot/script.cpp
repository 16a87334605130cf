#include "kiosk/robot/script.h"

#include <array>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <optional>

namespace robot {

namespace {

std::string_view trimmed(std::string_view text) {
    const std::size_t from = text.find_first_not_of(" \t\r");
    if (from == std::string_view::npos) return {};
    return text.substr(from, text.find_last_not_of(" \t\r") - from + 1);
}

/// Cuts the first word off `rest`.
std::string_view word(std::string_view& rest) {
    const std::size_t end = std::min(rest.find_first_of(" \t"), rest.size());
    const std::string_view first = rest.substr(0, end);
    rest = trimmed(rest.substr(end));
    return first;
}

std::optional<double> number(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

std::optional<std::string> quoted(std::string_view text) {
    if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::nullopt;
    return std::string(text.substr(1, text.size() - 2));
}

bool is_plain_name(std::string_view name) {
    return !name.empty() && name.find_first_of("/\\ \t") == std::string_view::npos && name.front() != '.';
}

using Verb = Command::Verb;

/// Verbs that take one word.
struct Simple {
    std::string_view word;
    Verb verb;
};
constexpr std::array simple_verbs = {Simple{"wait", Verb::wait}, Simple{"absent", Verb::absent},
                                     Simple{"key", Verb::key}, Simple{"shot", Verb::shot},
                                     Simple{"tree", Verb::tree}};

/// Fills `command` from the words of the line; the reason when they make no sense.
std::string read_expect(Command& command, std::string_view rest) {
    const std::string_view what = word(rest);
    if (what == "screen")
        command.verb = Verb::expect_screen;
    else if (what == "id")
        command.verb = Verb::expect_id;
    else if (what == "text")
        command.verb = Verb::expect_text;
    else
        return "'expect' takes screen NAME, text \"PART\" or id ID";
    if (command.verb != Verb::expect_text) {
        command.argument = std::string(rest);
        return is_plain_name(rest) ? "" : "one word is missing or there are too many";
    }
    const auto part = quoted(rest);
    if (!part) return "the text is not in double quotes";
    command.argument = *part;
    return "";
}

std::string read_drag(Command& command, std::string_view rest) {
    command.verb = Verb::drag;
    command.argument = std::string(word(rest));
    const auto x = number(word(rest));
    const auto y = number(word(rest));
    if (command.argument.empty() || !x || !y || !rest.empty()) return "'drag' takes ID DX DY";
    command.x = *x;
    command.y = *y;
    return "";
}

std::string read_media(Command& command, std::string_view rest) {
    const std::string_view what = word(rest);
    command.argument = std::string(rest);
    if (what == "remove" && rest.empty()) {
        command.verb = Verb::remove_media;
        return "";
    }
    if (what != "insert" || rest.empty()) return "'media' takes insert DIR or remove";
    command.verb = Verb::insert_media;
    return "";
}

std::string read(Command& command, std::string_view line) {
    std::string_view rest = line;
    const std::string_view verb = word(rest);
    for (const Simple& simple : simple_verbs) {
        if (verb != simple.word) continue;
        command.verb = simple.verb;
        command.argument = std::string(rest);
        return is_plain_name(rest) ? "" : fmt::format("'{}' takes one word", verb);
    }
    if (verb == "expect") return read_expect(command, rest);
    if (verb == "drag") return read_drag(command, rest);
    if (verb == "media") return read_media(command, rest);
    if (verb == "tap") {
        command.verb = Verb::tap;
        const auto label = quoted(rest);
        command.by_label = label.has_value();
        command.argument = label ? *label : std::string(rest);
        return command.argument.empty() || (!label && !is_plain_name(rest))
                   ? "'tap' takes an ID or a \"Label\""
                   : "";
    }
    if (verb == "burst") {
        command.verb = Verb::burst;
        command.argument = std::string(rest);
        return rest.find(' ') == std::string_view::npos ? "'burst' takes several IDs" : "";
    }
    if (verb == "type") {
        const auto text = quoted(rest);
        command.verb = Verb::type;
        command.argument = text.value_or("");
        return text ? "" : "'type' takes a text in double quotes";
    }
    if (verb == "advance") {
        const auto seconds = number(rest);
        command.verb = Verb::advance;
        command.x = seconds.value_or(-1);
        return command.x >= 0 && command.x <= 1e7 ? "" : "'advance' takes a number of seconds";
    }
    if (verb == "quit" && rest.empty()) {
        command.verb = Verb::quit;
        return "";
    }
    return fmt::format("there is no command '{}'", verb);
}

} // namespace

base::Result<std::vector<Command>> parse_script(std::string_view text, std::string_view file) {
    std::vector<Command> commands;
    int line_number = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        ++line_number;
        if (line.empty() || line.front() == '#') continue;
        Command command;
        command.line = line_number;
        command.source = std::string(line);
        if (const std::string reason = read(command, line); !reason.empty()) {
            return base::fail(fmt::format("{}:{}: {}", file, line_number, reason));
        }
        commands.push_back(std::move(command));
    }
    return commands;
}

bool matches(std::string_view pattern, std::string_view id) {
    std::size_t p = 0, i = 0, star = std::string_view::npos, mark = 0;
    while (i < id.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            mark = i;
        } else if (p < pattern.size() && pattern[p] == id[i]) {
            ++p;
            ++i;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            i = ++mark;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*')
        ++p;
    return p == pattern.size();
}

} // namespace robot
