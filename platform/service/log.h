#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace service {

/// As syslog and the journal number them.
enum class Priority { error = 3, warning = 4, notice = 5, info = 6 };

/// A fact beside the sentence, for whoever filters the log: becomes SMALLPLACES_<name>.
struct Field {
    std::string_view name; ///< capitals and underscores
    std::string value;
};

/// Where the kiosk says what went on: the journal when stderr leads there (systemd sets $JOURNAL_STREAM),
/// else plain lines on stderr. Nothing that a visitor typed, chose or is called ever goes in here: sentences
/// and fields are about the machine. May be used from any thread.
class Log {
  public:
    /// `least`: what is less important than this is left out of the plain lines; the journal gets all.
    explicit Log(Priority least = Priority::notice);
    void write(Priority priority, std::string_view message, std::initializer_list<Field> fields = {}) const;
    [[nodiscard]] bool to_journal() const { return m_to_journal; }

  private:
    Priority m_least;
    bool m_to_journal;
};

/// One line, whatever the text was: control characters become spaces, and it is cut at 500 bytes, between
/// characters.
[[nodiscard]] std::string as_line(std::string_view text);

} // namespace service
